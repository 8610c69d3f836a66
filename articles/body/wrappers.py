"""Mail filters, networks, search engines and caches that stand before a page, and the page behind them.

Only those that carry their target in the open; most of them carry the address of the person too who was sent
the link, which is nobody's to publish.
"""

import base64
import binascii
import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

#: (host, path, the parameters that may hold the target). Google has a host in each country.
_WRAPPERS = tuple(
    (re.compile(host), re.compile(path), names.split())
    for host, path, names in (
        (r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}", r"/url", "q url"),
        (r"search\.app", r"/", "link"),
        (r".+\.safelinks\.protection\.(?:outlook|office365)\.(?:com|us)", r"/.*", "url"),
        (r"statics\.teams\.cdn\.office\.net", r"/.*safelinks.*", "url"),
        (r"outlook\.(?:office|office365|live)\.com", r"/mail/safelink\.html", "url"),
        (r"(?:l|lm|m|www)\.facebook\.com", r"/(?:l|flx/warn/?|l\.php)?(?:\.php)?", "u"),
        (r"l\.(?:instagram|messenger|threads|wl)\.(?:com|net|co)", r"/.*", "u"),
        (r"l\.workplace\.com", r"/l\.php", "u"),
        (r"(?:www\.)?linkedin\.com", r"/(?:redir/redirect|safety/go)/?", "url"),
        (r"(?:www\.|m\.)?youtube\.com", r"/redirect", "q"),
        (r"out\.reddit\.com|disq\.us|slack-redir\.net|(?:www\.)?getpocket\.com", r"/.*", "url"),
        (r"(?:html\.)?duckduckgo\.com", r"/l/", "uddg"),
        (r"t\.umblr\.com", r"/redirect", "z"),
        (r"(?:away\.)?vk\.com", r"/away\.php", "to"),
        (r"deref-(?:gmx\.\w+|web\.de|mail\.com)", r"/mail/client/.*", "redirectUrl"),
        (r"steamcommunity\.com", r"/linkfilter/?", "url u"),
        (r"(?:www\.)?pinterest\.\w+", r"/offsite/?", "url"),
        (r"(?:www\.)?tiktok\.com", r"/link/v2", "target"),
        (r"medium\.com", r"/r/", "url"),
        (r"(?:t|telegram)\.me", r"/iv", "url"),
        (r"protect2\.fireeye\.com", r"/(?:v1/)?url", "u"),
        (r".+\.trendmicro\.com", r".*/clicktime/.*", "url"),
        (r"clicktime\.(?:symantec\.com|cloud\.postoffice\.net)", r"/.*", "u U"),
        (r".+\.url-protection\.com", r"/v1/url", "o"),
        (r"linkprotect\.cudasvc\.com", r"/url", "a"),
        (r"urldefense\.proofpoint\.com", r"/v1/url", "u"),
    )
)
#: Of a thousand addresses one is wrapped; the others are asked once.
_ANY_HOST = re.compile("|".join(known.pattern for known, _path, _names in _WRAPPERS))
_SOPHOS = re.compile(r"(?:[\w-]+\.)*protection\.sophos\.com")
_GOOGLE = re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}")
#: `/c/s/example.org/page`: the kind of page, `s` if it is secure, the page.
_COPIED = re.compile(r"/[cvwrai]/(?P<secure>s/)?(?P<page>[^/]+\.[^/]+/?.*)")
_VIEWED = re.compile(r"/amp/(?P<secure>s/)?(?P<page>[^/]+\.[^/]+/?.*)")
_YAHOO = re.compile(r"/RU=([^/]+)/")
#: A plus of base64 in a query is read as a space.
_URL_SAFE = str.maketrans("/+ ", "_--")
_HEX = re.compile(r"-([0-9A-F]{2})")
_STARS = re.compile(r"\*(?:\*(.))?")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unwrapped(address: str) -> str:
    """The target inside, if this is a wrapper that shows it; else ""."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if _ANY_HOST.fullmatch(host):
        for known, path, names in _WRAPPERS:
            if known.fullmatch(host) and path.fullmatch(parts.path or "/"):
                said = parse_qs(parts.query)
                return next((said[name][0] for name in names if name in said), "")
    return _written_otherwise(address, host, parts)


def _written_otherwise(address: str, host: str, parts: SplitResult) -> str:
    """The target where it stands in letters of the wrapper's own, or in the path."""
    path = parts.path
    if host == "urldefense.proofpoint.com" and path == "/v2/url":
        return unquote(_HEX.sub(r"%\1", _said(parts, "u")).replace("_", "/"))
    if host in ("urldefense.com", "urldefense.us") and path.startswith("/v3/__"):
        return _proofpoint_3(address)
    if host == "secure-web.cisco.com":
        return unquote(path.rpartition("/")[2])
    if (host in ("www.bing.com", "bing.com") and path == "/ck/a") or _SOPHOS.fullmatch(host):
        return _from_base64(_said(parts, "u").removeprefix("a1"))
    if host == "r.search.yahoo.com" and (inside := _YAHOO.search(path)):
        return unquote(inside[1])
    return _from_cache(host, parts)


def _said(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def _from_cache(host: str, parts: SplitResult) -> str:
    """The page that an AMP cache or a viewer shows a copy of: its address is the path."""
    copied = None
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        copied = _COPIED.fullmatch(parts.path)
    elif _GOOGLE.fullmatch(host):
        copied = _VIEWED.fullmatch(parts.path)
    if copied is None:
        return ""
    scheme = "https" if copied["secure"] else "http"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not pair.startswith("amp_"))
    page = re.sub("%3f|%3d|%26", lambda sign: unquote(sign[0]), copied["page"], flags=re.IGNORECASE)
    return f"{scheme}://{page}" + (f"?{query}" if query else "")


def _from_base64(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text.rstrip("=").translate(_URL_SAFE) + "==").decode()
    except (binascii.Error, ValueError):
        return ""


def _proofpoint_3(address: str) -> str:
    """`https://urldefense.com/v3/__TARGET__;REPLACED!!…$`: each star stands for one letter that follows.

    `**x` stands for as many as the letter x counts; the letters are base64 of UTF-8.
    """
    target, _mark, rest = address.partition("/v3/__")[2].rpartition("__;")
    replaced = rest.partition("!")[0]
    read = _from_base64(replaced)
    if replaced and not read:
        return ""
    letters = iter(read)

    def put_back(star: re.Match[str]) -> str:
        count = _RUNS.find(star[1]) + 2 if star[1] else 1
        return "".join(next(letters, "") for _letter in range(count))

    target = _STARS.sub(put_back, target)
    # The filter writes one slash where there were two.
    return re.sub(r"^(https?:)/(?=[^/])", r"\1//", target)
