"""“READ: Some headline”: a line that leads to another story. “Read the report…” is a sentence."""

from __future__ import annotations

import re

from articles.importers.draft import ReadLine
from articles.importers.found import Found

_LINE = re.compile(
    r"(?:[•▪►▶»→>*–—-]+ ?)?"
    r"(?P<label>read(?: more| also| next| now)?|also read|related(?: stor(?:y|ies))?|see also)"
    r" ?: ?(?P<headline>.+)",
    re.IGNORECASE,
)
_URL = re.compile(r" ?[(<\[]?(https?://[^\s()<>\[\]]+)[)>\]]?$")
_QUOTES = "“”„«»\"‘’'"
LONGEST = 200


def find(text: str, links: tuple[tuple[str, str], ...] = (), *, html: str) -> Found | None:
    """The READ line that the tidied line `text` is, or None: a headline has no full stop and one line."""
    line = _LINE.fullmatch(text)
    if line is None:
        return None
    headline, url = line["headline"].strip(), links[0][1] if links else ""
    if address := _URL.search(headline):
        headline, url = headline[: address.start()].strip(), address[1]
    headline = unquoted(headline)
    if not 3 <= len(headline) <= LONGEST or len(url) > 500 or not _begins_like_one(line["label"], headline):
        return None
    if headline.endswith((".", ",", ";", ":")) and not re.search(r"(?:\b\w\.){2,}$|\.\.\.$", headline):
        return None
    if re.search(r"\w{3,}[.] \w", headline):
        return None
    return Found("read", ReadLine(line["label"].upper(), headline, html, url), ((0, len(text), "read"),))


def unquoted(headline: str) -> str:
    """The headline without quotation marks around the whole of it."""
    if len(headline) > 2 and headline[0] in _QUOTES and headline[-1] in _QUOTES:
        inner = headline[1:-1]
        if not any(quote in inner for quote in '“”„«»"'):
            return inner.strip()
    return headline


def _begins_like_one(label: str, headline: str) -> bool:
    """A label in lower case stands in a sentence; so does a line that goes on in lower case after “Read:”."""
    first = next((letter for letter in headline if letter.isalnum()), "")
    if not first or label[0].islower():
        return False
    return label.isupper() or not first.islower()
