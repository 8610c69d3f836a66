"""The imprint in force, read once for each change of anything that readers see."""

from django.http import HttpRequest

from newsroom.models import Imprint
from newsroom.pagestore import hold


def current_imprint(request: HttpRequest) -> Imprint:
    return hold(request, "imprint", Imprint.current)
