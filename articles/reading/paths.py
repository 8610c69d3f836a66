"""Where pages stand: their paths, worked out once (`reverse` costs more than the rest of a link)."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse


@lru_cache(4000)
def path_to(name: str, *args: str) -> str:
    """The path of `articles:<name>`: a section, author, topic, outlet, or a page that stands alone."""
    return reverse(f"articles:{name}", args=args)


def absolute(path: str) -> str:
    """The address that others know a path of ours by."""
    return f"{settings.SITE_URL}{path}"
