"""Whether some words can be the name of a person, in any script, or name nobody."""

import re
import unicodedata


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = words("""
    af al av ben bin da das de del della den der di do dos du e el ibn la las le los ten ter van von y
    zu zum zur
""")
#: Words that a sentence, but no name, begins with after “By”.
NO_FIRST_NAME = words("""
    the a an all any far no order popular request law then now today tomorrow yesterday tonight noon
    midnight monday tuesday wednesday thursday friday saturday sunday
""")
#: Words that lines such as “By Invitation Only”, “For Release Friday” and “In Kelby” begin with.
BEGINS_NO_NAME = words("""
    accident design default chance royal invitation election christmas easter new bike bus car train tram
    ferry sea land air way means hook nature night day when where why how what who which contrast comparison
    numbers law virtue heart fire mistake by for from with in on at of and or but if it is are we our his her
    their my this that these those there not more most some many last next one two three good bad full live
    breaking exclusive update updated special read see watch file photo image under over after before since
    until amor fin ejemplo dios navidad null jahr mensch tag haus redaktion redacción rédaction agencia
    agence agentur equipo équipe team staff la las el los le les das die der e y zu zum zur du des do dos
""")
_ENDS_NO_NAME = words("of for and the only alone monday tuesday wednesday thursday friday saturday sunday")
_JOBS = words("""
    editor correspondent reporter writer columnist photographer chief fellow analyst producer critic
    intern journalist contributor photojournalist videographer reporters writers editors redakteur
    redakteurin korrespondent korrespondentin reporterin volontär volontärin journalistin autor autorin
    redactor redactora corresponsal periodista reportero reportera enviado enviada especial columnista
    editora correspondant correspondante journaliste rédacteur rédactrice reportrice spécial spéciale
    chroniqueur envoyé envoyée envoyés envoyées team unit
""")
#: After a comma: a person’s degree, rank or generation, and part of the name.
_SUFFIXES = words("""
    jr sr ii iii iv md phd dphil dds esq rn mp mep qc kc obe cbe mbe msc ma ba mba jd llm facs frcs hijo
    fils père filho jun sen
""")
_TITLES = words("dr prof med phil jur rer nat habil ing dipl mag rev sir dame lord lady sra srta mme mlle")
#: Who stands in a byline that names nobody.
_NOBODY = re.compile(
    r"""(?:from\ )?
    (?:(?:an?|the|our(?:\ own)?|nuestr[oa]s?|notre|nos|unsere[rnm]?|un[ea]?|eine[mnr]?|la|el|die|der)\ )?
    (?:(?:staff|guest|web|news|city|sports|foreign|national|special|wire|editorial|senior|agency)\ )*
    (?:staff|reporters?|correspondents?|writers?|contributors?|editors|desk|team|board|newsroom|agencies|
       services?|reports?|redaktion|korrespondent\w*|mitarbeiter\w*|reporter\w*|agenturen|agenturmaterial|
       redacción|redactor\w*|corresponsal\w*|agencias?|enviad[oa]\ especial|rédaction|agences?|
       correspondante?s?|envoyée?\ spéciale?|admin|anonymous|red\.?|pm|eb)
    (?:\ (?:and|y|et|und|&)\ (?:agencies|agencias|agences|agenturen|wires?|wire\ (?:services?|reports)))?""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_NAMES = frozenset("’'.-‐‑·‘`\u200c\u200d")
_PIECE = re.compile(r"[^\s\-‐‑’']+")
#: “al-Hassan”, “d’Auvergne”.
_ARTICLE_OF_NAME = re.compile(r"^(?:(?:a[lnrstz]|ash|el)[-‐]|d[’'])(?=[^\W\d_])")
#: Scripts without spaces: what is longer than a name there is a sentence.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONGEST_UNSPACED = 8
MOST_WORDS, LONGEST = 5, 60


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether `text` can be a person's whole name. One word is enough only if `alone` or without case."""
    words = _without_suffixes(text).split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > LONGEST or is_nobody(text):
        return False
    if any(len(word) > LONGEST_UNSPACED and _UNSPACED.match(word) for word in words):
        return False
    first, last = words[0].casefold(), words[-1].casefold()
    if first in NO_FIRST_NAME or last in PARTICLES or last in _ENDS_NO_NAME:
        return False
    if len(words) > 1 and (first in BEGINS_NO_NAME or (first == last and len(words) == 3)):
        return False
    if not all(_is_name_word(word) for word in words):
        return False
    if words[-1].endswith(".") and len(words[-1]) > 3:
        return False
    if len(words) > 1 and words[-1].casefold() in _JOBS:
        return False
    caseless = all(kind(letter) != "Lu" and kind(letter) != "Ll" for letter in text)
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
    if word.casefold() in PARTICLES or word.rstrip(".").casefold() in _TITLES:
        return True
    if word.casefold().endswith(("’s", "'s")):
        # “Saint John’s Gate” is a place.
        return False
    word = _ARTICLE_OF_NAME.sub("", word)
    if kind(word[0]) not in ("Lu", "Lt", "Lo"):
        return False
    return all(kind(letter)[0] in "LM" or letter in _IN_NAMES for letter in word)


def is_job(text: str) -> bool:
    """Whether this is what a person does, such as “Harbour Correspondent”, and not who they are."""
    words = text.casefold().split()
    return bool(words) and len(words) <= MOST_WORDS + 1 and (words[-1] in _JOBS or words[0] in _JOBS)


def is_nobody(text: str) -> bool:
    """Whether this stands where a name does and names nobody: “Staff Reporter”, “Redaktion”."""
    return _NOBODY.fullmatch(text) is not None


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


def kind(letter: str) -> str:
    return unicodedata.category(letter)
