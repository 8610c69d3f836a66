import re

from django.http import Http404, HttpRequest, HttpResponse

from articles.pictures.share_cards import file_of, is_readable
from articles.views.stored_files import FOR_GOOD, stored_file

_DIGEST = re.compile(r"[0-9a-f]{32}")


def share_card(request: HttpRequest, digest: str) -> HttpResponse:
    """The drawn card of a story that readers have; its address is made of its bytes, so it may be kept."""
    if not _DIGEST.fullmatch(digest) or not is_readable(digest):
        raise Http404
    answer = stored_file(request, file_of(digest), content_type="image/png", cache=FOR_GOOD)
    if answer is None:
        raise Http404
    return answer
