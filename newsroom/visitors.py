"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

#: Where a request came from whose address cannot be read. Never empty: that would be our own caller.
UNKNOWN = "unknown"


def sent_from(request: HttpRequest) -> str:
    """The network address that a request came from. UNKNOWN is one too: whoever hides it shares its limits.

    Only our own proxy is believed about others, and only in what it wrote itself: the last entry. In IPv6
    one visitor has a whole network of addresses, so that network is named.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    said = told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(said)
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether a POST was sent by a page of ours.

    Readers carry no cookie, so there is nothing that a foreign page could ride on; this keeps it from
    filling in our form all the same. Browsers say where a POST comes from (Fetch Metadata, else Origin);
    one that says neither is let through to the signed token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS


def is_sent_by_us(request: HttpRequest) -> bool:
    """The same where no token speaks for it: a POST that does not say where it comes from is not believed."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    return "Origin" in request.headers and from_our_own_page(request)
