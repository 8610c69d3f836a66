"""“READ: Some headline”: a line that leads to another story. “Read the report…” is a sentence."""

import re
from html import unescape

from articles.body import addresses
from articles.importers.draft import ReadLine
from articles.importers.pasted_copy.credits import organisations
from articles.importers.pasted_copy.found import Found
from articles.importers.patterns import of_words

#: What stands before the headline.
_NAME = r"[^:|►▶>»]{2,60}"
_ENGLISH = (
    r"read(?: more| also| next| now| this| on| it| here| this next)?(?: on this(?: story)?)?"
    r"|also (?:read|see)"
    r"|read our .{3,30}|read the (?:(?:full|whole|original|first|second|third|last) )?"
    r"(?:stor(?:y|ies)|article|report|investigation|series|analysis|interview|feature|column|essay|review|part)"
    r"|read part \w{1,5}|more|see"
    r"|further reading|related(?: (?:stor(?:y|ies)|articles?|news|coverage|content|reading|links?|posts?"
    r"|topics?))?"
    rf"|more (?:on|about|from) {_NAME}|more (?:stories|coverage)|also (?:on|in|from) {_NAME}|see (?:also"
    rf"|more)"
    r"|recommended(?: (?:reading|for you|stories))?|(?:you )?(?:may|might) also (?:like|be interested in)"
    r"|don[’']?t miss|up next|previously|earlier(?: story| coverage)?|in case you missed it"
)
_SPANISH = (
    r"(?:lee|lea|leer|ver|vea|véase|mira|mire)(?: (?:también|tambien|además|más|aquí))"
    r"|(?:también )?te (?:puede|podría) interesar|(?:te|le) recomendamos"
    rf"|le puede interesar|puedes leer|sigue leyendo|no te pierdas|más información|más (?:en|sobre) {_NAME}"
    rf"|también en {_NAME}|(?:(?:noticias?|artículos?|notas?|contenido) )?relacionad[oa]s?"
)
_FRENCH = (
    rf"(?:[àa] )?(?:lire|voir|relire|découvrir)(?: aussi| également| encore)?(?: sur {_NAME})?"
    rf"|(?:pour )?en savoir plus"
    r"|lire(?: aussi| également)? (?:l['’]|le |la |les |notre |nos )(?:récit|analyse|enquête|entretien"
    r"|reportage"
    r"|éditorial|portrait|tribune|décryptage|critique|chronique|article|dossier|série|interview)s?"
    r"|pour aller plus loin|sur le même (?:sujet|thème)|(?:articles?|sujets?) (?:liés?|connexes?|associés?)"
    rf"|aussi sur {_NAME}|lire notre .{{3,30}}"
)
_GERMAN = (
    r"(?:auch|hier(?: mehr)?|mehr) lesen|lesetipp|zum weiterlesen"
    r"|(?:lesen|lies|lest|sehen|siehe)(?: sie)?(?: (?:auch|mehr|dazu|hier|hierzu|weiter|außerdem))+"
    r"|auch interessant"
    rf"|mehr (?:dazu|zum thema|lesen)|mehr (?:über|von|auf|aus) {_NAME}|(?:auch|ebenfalls) (?:auf|in"
    rf"|bei) {_NAME}"
    r"|das könnte (?:sie|dich) (?:auch )?interessieren|passend dazu|zum thema|weiterlesen|weitere artikel"
    r"|(?:verwandter?|ähnlicher?) (?:artikel|beitrag|beiträge|themen)"
)
_LABELS = f"{_ENGLISH}|{_SPANISH}|{_FRENCH}|{_GERMAN}"
#: An arrow, a bullet or a picture before it.
_LEAD = r"(?:[^\w\s“„«\"‘’'(\[¿¡]{1,6} ?)?"
#: A dash or an arrow is enough after a label in capitals, or of more words than one.
_LINE = of_words(
    rf"{_LEAD}(?P<label>{_LABELS})(?P<sign>\*{{0,2}} ?[:]\*{{0,2}} ?| ?[|►▶>»→]+ ?"
    rf"| [–—-] )(?P<headline>.+)"
)
#: “READ MORE Who pays for the gate?”: in capitals, and more words than one.
_SHOUTED = of_words(rf"{_LEAD}(?P<label>{_LABELS})(?P<sign> )(?P<headline>(?-i:[^\W\d_a-z]|[“„«\"‘¿¡]).+)")
_ALONE = of_words(rf"{_LEAD}(?P<label>{_LABELS}) ?:?\*{{0,2}}")
#: “Also in Kelby: …” is a sentence; “Also on The Ferry Post: …” leads there.
_AT_WHOM = of_words(
    r"(?:also (?:on|in|from)|more from|(?:auch|ebenfalls) (?:auf|in|bei)|mehr (?:auf|aus)|más en|también en"
    r"|aussi sur) (?P<whose>.+)"
)
#: These are words of a sentence as well.
_SHOUTED_ONLY = frozenset(
    {"previously", "earlier", "lire", "voir", "ver", "read on", "read it", "more", "see"}
)
_URL = re.compile(r" ?[(<\[]?(https?://[^\s()<>\[\]]+)[)>\]]?$")
_MARKDOWN = re.compile(r"\[(?P<headline>[^\[\]]+)\]\((?P<url>https?://[^\s()]+)\)")
_LINK_LAST = re.compile(r"<a [^<>]*>(?P<words>(?:(?!</?a\b).){1,400})</a>(?:</\w+>)*$")
_ARROWS_LAST = re.compile(r" [<>«»◄←]{1,6}$")
_QUOTES = "“”„«»\"‘’'"
_ABBREVIATED = re.compile(r"(?:\b\w\.){2,}$|\.\.\.$")
LONGEST = 200


