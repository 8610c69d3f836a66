"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

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
