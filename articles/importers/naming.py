"""Whether some words can be the name of a person or of an organisation, in any script."""

from __future__ import annotations

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("""
    af al av ben bin da das de del della den der di do dos du e el ibn la las le los ten ter van von y
    zu zum zur
""")
#: Words that a sentence, but no name, begins with after “By”.
_NO_FIRST_NAME = _words("""
    the a an all any far no order popular request law then now today tomorrow yesterday tonight noon
    midnight monday tuesday wednesday thursday friday saturday sunday
""")
_JOBS = _words("""
    editor correspondent reporter writer columnist photographer chief fellow analyst producer critic
    intern journalist contributor photojournalist videographer reporters writers editors redakteur
    redakteurin korrespondent korrespondentin reporterin volontär volontärin journalistin autor autorin
    redactor redactora corresponsal periodista reportero reportera enviado enviada especial columnista
    editora correspondant correspondante journaliste rédacteur rédactrice reportrice spécial spéciale
    chroniqueur
""")
#: After a comma: a person’s degree, rank or generation, and part of the name.
_SUFFIXES = _words("""
    jr sr ii iii iv md phd dphil dds esq rn mp mep qc kc obe cbe mbe msc ma ba mba jd llm facs frcs hijo
    fils père filho jun sen
""")
_TITLES = _words("dr prof med phil jur rer nat habil ing dipl mag rev sir dame lord lady sra srta mme mlle")
#: Who stands in a byline that names nobody.
_NOBODY = re.compile(
    r"""(?:from\ )?
    (?:(?:an?|the|our(?:\ own)?|nuestr[oa]s?|notre|nos|unsere[rnm]?|un[ea]?|eine[mnr]?|la|el|die|der)\ )?
    (?:(?:staff|guest|web|news|city|sports|foreign|national|special|wire|editorial|senior|agency)\ )*
    (?:staff|reporters?|correspondents?|writers?|contributors?|editors|desk|team|board|newsroom|agencies|
       services?|reports|redaktion|korrespondent\w*|mitarbeiter\w*|reporter\w*|agenturen|agenturmaterial|
       redacción|redactor\w*|corresponsal\w*|agencias?|enviad[oa]\ especial|rédaction|agences?|
       correspondante?s?|envoyée?\ spéciale?|admin|anonymous)
    (?:\ (?:and|y|et|und|&)\ (?:agencies|agencias|agences|agenturen|wires?|wire\ (?:services?|reports)))?""",
    re.IGNORECASE | re.VERBOSE,
)
#: “dpx correspondents”, “Harbour Chronicle Staff”: an organisation, and nobody.
_OF_STAFF = re.compile(
    r"(?:the )?(?P<whose>.+?)(?:[’']s)? (?:(?:news|web|city) )?(?:staff|reporters?|correspondents?"
    r"|writers|newsroom|journalists"
    r"|team|desk|redaktion|korrespondent\w*|redacción|corresponsales|rédaction)$",
    re.IGNORECASE,
)
#: “dpx-Korrespondent Jörg Weiß”, “our correspondent Ana Ruiz”: what stands before the name.
_JOB_FIRST = re.compile(
    r"(?:(?:our|unsere\w*|notre|nuestr[oa]|the)\ |(?P<whose>\w{2,12})-)?"
    r"(?:(?:special|senior|political|chief)\ )?(?:correspondent|reporter|editor|korrespondent\w*"
    r"|reporter\w*|redakteur\w*"
    r"|mitarbeiter\w*|corresponsal|enviad[oa](?:\ especial)?|periodista|correspondante?|envoyée?\ spéciale?"
    r"|journaliste?)(?:\ (?:in|en|à|at)\ [^\W\d_]\w+,?)?,?\ (?=[^\W\d_])",
    re.IGNORECASE,
)
_ORGANISATION_WORDS = _words("""
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
    verlag wire zeitung anzeiger archive archiv archives
    archivo commons
""")
#: Last words of papers that may be those of people as well.
_ALSO_OF_PEOPLE = (" globe", " star", " sun", " today")
#: “Institute for War & Peace Reporting”: what such a word begins is one organisation.
_INSTITUTION = re.compile(r"(?:the )?(?P<first>\w+) (?:for|of|de|du|für|pour|para) ", re.IGNORECASE)
_ORGANISATION_ENDS = re.compile(
    r"\w(?:press|presse|wire|news|post|zeitung|blatt|funk|media|pix|foto|images|times)", re.IGNORECASE
)
_JOINING = _words("of and the for de del la y et und für der des du & in on zu")
_ARTICLES = _words("the die der le la el")
_SHORT = re.compile(r"[A-Z]{2,6}|[a-z]{2,5}")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_IN_NAMES = frozenset("’'.-‐‑·‘`\u200c\u200d")
_PIECE = re.compile(r"[^\s\-‐‑’']+")
_FIRM = re.compile(r"(?<=\w),? (?:Inc|Ltd|Co|Corp|LLC)\.?$|(?<=\.\w)\.$")
MOST_WORDS, LONGEST = 5, 60
LONGEST_ORGANISATION, MOST_WORDS_ORGANISATION = 100, 8


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether `text` can be a person's whole name. One word is enough only if `alone` or without case."""
    words = _without_suffixes(text).split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > LONGEST or is_nobody(text):
        return False
    if words[0].casefold() in _NO_FIRST_NAME or words[-1].casefold() in _PARTICLES:
        return False
    if not all(_is_name_word(word) for word in words):
        return False
    if words[-1].endswith(".") and len(words[-1]) > 3:
        return False
    if len(words) > 1 and words[-1].casefold() in _JOBS:
        return False
    caseless = all(_kind(letter) != "Lu" and _kind(letter) != "Ll" for letter in text)
    return len(words) > 1 or alone or (caseless and len(text) > 1)


