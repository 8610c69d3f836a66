"""Words that say who did what: “Words by”, “Fotos:”, “Texte et photos :”, “Edited by”."""

import re

from articles.importers.patterns import of_words

#: What may be made, by role. "" is a part that we have no role for.
_MADE = {
    "by": r"reported|posted|contributed|submitted|reporte|protokoll|aufgezeichnet"
    r"|words?|texts?|texto|textos|texte|story|stories|written|writing|compiled|escrito|elaborado"
    r"|écrit|rédigé|geschrieben|verfasst|report|interview|article|reportage|reportaje"
    r"|bericht|propos recueillis|autor(?:a|es|as|in|en|[:*]?innen)?|auteure?s?"
    r"|author|authors|byline",
    "photographs": r"photographs?|photography|photographies|photos?|pictures?|images?|fotos?"
    r"|fotografías?|fotografien?"
    r"|bilder|bild|imágenes|imagen|aufnahmen|photographer|fotograf(?:in)?|fotógraf[oa]",
    "reporting": r"(?:additional |further )?reporting|reportería|reportes|información(?: adicional)?"
    r"|con información"
    r"|mitarbeit|recherche|research|files",
    "translation": r"translated from (?:the )?\w+|traduit (?:de l['’]|du )\w+|traducid[oa] del \w+"
    r"|aus dem (?:\w+ischen|niederländischen|deutschen)(?: übersetzt)?|translated|translation"
    r"|traducción|traducido|traduction|traduit|übersetzung|übersetzt"
    r"|version française",
    "illustration": r"illustrations?|illustrated|drawings?|ilustración|ilustraciones|illustriert"
    r"|illustrationen"
    r"|zeichnungen",
    "data": r"data|graphics?|charts?|infographics?|infografía|infographie|gráficos|grafik|grafiken|daten",
    "editing": r"edit(?:ed|ing)|edición|editado(?: en español)?|édité|édition|redigiert|bearbeitet"
    r"|bearbeitung"
    r"|redaktion",
    "video": r"videos?|vidéos?|audio|podcast",
}
_WORK = "|".join(f"(?:{made})" for made in _MADE.values())
#: “Report: Harbour Deepens” is a headline. These words before a colon are not.
_SHEET = "|".join(
    (
        (
            r"words|texts?|textos?|textes?|autor(?:a|es|as|in|en|[:*]?innen)?|auteure?s?|authors?|byline"
            r"|mitarbeit|photographer|fotograf(?:in)?|fotógraf[oa]|additional reporting"
            r"|redaktion|edición"
        ),
        _MADE["photographs"],
        (
            r"illustrations?|ilustración|illustrationen|traducción|translation|traduction|übersetzung"
            r"|grafik"
            r"|infografía"
        ),
    )
)
_ALSO = r"(?: ?, ?| ?/ ?| ?\+ ?| (?:and|&|y|e|et|und) )"
_BY = r"(?:by|von|par|por)"
_VOICE = (
    r"opinion|analysis|perspective|commentary|comment|review|essay|column|profile|q&a|dispatch"
    r"|(?:gast)?(?:beitrag|kommentar)|analyse|kolumne|rezension|protokoll|porträt|gespräch|essay"
    r"|opinión|análisis|crónica|entrevista|columna|tribuna|chronique|tribune|entretien|enquête|récit"
)
#: “Analysis by Jane Roe”, “Ein Gastbeitrag von Jörg Weiß”. Over the story it may be the headline.
VOICE = of_words(rf"(?:an? |eine? |une? |una )?(?:{_VOICE}) {_BY}:? ")
#: What a clause of a credit begins with, but for a bare “By”.
CLAUSE = (
    rf"(?:(?:{_SHEET})(?:{_ALSO}(?:{_SHEET}))* ?: ?"
    rf"|(?:{_WORK})(?:{_ALSO}(?:{_WORK}))* (?:{_BY}|de|du):? |files from )"
)
#: “Texto y fotos de Ana Ruiz”, “Text: Jörg Weiß”, “By Ana Ruiz”.
_LED_BY = r"(?:(?:with|avec|mit|con|and|und|y|et) )?"
ROLE = of_words(rf"{_LED_BY}(?P<work>{CLAUSE})|{_BY} ?: ?|{_BY} ")
#: Under a story also “Reportage Luc Morel”, which over it may be a headline.
ROLE_BELOW = of_words(
    rf"{_LED_BY}(?P<work>{CLAUSE}|(?:reportage|version française|rédaction"
    rf"|photos) (?=(?-i:[^\W\d_a-zß-öø-ÿ])))"
    rf"|{_BY} ?: ?|{_BY} "
)
_SAYS_BY = re.compile(rf" ?:? ?(?:(?:{_BY}|de|du|from):? )?$", re.IGNORECASE)
#: What may stand behind a name as what that person did. “Bild” may be the paper.
_BEHIND = {
    role: re.compile(words, re.IGNORECASE)
    for role, words in {
        "by": r"texte?|words|texto|textos|textes",
        "photographs": _MADE["photographs"].replace("|bild|", "|"),
        "illustration": _MADE["illustration"],
        "data": r"infographics?|infografía|infographie|grafik|grafiken|gráficos",
        "translation": r"translation|traducción|traduction|übersetzung",
        "reporting": r"mitarbeit|recherche",
        "editing": r"redaktion|edición",
    }.items()
}
_PARTS = [(role, re.compile(made, re.IGNORECASE)) for role, made in _MADE.items()]
#: One picture has one credit; “Photos by” is somebody’s work on the whole story.
_ONE_PICTURE = re.compile(r"(?:photo|photograph|picture|image|foto|fotografía|bild|imagen)\b", re.IGNORECASE)


def roles_of(match: re.Match[str]) -> tuple[str, ...]:
    """The roles that the words of a ROLE name, in their order; “By” alone is ("by",)."""
    if not match["work"]:
        return ("by",)
    work, named = _SAYS_BY.sub("", match["work"]), []
    for words in re.split(_ALSO, work, flags=re.IGNORECASE):
        named += [role for role, made in _PARTS if made.fullmatch(words) and role != "video"][:1]
    return tuple(dict.fromkeys(named))


def is_of_one_picture(match: re.Match[str]) -> bool:
    return bool(match["work"]) and _ONE_PICTURE.fullmatch(_SAYS_BY.sub("", match["work"])) is not None


def role_of(text: str) -> str:
    """The role that one word behind a name says: “(Text)”, “(Fotos)”; "" if it says none."""
    return next((role for role, words in _BEHIND.items() if words.fullmatch(text)), "")