def find(text: str, links: tuple[tuple[str, str], ...] = (), *, html: str) -> Found | None:
    """The READ line that the tidied line `text` is, or None.

    A headline may hold full stops, marks of question and of quotation. One that ends with a full stop is a
    sentence, unless the label stands in capitals.
    """
    start, end = (1, len(text) - 1) if text[:1] + text[-1:] in ("[]", "()") else (0, len(text))
    line = _LINE.fullmatch(text, start, end) or _without_sign(text, start, end, html)
    if line is None:
        return None
    label, headline = line["label"].strip(), _ARROWS_LAST.sub("", line["headline"]).strip(" *_")
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
    if not label.isupper() and not _is_sure(label, headline, sign=line["sign"], linked=bool(url)):
        return None
    return Found("read", ReadLine(label.upper(), headline, html, url), ((0, len(text), "read"),))


def label_alone(text: str) -> str:
    """The label that the tidied line `text` is and nothing else: “RELATED COVERAGE:”; "" if it is none."""
    line = _ALONE.fullmatch(text) if len(text) < LONGEST else None
    return line["label"].strip().upper() if line and not line["label"][0].islower() else ""


def _without_sign(text: str, start: int, end: int, html: str) -> re.Match[str] | None:
    """A line with nothing between: the label stands in capitals, or all the rest is a link."""
    line = _SHOUTED.fullmatch(text, start, end) if end - start < 2 * LONGEST else None
    if line is None or " " not in line["label"]:
        return None
    if line["label"].isupper() and not line["headline"].isupper():
        return line
    linked = _LINK_LAST.search(html)
    words = re.sub(r"<[^<>]*>", "", unescape(linked["words"])).strip() if linked else ""
    return line if words and words == line["headline"].strip() else None


def _is_sure(label: str, headline: str, *, sign: str, linked: bool) -> bool:
    """Whether a label that is not in capitals is one, and no words of a sentence."""
    if label.casefold() in _SHOUTED_ONLY or (":" not in sign and " " not in label):
        return False
    whose = _AT_WHOM.fullmatch(label)
    if whose and not organisations.is_named_as_organisation(whose["whose"]):
        return False
    return linked or (" " in headline and re.search(r"[^\W\d_]{2}", headline) is not None)


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
