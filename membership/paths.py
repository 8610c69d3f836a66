"""Plain strings that come in by the address bar; addresses that are known before there is a map."""

from django.utils.http import url_has_allowed_host_and_scheme

#: A member's own pages, and the one cookie that they know.
MEMBERS, MEMBER_COOKIE = "/membership/me/", "member"
#: Providers sign what they send, and are not signed in; and they follow no redirect.
WEBHOOKS = "/membership/webhooks/"


def same_site_path(text: str) -> str:
    """The path of a page of ours, or nothing: "/harbour/outfall/", never "//elsewhere.example"."""
    text = text.strip()
    if len(text) > 200 or not text.startswith("/") or any(char in text for char in "\\\r\n\t\0"):
        return ""
    return text if url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""
