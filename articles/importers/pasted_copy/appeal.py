"""The appeal of the site the copy came from, stuck to its end. Ours replaces it."""

import re

_ASK = re.compile(
    r"""(?:^|(?<=[.!?…:]\s)|(?<=[–—-]\s)|(?<=,\s)(?=please))(?:please\s+)?(?:
        become\s+an?\s+(?:\w+\s+)?(?:member|supporter|subscriber|patron) |
        join\s+us\b | donate\b | give\s+(?:today|now|what\s+you\s+can) |
        (?:please\s+)?(?:consider|make)\s+(?:\w+ing\s+)?an?\s+(?:[\w-]+\s+){0,6}
            (?:donation|contribution|gift) |
        support\s+(?:us|our|independent|the\s+work) | subscribe\b | sign\s+up\b | chip\s+in\b |
        contribute\s+(?:today|now)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT = re.compile(
    r"""\byour\s+(?:support|gift|donation|contribution|membership|tax.deductible)\b |
    \btax.deductible\s+(?:contribution|donation|gift) |
    \bindependent\s+journalism\b |
    \bour\s+(?:[\w,-]+\s+){0,6}(?:journalism|journalists|reporting|newsroom)\b |
    \b(?:is|are)\s+(?:paid\s+for|funded|supported)\s+by\s+(?:our\s+)?(?:readers|members)\b |
    \breaders\s+like\s+you\b | \byou\s+can\s+help\b | \bbefore\s+you\s+go\b |
    \bfrom\s+(?:just\s+)?[$£€]\s?\d+\s+a\s+(?:month|year|week)\b |
    \bif\s+you\s+(?:value|like|liked|enjoyed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A quotation ends before the next one begins: looked for to the end of the line from every mark, a line of
# nothing but opening marks would take minutes.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|„[^„“”]*[“”]|«[^«»]*»")
_REPORTED = re.compile(r"\b(?:said|says|told|asked|wrote|added|according to)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:thank you|thanks|©|copyright)[^.!]{0,70}[.!]?|(?:https?://|www\.)\S+", re.IGNORECASE
)
MOST_UNITS, LONGEST, LONGEST_BETWEEN, FEWEST_SIGNS = 10, 2000, 160, 2


def begins(texts: list[str]) -> int:
    """The number of the first of the tidied `texts` that belongs to the appeal; len(texts) if there is none.

    Everything from there to the end must speak like an appeal, ask for something and not be somebody's
    words in the story. One paragraph alone that sounds so is not enough without a second sign.
    """
    start = end = len(texts)
    while start and end - start < MOST_UNITS and _goes_on(texts, start - 1, end):
        start -= 1
    while start < end and not _signs(_QUOTED.sub("", texts[start])):
        start += 1
    found = [_QUOTED.sub("", text) for text in texts[start:]]
    signs = sum(len({sign.casefold() for sign in _signs(text)}) for text in found)
    asks = any(_ASK.search(text) for text in found)
    if start == 0 or signs < FEWEST_SIGNS or not asks or sum(map(len, found)) > LONGEST:
        return len(texts)
    return start


def _goes_on(texts: list[str], at: int, end: int) -> bool:
    """Whether this one belongs to it: it speaks like one, closes it, or stands between two that do."""
    if _speaks(texts[at]) or _CLOSING.fullmatch(texts[at]):
        return True
    short = (
        len(texts[at]) <= LONGEST_BETWEEN
        and not _QUOTED.search(texts[at])
        and not _REPORTED.search(texts[at])
    )
    return bool(short and 0 < at < end - 1 and _speaks(texts[at - 1]) and _speaks(texts[at + 1]))


def _speaks(text: str) -> bool:
    plain = _QUOTED.sub("", text)
    return bool(_signs(plain)) and not _REPORTED.search(plain)


def _signs(text: str) -> list[str]:
    return [match[0] for pattern in (_ASK, _ABOUT) for match in pattern.finditer(text)]
