"""Whether some words can be the name of an organisation, and whether they say so themselves."""

import re

from articles.importers.pasted_copy.credits.naming import NO_FIRST_NAME, PARTICLES, kind, words

_GENERIC = words("sea book way numbers time people river rules law day side end")
ORGANISATION_WORDS = words("""
    academy agence agency agencia agentur agenturen advertiser alliance argus association blatt bote
    broadcasting bulletin bureau center centre chronicle coalition collective college comité commission
    committee consejo consortium corporation council courier courrier
    daily department diario digest digital dispatch dépêche echo examiner express federation fondation
    foundation fundación funk gaceta gazette group guardian heraldo herald images independent initiative
    inquirer institut institute instituto journal
    kurier ledger library magazine mail media medien messenger ministry mirror monitor
    morgenpost museum nachrichten network news newspaper newspapers noticias nouvelles observatory observer
    online organisation organization
    periódico photo photos pictures post prensa press presse project quotidien radio record register
    review rundfunk rundschau sentinel service services society standard tageblatt telegraph television
    stiftung times tribune trust tv télévision union universidad universität université university verband
    verlag wire zeitung police polizei policía hospital company party government parliament
    anzeiger archive archiv archives
    archivo commons
""")
#: Last words of papers that may be those of people as well.
_ALSO_OF_PEOPLE = (" globe", " star", " sun", " today")
#: “Institute for War & Peace Reporting”: what such a word begins is one organisation.
_INSTITUTION = re.compile(r"(?:the )?(?P<first>\w+) (?:for|of|de|du|für|pour|para) ", re.IGNORECASE)
#: What a name of four words that is no person's begins with; “Jane Roe Coast Times” is one of two.
_ORGANISATION_FIRST = words("""
    associated local regional national international united european british american royal public free
""")
#: Last words of a line that is a paper and nothing else. “The Last Record” may be a heading.
_OF_PAPERS = words("""
    advertiser agence agencia agency agentur anzeiger argus blatt broadcasting bulletin bureau chronicle
    courier daily dispatch echo examiner express gazette guardian herald heraldo inquirer journal kurier
    ledger morgenpost nachrichten network news noticias observer periódico post prensa press presse rundfunk
    rundschau sentinel service services tageblatt telegraph times tribune university wire zeitung
""")
_NO_PAPER = words("""
    good bad fake hard big sad top other latest last first missing final for in on from at of to with by no
    breaking local featured member also support follow inside contact more sign terms posted odd nightly
""")
_NO_AGENCY = words(
    "live news dr why new who how what faq map tv war law you now yes no ok us uk eu un end fin ende"
)
_ORGANISATION_ENDS = re.compile(
    r"\w(?:press|presse|wire|news|post|zeitung|blatt|funk|media|pix|foto|images|times)", re.IGNORECASE
)
_JOINING = words("of and the for de del la y et und für der des du & in on zu")
_ARTICLES = words("the die der le la el")
SHORT = re.compile(r"[A-Z]{2,6}|[a-z]{2,5}")
_HOST = re.compile(r"(?:[\w-]+\.)+(?!(?:jpe?g|png|gif|pdf|js|php|html?)$)[a-z]{2,}", re.IGNORECASE)
#: Short words of a sentence, and no agency.
_SHORT_WORDS = words(
    "or and but not via see now new the are was all one two yes no ok etc aka with more less red team"
)
_FIRM = re.compile(r"(?<=\w),? (?:Inc|Ltd|Co|Corp|LLC)\.?$|(?<=\.\w)\.$")
LONGEST_ORGANISATION, MOST_WORDS_ORGANISATION = 100, 8


def is_organisation(text: str) -> bool:
    """Whether `text` can be the name of an organisation: short, begins with a capital, no sentence."""
    if not text or len(text) > LONGEST_ORGANISATION or len(text.split()) > MOST_WORDS_ORGANISATION:
        return False
    text = _FIRM.sub("", text)
    if text.count("(") != text.count(")"):
        return False
    if kind(text[0]) not in ("Lu", "Lt", "Lo") and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", text):
        return False
    return not text.endswith((".", "?", "!", ":", ",")) and not re.search(r"[.?!:;,()“”\"] ", text)


def is_named_as_organisation(text: str, *, shouted: bool = False) -> bool:
    """Whether the words themselves say that this is an organisation: “Press Union”, “ProPress”, “AFX”, “dpx”.

    In a line that is all in capitals (`shouted`) a short word tells nothing.
    """
    if text in _SHORT_WORDS or not (is_organisation(text) or SHORT.fullmatch(text)):
        return False
    words = [word.strip(".,").casefold() for word in text.split()]
    if re.search(r"[()<>\[\]]", text) or (words[0] in NO_FIRST_NAME and words[0] not in _ARTICLES):
        return False
    if words[0] in _ARTICLES and len(words) > 1 and text[0].isupper():
        return len(words) > 2 or words[1] not in _GENERIC
    if _HOST.fullmatch(text):
        return True
    if any(word[0].islower() and word not in _JOINING for word in text.split()[1:]):
        # “Council votes for the pier” is a sentence.
        return False
    last = words[-1].rpartition("-")[2]
    if not ORGANISATION_WORDS.isdisjoint((words[0], last)):
        return True
    if _ORGANISATION_ENDS.search(words[-1]) or (len(words) == 1 and re.search(r"[a-z][A-Z]", text)):
        return not text.startswith(("Mc", "Mac", "De", "La", "Le", "O’", "O'"))
    return bool(SHORT.fullmatch(text)) and not shouted and text not in PARTICLES


def may_be_paper(text: str) -> bool:
    """Whether this is rather a paper where a person has been named before: “Kelby Star”."""
    return " " in text and text.casefold().endswith(_ALSO_OF_PEOPLE)


def is_institution(text: str) -> bool:
    """Whether this is an organisation by its first words, whatever follows: “Institute for …”."""
    begins = _INSTITUTION.match(text)
    return bool(
        begins
        and begins["first"].casefold() in ORGANISATION_WORDS
        and is_organisation(text.removeprefix("the "))
    )


def stands_as_organisation(text: str) -> bool:
    """Whether a line that is nothing else is a paper or agency: “Harbour News Service”, “AFX”."""
    words = [word.strip(".,").casefold() for word in text.split()]
    words = words[1:] if words[:1] == ["the"] else words
    if len(words) < 2:
        short = text.isupper() and SHORT.fullmatch(text) is not None and len(text) < 5
        return (short and words[0] not in _NO_AGENCY) or _HOST.fullmatch(text) is not None
    if (
        not 2 <= len(words) <= 5
        or not _is_capitalised(text)
        or words[0] in _NO_PAPER
        or words[0] in NO_FIRST_NAME
    ):
        return False
    return words[-1] in _OF_PAPERS


def _is_capitalised(text: str) -> bool:
    """“The real problem behind fake news” is a heading."""
    return all(word[0].isupper() or word in _JOINING for word in text.split())


def runs_together(text: str) -> bool:
    """Whether this may be a person and an organisation with nothing between: “Jane Roe Coast Times”."""
    words = text.split()
    return (
        len(words) > 3
        and all(word[0].isupper() for word in words)
        and words[-1].casefold() in ORGANISATION_WORDS
        and words[0].casefold() not in _ARTICLES | ORGANISATION_WORDS | _ORGANISATION_FIRST
    )
