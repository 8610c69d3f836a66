"""What a browser asks for: which page, whether it has it already, and whether it can unpack one."""

from urllib.parse import quote

from django.http import HttpRequest
from django.utils.http import parse_etags

#: The one query parameter that changes a page, and only where the view says so (`request.paged`). All
#: others are no part of the key, so that a flood of made-up ones meets the same stored page.
PAGE = "page"
#: How a browser says in Accept-Encoding that it does not take something (RFC 9110 §12.4.2).
_REFUSED = ("q=0", "q=0.0", "q=0.00", "q=0.000")


def has_it(request: HttpRequest, etag: str) -> bool:
    """Weakly compared (RFC 9110 §13.1.2): a proxy that compresses marks our tag as weak."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return "*" in known or etag in {tag.removeprefix("W/") for tag in known}


def takes_gzip(request: HttpRequest) -> bool:
    for part in request.META.get("HTTP_ACCEPT_ENCODING", "").lower().split(","):
        name, *settings_ = (word.strip() for word in part.split(";"))
        if name in ("gzip", "*"):
            return not any(word.replace(" ", "") in _REFUSED for word in settings_)
    return False


def keys_of(request: HttpRequest) -> tuple[str, ...]:
    """Where the page may be kept: under its path alone, or with the page number if its view has pages.

    The host is no part of it, because no page depends on it. A path may hold a question mark that was
    sent as %3F, so the parts are set apart by what none can hold.
    """
    path = f"{request.scheme}\n{quote(request.path)}"
    number = request.GET.get(PAGE, "")
    return (path, f"{path}\n{number}") if number else (path,)
