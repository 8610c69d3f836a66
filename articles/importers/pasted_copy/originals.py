"""“Originally published on …”: a line that says where the copy stood first, with or without a link."""

import re
from urllib.parse import urlsplit

from articles.body import addresses
from articles.importers import dates, towns
from articles.importers.draft import Original
from articles.importers.pasted_copy.credits import organisations
from articles.importers.patterns import of_words

_THIS = (
    r"(?:(?:this|the) (?:article|story|piece|report|interview|post|essay)(?: was| has been| is)?"
    r"|artículo|(?:este|el) (?:artículo|reportaje|texto)(?: fue| ha sido)?|esta (?:nota|historia)(?: fue)?"
    r"|(?:(?:cet|l['’]) ?)?article(?: original)?(?: est| a été| a)?|ce (?:texte|reportage)(?: est| a été)?"
    r"|(?:dieser|der) (?:artikel|text|beitrag)(?: ist| wurde)?|diese reportage(?: ist| wurde)?)"
)
_STOOD = (
    r"(?:(?:was )?(?:originally|first) (?:published|appeared|posted|produced|reported)(?: (?:in|on|by|at"
    r"|with))?"
    r"|(?:appeared|published) (?:originally|first) (?:in|on|at)"
    r"|(?:re-?published|reprinted|reproduced|syndicated)(?: here)?(?: with(?: the)? permission)?"
    r" (?:from|of|courtesy of)"
    r"|(?:est )?republié (?:à partir de|de)|(?:es )?republicado de|erstveröffentlichung(?: in| bei| auf)?:"
    r"|d['’]abord été publié (?:dans|sur|par)"
    r"|publicad[oa] (?:originalmente|por primera vez) (?:en|por)|(?:apareció"
    r"|se publicó) (?:originalmente|primero) en"
    r"|(?:paru|publié|apparu)(?: initialement| à l['’]origine| pour la première fois"
    r"| d['’]abord)+ (?:dans|sur|par)"
    r"|initialement (?:paru|publié) (?:dans|sur)"
    r"|(?:zuerst|ursprünglich|erstmals) (?:erschienen|veröffentlicht)? ?(?:in|im|bei|auf|von)"
    r"|erschien (?:zuerst|ursprünglich|erstmals) (?:in|im|bei|auf))"
)
_LINE = of_words(rf"[\W_]*(?P<this>{_THIS} )?{_STOOD} ?:? ?(?P<rest>.*)")
#: “… zuerst im Hafenkurier erschienen”, “Cet article a d’abord été publié sur Le Quai”.
_PARTED = of_words(
    rf"[\W_]*(?P<this>{_THIS} )?(?:zuerst|ursprünglich|erstmals) (?:in|im|bei|auf|von|unter) (?P<rest>.+?)"
    r" (?:erschienen|veröffentlicht|publiziert)\.?"
)
_VERSION = re.compile(
    r"(?P<this>a version of (?:this|the) (?:article|story))(?: was)? (?:also |first |originally )?"
    r"(?:appeared|published|ran) (?:in|on|at) (?P<rest>.+)",
    re.IGNORECASE,
)
#: What WordPress sets under the stories of its feeds.
_OF_FEED = re.compile(r"The post (?P<this>.+) (?:appeared first|first appeared) on (?P<rest>.+)")
_FORMS = (_PARTED, _LINE, _VERSION, _OF_FEED)
_READ_IT = of_words(
    r"[\W_]*(?:read (?:the )?(?:original|full)(?: article| story)?(?: here| at| on)?|original(?: article"
    r"| story)?(?: link| url)"
    r"|source|originalartikel|zum original|artículo original|leer (?:el )?(?:artículo )?original"
    r"|lire l['’](?:article )?original"
    r"|fuente|quelle) ?[:.]? ?(?P<rest>https?://\S+)?[\W_]*"
)
_URL = re.compile(r"[(<\[]?(?P<url>https?://[^\s()<>\[\]]+?)[)>\]]?[.,]?(?= |$)")
_WHO = re.compile(
    r"(?:(?-i:the) )?(?P<outlet>.+?)(?: ?,? "
    r"(?:on|am|el|le|in|under|sous|unter|bajo|and is|where|with|con|avec|mit)\b.*"
    r"| ?\(.*| ?[.,–—-]\s.*|[.]?)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"https?://(?!(?:www\.)?creativecommons\.org)", re.IGNORECASE)
_LANGUAGES = frozenset({
    "english", "german", "french", "spanish", "italian", "portuguese", "dutch", "polish", "russian",
    "ukrainian", "arabic", "hebrew", "turkish", "chinese", "japanese", "korean", "persian", "print",
    "englisch", "deutsch", "französisch", "spanisch", "anglais", "allemand", "espagnol", "inglés", "alemán",
    "francés",
})  # fmt: skip
LONGEST, LONGEST_URL = 240, 500
#: What may stand beside the outlet, the day and the link in a line that says nothing else.
_JOINING = frozenset(
    {"of", "and", "the", "for", "de", "del", "la", "y", "et", "und", "für", "der", "des", "du"}
)
_FILLERS = re.compile(r"\b(?:the|on|in|at|am|el|le|here|and|it|can|be|read)\b", re.IGNORECASE)
_ENDS = " .,;:–—-()“”\"'"


def find(text: str, links: tuple[tuple[str, str], ...] = ()) -> Original | None:
    """What the tidied line `text` says of the original; None if it is a line of the story.

    A line that says more, such as the terms, is to stay text: its `whole` is False.
    """
    if len(text) > LONGEST:
        return None
    linked = _linked(links)
    line = next((one for pattern in _FORMS if (one := pattern.fullmatch(text))), None)
    if line is None:
        read_it = _READ_IT.fullmatch(text)
        return _original(text, "", read_it["rest"] or linked, whole=True) if read_it else None
    named = _URL.search(line["rest"])
    rest = _without_day_first(_URL.sub("", line["rest"]).strip())
    who = _WHO.fullmatch(rest)
    outlet = who["outlet"].strip(_ENDS) if who else ""
    if not _is_title(outlet):
        outlet = ""
    more = dates.without(rest.replace(outlet, "", 1) if outlet else rest)
    whole = not _FILLERS.sub("", more).strip(_ENDS)
    if not (whole or line["this"] or named):
        # “First published in Kelby Review, the poem moved her to tears.”
        return None
    return _original(text, outlet, named["url"] if named else linked, whole=whole)


def _linked(links: tuple[tuple[str, str], ...]) -> str:
    """The link to the page itself, where another leads to the front of its site or to a licence."""
    found = [address for _text, address in links if _PAGE.match(address)]
    return next(
        (address for address in found if urlsplit(address).path.strip("/")), found[0] if found else ""
    )


def _without_day_first(rest: str) -> str:
    """“published on Nov. 28, 2026, by ProWatch”: who stands behind the day."""
    day = dates.find_day(rest)
    by = re.match(r",? (?:by|in) (?=[A-Z])", rest[day.end() :]) if day and day.start() < 4 else None
    return rest[day.end() + by.end() :] if day and by else rest


def _is_title(outlet: str) -> bool:
    """Whether these can be the name of a paper: no word in lower case but those that join others."""
    if not organisations.is_organisation(outlet) or towns.is_town(outlet):
        return False
    if outlet.casefold() in dates.MONTHS | dates.WEEKDAYS or outlet.casefold() in _LANGUAGES:
        return False
    return "." in outlet or not any(word[0].islower() and word not in _JOINING for word in outlet.split())


def _original(text: str, outlet: str, url: str, *, whole: bool) -> Original | None:
    if len(url) > LONGEST_URL or not (outlet or url):
        return None
    return Original(text, outlet, addresses.plain(url) if url else "", whole)
