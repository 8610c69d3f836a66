"""“READ: Some headline”: a line that leads to another story. “Read the report…” is a sentence."""

from __future__ import annotations

import re

from articles.body import addresses
from articles.importers.draft import ReadLine
from articles.importers.found import Found

#: What stands before the headline.
_NAME = r"[^:|►▶>»]{2,60}"
_ENGLISH = (
    r"read(?: more| also| next| now| this| on| it)?(?: on this(?: story)?)?|also read|read our .{3,30}"
    r"|further reading|related(?: (?:stor(?:y|ies)|articles?|news|coverage|content|reading|links?|posts?"
    r"|topics?))?"
    rf"|more (?:on|about|from) {_NAME}|more (?:stories|coverage)|also (?:on|in|from) {_NAME}|see (?:also"
    rf"|more)"
    r"|recommended(?: (?:reading|for you|stories))?|(?:you )?(?:may|might) also (?:like|be interested in)"
    r"|don[’']?t miss|up next|previously|earlier(?: story| coverage)?|in case you missed it"
)
_SPANISH = (
    r"(?:lee|lea|leer|ver|vea|véase|mira|mire)(?: (?:también|tambien|además|más))|te (?:puede"
    r"|podría) interesar"
    rf"|le puede interesar|puedes leer|sigue leyendo|no te pierdas|más información|más (?:en|sobre) {_NAME}"
    rf"|también en {_NAME}|(?:(?:noticias?|artículos?|notas?|contenido) )?relacionad[oa]s?"
)
_FRENCH = (
    rf"(?:[àa] )?(?:lire|voir|relire|découvrir)(?: aussi| également| encore)?(?: sur {_NAME})?"
    rf"|en savoir plus"
    r"|pour aller plus loin|sur le même (?:sujet|thème)|(?:articles?|sujets?) (?:liés?|connexes?|associés?)"
    rf"|aussi sur {_NAME}|lire notre .{{3,30}}"
)
_GERMAN = (
    r"(?:lesen|lies|sehen|siehe)(?: sie)?(?: (?:auch|mehr|dazu|hier|hierzu|weiter|außerdem))+"
    r"|auch interessant"
    rf"|mehr (?:dazu|zum thema|lesen)|mehr (?:über|von|auf|aus) {_NAME}|(?:auch|ebenfalls) (?:auf|in"
    rf"|bei) {_NAME}"
    r"|das könnte (?:sie|dich) (?:auch )?interessieren|passend dazu|zum thema|weiterlesen|weitere artikel"
    r"|(?:verwandter?|ähnlicher?) (?:artikel|beitrag|beiträge|themen)"
)
_LABELS = f"{_ENGLISH}|{_SPANISH}|{_FRENCH}|{_GERMAN}"
#: A dash or an arrow is enough after a label in capitals, or of more words than one.
_LINE = re.compile(
    rf"(?:[•▪►▶»→>*#–—-]+ ?)?(?P<label>{_LABELS})(?P<sign>\*{{0,2}} ?[:]\*{{0,2}} ?| ?[|►▶>»→]+ ?"
    rf"| [–—-] )(?P<headline>.+)",
    re.IGNORECASE,
)
#: These are words of a sentence as well.
_SHOUTED_ONLY = frozenset({"previously", "earlier", "lire", "voir", "ver", "read on", "read it"})
_URL = re.compile(r" ?[(<\[]?(https?://[^\s()<>\[\]]+)[)>\]]?$")
_MARKDOWN = re.compile(r"\[(?P<headline>[^\[\]]+)\]\((?P<url>https?://[^\s()]+)\)")
_QUOTES = "“”„«»\"‘’'"
_ABBREVIATED = re.compile(r"(?:\b\w\.){2,}$|\.\.\.$")
LONGEST = 200


def find(text: str, links: tuple[tuple[str, str], ...] = (), *, html: str) -> Found | None:
    """The READ line that the tidied line `text` is, or None.

    A headline may hold full stops, marks of question and of quotation. One that ends with a full stop is a
    sentence, unless the label stands in capitals.
    """
    start, end = (1, len(text) - 1) if text[:1] + text[-1:] in ("[]", "()") else (0, len(text))
    line = _LINE.fullmatch(text, start, end)
    if line is None:
        return None
    label, headline = line["label"], line["headline"].strip(" *_")
    url = next((address for _text, address in links if address.startswith("http")), "")
    if marked := _MARKDOWN.fullmatch(headline):
        headline, url = marked["headline"], marked["url"]
    elif address := _URL.search(headline):
        headline, url = headline[: address.start()].strip(), address[1]
    headline, url = unquoted(headline), addresses.plain(url) if url else ""
    if (
        headline.endswith(".")
        and not _ABBREVIATED.search(headline)
        and label.isupper()
        and headline[0].isupper()
    ):
        headline = headline[:-1]
    if not 3 <= len(headline) <= LONGEST or len(url) > 500 or not _begins_like_one(label, headline):
        return None
    if headline.endswith((".", ",", ";", ":")) and not _ABBREVIATED.search(headline):
        return None
    if label.casefold() in _SHOUTED_ONLY and not label.isupper():
        return None
    if ":" not in line["sign"] and not label.isupper() and " " not in label:
        return None
    return Found("read", ReadLine(label.upper(), headline, html, url), ((0, len(text), "read"),))


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