def is_suffix(text: str) -> bool:
    """Whether this is part of the name before a comma, such as “Jr.” or “MD”."""
    return text.replace(".", "").casefold() in _SUFFIXES


def _without_suffixes(text: str) -> str:
    words = text.split()
    while len(words) > 1 and is_suffix(words[-1].strip(",")):
        words.pop()
        words[-1] = words[-1].rstrip(",")
    return " ".join(words)


def _is_name_word(word: str) -> bool:
    if word.casefold() in _PARTICLES or word.rstrip(".").casefold() in _TITLES:
        return True
    if _kind(word[0]) not in ("Lu", "Lt", "Lo"):
        return False
    return all(_kind(letter)[0] in "LM" or letter in _IN_NAMES for letter in word)


def is_organisation(text: str) -> bool:
    """Whether `text` can be the name of an organisation: short, begins with a capital, no sentence."""
    if not text or len(text) > LONGEST_ORGANISATION or len(text.split()) > MOST_WORDS_ORGANISATION:
        return False
    text = _FIRM.sub("", text)
    if text.count("(") != text.count(")"):
        return False
    if _kind(text[0]) not in ("Lu", "Lt", "Lo") and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", text):
        return False
    return not text.endswith((".", "?", "!", ":", ",")) and not re.search(r"[.?!:;,()“”\"] ", text)


