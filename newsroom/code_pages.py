"""Bytes become text where nothing says which letters they stand for: old systems each had their own table.

What is UTF-8 is UTF-8, though some of its letters are broken: systems cut texts by their bytes. Of the
others, each candidate's text is looked at. Letters of one language beside letters speak for it, and so do
usual signs beside none; letters of other languages, signs inside words, and capitals and small letters that
change within a word speak against it.
"""

import re
from collections import Counter
from collections.abc import Iterator

#: What stands for a letter that is damaged.
BROKEN = "\ufffd"
_WEST = {
    "german": "äöüß",
    "french": "àâçéèêëîïôùûœ",
    "spanish": "áéíñóúü",
    "portuguese": "ãáàâçéêíóôõú",
    "italian": "àèéìòù",
    "swedish and finnish": "åäöé",
    "danish and norwegian": "æøåé",
    "icelandic": "áðéíóúýþæö",
}
_CENTRE = {
    "polish": "ąćęłńóśźż",
    "czech": "áčďéěíňóřšťúůýž",
    "slovak": "áäčďéíĺľňóôŕšťúýž",
    "hungarian": "áéíóöőúüű",
    "south slavic": "čćđšž",
    "romanian": "ăâîșțşţ",
    "german": "äöüß",
}
#: With the languages that it was made for, in the order in which one is taken if nothing tells two apart. 858
#: is 850 with the euro.
_CANDIDATES = {
    "cp1252": _WEST,
    "cp1250": _CENTRE,
    "iso8859_15": _WEST,
    "iso8859_2": _CENTRE,
    "cp858": _WEST,
    "cp437": _WEST,
    "mac_roman": _WEST,
    "cp852": _CENTRE,
    "mac_latin2": _CENTRE,
}
#: Those that hardly a system writes any more: they have to fit better than the others by this.
_OLD = {"cp858", "cp437", "mac_roman", "cp852", "mac_latin2"}
_RARE = 0.5
#: Currencies that are written with a letter which one code page has in that place.
_MONEY = {"Kč", "zł"}
#: Letters that are words: “È”, “à”, “ó”, “å”.
_WORDS = frozenset("ÀÈÉàèéòóöåæø")
#: What a letter counts that is of one of the languages, but not of the one that most are of.
_MIXED = 0.7
#: Signs that stand in text of any language: about words, and beside figures.
_USUAL = frozenset("«»“”„‘’‚–—…·°¿¡\u00a0\u00ad")
_OF_FIGURES = frozenset("€£§½²³")
#: So much of what is above ASCII, with its neighbours, tells.
_MOST = 40_000
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
#: Of two whose letters fit better or worse by no more than this, nothing tells which is right: one word with
#: one letter above ASCII is hardly ever enough.
_CLOSE = 0.6
#: So many words show what a reading makes of them.
_SHOWN = 3


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding that it was read by. Never fails: a broken letter of UTF-8
    becomes U+FFFD, and Latin-1 takes any byte."""
    if (unicode := _unicode(data)) is not None:
        return unicode
    told = _told(data)
    best = max(_CANDIDATES, key=lambda each: _score(told, each))
    try:
        return data.decode(best), best
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def readings(data: bytes) -> dict[str, str]:
    """Where several code pages fit about as well, and make other words of it: some of those words, by the
    code page, that of `decode` first. Empty where nobody has to be asked."""
    if _unicode(data) is not None:
        return {}
    told = _told(data)
    fits = {each: _score(told, each) for each in _CANDIDATES}
    found: dict[str, str] = {}
    for each in sorted(fits, key=lambda one: -fits[one]):
        if fits[each] >= max(fits.values()) - _CLOSE:
            found.setdefault(told.decode(each), each)
    pages = list(found.values())
    words = list(dict.fromkeys(_WORD.findall(data))) if len(pages) > 1 else []
    read = {each: [word.decode(each, errors="replace") for word in words] for each in pages}
    differ = [place for place in range(len(words)) if len({some[place] for some in read.values()}) > 1]
    shown = {each: ", ".join(some[place] for place in differ[:_SHOWN]) for each, some in read.items()}
    return shown if differ else {}


def read_anew(data: bytes, encoding: str) -> bytes:
    """As UTF-8, read by one of those `readings`; as it is where that is none."""
    return data.decode(encoding, errors="replace").encode() if encoding in _CANDIDATES else data


def _unicode(data: bytes) -> tuple[str, str] | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    text = data.decode("utf-8-sig", errors="replace")
    above = len(text) - len(text.encode("ascii", errors="ignore"))
    # In no other code page do letters above ASCII come in the pairs of UTF-8, but by chance.
    return (text, "utf-8") if above >= 2 * text.count(BROKEN) else None


def _told(data: bytes) -> bytes:
    return b"\n".join(data[max(found.start() - 1, 0) : found.end() + 1] for found in _high(data))


def _high(data: bytes) -> Iterator[re.Match[bytes]]:
    """What is above ASCII, as much of it as tells."""
    left = _MOST
    for found in _HIGH.finditer(data):
        left -= found.end() - found.start() + 3
        if left < 0:
            return
        yield found


def _score(told: bytes, encoding: str) -> float:
    try:
        text = told.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    letters: Counter[str] = Counter()
    signs = 0.0
    for before, char, after in zip(f"\n{text}", text, f"{text[1:]}\n", strict=False):
        if char <= "\x7f":
            continue
        if not char.isprintable() and char not in _USUAL:
            signs -= 10
        elif not char.isalpha():
            signs += _sign(before, char, after)
        elif _changes(before, char, after):
            signs -= 3
        elif before.isalpha() or after.isalpha():
            letters[char.lower()] += 1
            signs += 2 * (before + char in _MONEY and not after.isalpha())
        elif char in _WORDS and (before + after).isspace():
            signs += 0.6
    return _fit(letters, _CANDIDATES[encoding]) + signs - _RARE * (encoding in _OLD)


def _sign(before: str, char: str, after: str) -> int:
    if before.isalpha() and after.isalpha() and char != "’":
        return -3
    if char in "„‚¿¡" and before.isalpha():
        return -1
    if char in _OF_FIGURES:
        return 0 if before.isalpha() or after.isalpha() else 1
    return 1 if char in _USUAL else -2


def _changes(before: str, char: str, after: str) -> bool:
    """Whether a capital stands behind a small letter, or within a word before one, or a small letter between
    capitals."""
    if char.isupper():
        return before.islower() or (before.isupper() and after.islower())
    return before.isupper() and after.isupper() and char != "ß"


def _fit(letters: Counter[str], languages: dict[str, str]) -> float:
    known = set().union(*languages.values())
    strange = sum(count for letter, count in letters.items() if letter not in known)
    whole = letters.total() - strange
    most = max(sum(letters[letter] for letter in each) for each in languages.values())
    return most + _MIXED * (whole - most) - 2 * strange
