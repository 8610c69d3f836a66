"""Where a link of pasted copy really leads: out of the wrappers of mail filters and networks, untracked.

Knows the wrappers that carry their target in the open; one that does not (a short link) stays as it is.
"""

import re

from articles.body.tracking import untracked
from articles.body.wrappers import unwrapped

#: A wrapper in a wrapper in a wrapper: beyond this it is no link that a person has made.
DEEPEST = 5
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+(?P<last>[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
#: What a name ends in that is a file beside the page, and no host.
_FILES = re.compile(r"aspx?|css|docx?|gif|html?|jpe?g|js|jsp|md|pdf|php|png|rtf|txt|xlsx?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def plain(address: str) -> str:
    """The address that a reader should be sent to, "" if there is none (`#note`, `file:`, `javascript:`).

    A host without a scheme (`example.org/x`) gets one; a path (`/x`) stays a path.
    """
    address = re.sub(r"[\x00-\x20]", "", address)
    if address.startswith("//"):
        address = f"https:{address}"
    if not _SCHEME.match(address) or re.match(r"[\w.-]+:\d+(?:/|$)", address):
        address = _absolute(address)
    if address.startswith("#") or (_SCHEME.match(address) and not _is_web(address)):
        return address if address.lower().startswith("mailto:") else ""
    for _wrapper in range(DEEPEST):
        inner = unwrapped(address)
        if not inner or not _is_web(inner):
            break
        address = inner
    return untracked(address)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _absolute(address: str) -> str:
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    bare = _BARE.fullmatch(address)
    return f"https://{address}" if bare and not _FILES.fullmatch(bare["last"]) else address