def is_named_as_organisation(text: str, *, shouted: bool = False) -> bool:
    """Whether the words themselves say that this is an organisation: “Press Union”, “ProPress”, “AFX”, “dpx”.

    In a line that is all in capitals (`shouted`) a short word tells nothing.
    """
    if not is_organisation(text) and not _SHORT.fullmatch(text):
        return False
    words = [word.strip(".,").casefold() for word in text.split()]
    if re.search(r"[()<>\[\]]", text) or (words[0] in _NO_FIRST_NAME and words[0] not in _ARTICLES):
        return False
    if words[0] in _ARTICLES and len(words) > 1 and text[0].isupper():
        return True
    if _HOST.fullmatch(text):
        return True
    if any(word[0].islower() and word not in _JOINING for word in text.split()[1:]):
        # “Council votes for the pier” is a sentence.
        return False
    last = words[-1].rpartition("-")[2]
    if not _ORGANISATION_WORDS.isdisjoint((words[0], last)):
        return True
    if _ORGANISATION_ENDS.search(words[-1]) or (len(words) == 1 and re.search(r"[a-z][A-Z]", text)):
        return not text.startswith(("Mc", "Mac", "De", "La", "Le", "O’", "O'"))
    return bool(_SHORT.fullmatch(text)) and not shouted and text not in _PARTICLES


def may_be_paper(text: str) -> bool:
    """Whether this is rather a paper where a person has been named before: “Kelby Star”."""
    return " " in text and text.casefold().endswith(_ALSO_OF_PEOPLE)


def is_institution(text: str) -> bool:
    """Whether this is an organisation by its first words, whatever follows: “Institute for …”."""
    begins = _INSTITUTION.match(text)
    return bool(
        begins
        and begins["first"].casefold() in _ORGANISATION_WORDS
        and is_organisation(text.removeprefix("the "))
    )


def ends_as_organisation(text: str) -> bool:
    """Whether the last word is an organisation’s, so that a line alone is one: “Harbour News Service”."""
    last = text.rpartition(" ")[2].strip(".,")
    return last.casefold() in _ORGANISATION_WORDS or _SHORT.fullmatch(last) is not None


def is_job(text: str) -> bool:
    """Whether this is what a person does, such as “Harbour Correspondent”, and not who they are."""
    words = text.casefold().split()
    return bool(words) and len(words) <= MOST_WORDS + 1 and (words[-1] in _JOBS or words[0] in _JOBS)


def is_nobody(text: str) -> bool:
    """Whether this stands where a name does and names nobody: “Staff Reporter”, “Redaktion”."""
    return _NOBODY.fullmatch(text) is not None


def whose_staff(text: str) -> re.Match[str] | None:
    """“dpx correspondents”, “the Harbour Chronicle staff”: nobody of an organisation; group `whose`."""
    match = _OF_STAFF.fullmatch(text)
    if match is None:
        return None
    whose = match["whose"]
    one_word = whose.isalpha() and whose[0].isupper() and text.casefold().endswith(("staff", "s", "team"))
    return match if one_word or is_named_as_organisation(whose) else None


def employer(job: str) -> str:
    """The organisation that “Press Association Political Editor” begins with; "" if there is none."""
    words = job.split()
    for count in range(len(words) - 1, 0, -1):
        whose = " ".join(words[:count])
        last = words[count - 1]
        if last.casefold() in _ORGANISATION_WORDS or (_SHORT.fullmatch(last) and last.isupper()):
            return whose if is_organisation(whose) else ""
    return ""


def job_first(text: str) -> re.Match[str] | None:
    """What a person does where it stands before the name: “dpx-Korrespondent Jörg Weiß”; group `whose`."""
    return _JOB_FIRST.match(text)


def spoken(name: str) -> tuple[str, bool]:
    """The name with capitals only where names have them, and whether it came in capitals throughout."""
    given, _space, last = name.rpartition(" ")
    if given and not given.isupper() and last.isupper() and len(last) > 3 and not is_suffix(last):
        # “Luc MOREL”, as French papers write it.
        return f"{given} {_PIECE.sub(_capitalised, last)}", True
    if not name.isupper() or not any(len(word.strip(".")) > 2 for word in name.split()):
        return name, False
    return _PIECE.sub(_capitalised, name), True


def _capitalised(match: re.Match[str]) -> str:
    piece = match[0]
    return piece if "." in piece else piece[0] + piece[1:].lower()


def _kind(letter: str) -> str:
    return unicodedata.category(letter)
