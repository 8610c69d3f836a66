"""Where a link of pasted copy really leads: out of the wrappers of mail filters and networks, untracked.

Knows the wrappers that carry their target in the open; one that does not (a short link) stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

#: A wrapper in a wrapper in a wrapper: beyond this it is no link that a person has made.
DEEPEST = 5
#: (host, path, the parameters that may hold the target). Google has a host in each country.
_WRAPPERS = tuple(
    (re.compile(host), re.compile(path), names.split())
    for host, path, names in (
        (r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}", r"/url", "q url"),
        (r".+\.safelinks\.protection\.(?:outlook|office365)\.(?:com|us)", r"/.*", "url"),
        (r"(?:l|lm|m|www)\.facebook\.com", r"/(?:l|flx/warn/?|l\.php)?(?:\.php)?", "u"),
        (r"l\.(?:instagram|messenger|threads|wl)\.(?:com|net|co)", r"/.*", "u"),
        (r"(?:www\.)?linkedin\.com", r"/(?:redir/redirect|safety/go)/?", "url"),
        (r"(?:www\.|m\.)?youtube\.com", r"/redirect", "q"),
        (r"out\.reddit\.com|disq\.us|slack-redir\.net|(?:www\.)?getpocket\.com", r"/.*", "url"),
        (r"(?:html\.)?duckduckgo\.com", r"/l/", "uddg"),
        (r"t\.umblr\.com", r"/redirect", "z"),
        (r"(?:away\.)?vk\.com", r"/away\.php", "to"),
        (r"linkprotect\.cudasvc\.com", r"/url", "a"),
        (r"urldefense\.proofpoint\.com", r"/v1/url", "u"),
    )
)
_TRACKING = re.compile(
    r"""utm_\w+ | fbclid | [gd]clid | gclsrc | [gw]braid | msclkid | twclid | ttclid | yclid | li_fat_id
    | wickedid | mc_[ce]id | igsh(?:id)? | _hs(?:enc|mi) | hsctatracking | mkt_tok | vero_\w+ | oly_\w+_id
    | rb_clickid | (?:pk|mtm|piwik)_\w+ | at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)
    | __twitter_impression | ref_src | ref_url | cmpid | smid | _openstat | s_cid | __s | trk | _ga | _gl""",
    re.IGNORECASE | re.VERBOSE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+(?P<last>[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
#: What a name ends in that is a file beside the page, and no host.
_FILES = re.compile(r"aspx?|css|docx?|gif|html?|jpe?g|js|jsp|md|pdf|php|png|rtf|txt|xlsx?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HEX = re.compile(r"-([0-9A-F]{2})")
_STARS = re.compile(r"\*(?:\*(.))?")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


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
        inner = _unwrapped(address)
        if not inner or not _is_web(inner):
            break
        address = inner
    return _untracked(address)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _absolute(address: str) -> str:
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    bare = _BARE.fullmatch(address)
    return f"https://{address}" if bare and not _FILES.fullmatch(bare["last"]) else address


def _unwrapped(address: str) -> str:
    """The target inside, if this is a wrapper that shows it."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    for known, path, names in _WRAPPERS:
        if known.fullmatch(host) and path.fullmatch(parts.path or "/"):
            said = parse_qs(parts.query)
            return next((said[name][0] for name in names if name in said), "")
    if host == "urldefense.proofpoint.com" and parts.path == "/v2/url":
        written = parse_qs(parts.query).get("u", [""])[0]
        return unquote(_HEX.sub(r"%\1", written).replace("_", "/"))
    if host in ("urldefense.com", "urldefense.us") and parts.path.startswith("/v3/__"):
        return _proofpoint_3(address)
    if host == "secure-web.cisco.com":
        return unquote(parts.path.rpartition("/")[2])
    return ""


def _proofpoint_3(address: str) -> str:
    """`https://urldefense.com/v3/__TARGET__;REPLACED!!…$`: each star stands for one letter that follows.

    `**x` stands for as many as the letter x counts; the letters are base64 of UTF-8.
    """
    target, _mark, rest = address.partition("/v3/__")[2].rpartition("__;")
    try:
        data = base64.urlsafe_b64decode(rest.partition("!")[0].rstrip("=") + "==")
        letters = iter(data.decode())
    except (binascii.Error, ValueError):
        return ""

    def put_back(star: re.Match[str]) -> str:
        count = _RUNS.find(star[1]) + 2 if star[1] else 1
        return "".join(next(letters, "") for _letter in range(count))

    target = _STARS.sub(put_back, target)
    # The filter writes one slash where there were two.
    return re.sub(r"^(https?:)/(?=[^/])", r"\1//", target)


def _untracked(address: str) -> str:
    """The address without the parameters that only follow the reader; all else letter for letter."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    kept = "&".join(
        pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    fragment = "" if parts.fragment.startswith((":~:", "xtor=", "utm_")) else parts.fragment
    if (kept, fragment) == (parts.query, parts.fragment):
        return address
    return urlunsplit(parts._replace(query=kept, fragment=fragment))
