"""What a browser says when it asks: which page it has already, and whether it can unpack one."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import parse_etags

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
