"""A picture line: a caption and its credit, in brackets or after “Photo:”, or a credit alone."""

import re

from articles.importers.draft import DraftPicture, Terms
from articles.importers.pasted_copy.credits import naming
from articles.importers.pasted_copy.credits.credit import FILE, LONGEST_CREDIT, Credit, is_agency, read
from articles.importers.pasted_copy.found import Found
from articles.importers.patterns import of_words

_BRACKETED = re.compile(r"(?P<caption>.*?) ?[(\[](?P<credit>[^()\[\]]{3,320})[)\]](?P<stop>\.?)")
_KIND = (
    r"photo(?:graph|graphy|graphie|graphe|graphs|s)?|picture|pic|image|illustration|foto(?:s|grafía"
    r"|grafie)?|bild(?:er)?"
    r"|imagen|imágenes|cliché|aufnahme"
)
_LABEL = (
    rf"(?:(?:file |archive |handout |lead |cover |main )?(?:{_KIND})|titelbild|archivfoto|archivbild"
    rf"|symbolbild|symbolfoto"
    rf"|(?:(?:{_KIND}) )?(?:credits?|crédits?|créditos?)(?: (?:{_KIND}))?|bildnachweis|bildquelle"
    rf"|bildrechte|bildcredit|fotocredit"
    r"|foto de archivo|photo d['’]archives?|fotoquelle)"
)
_COURTESY = (
    r"(?:(?:photo |image |picture |handout )?courtesy(?: of| to)?|cortesía(?: de)?|foto cortesía(?: de)?"
    r"|gentileza(?: de)?"
    r"|avec l['’]aimable autorisation d(?:e|u)|mit freundlicher genehmigung (?:von|des|der)"
    r"|handout(?: from| via| by|:)?)"
)
#: What a credit begins with; after these words nothing but a credit stands.
_SAYS_SO = of_words(
    rf"(?:{_LABEL}(?: ?: ?(?:by |de |von |par |por )?|(?: taken)? by:? | von | de | par | por |\.{{3}} ?)"
    rf"|(?:©|\(c\)|copyright) ?(?P<year>\d{{4}} )?(?:by |bei )?"
    rf"|(?:{_LABEL} ?: ?)?(?P<courtesy>{_COURTESY})\b ?:? ?)"
)
#: The same after a caption: there “by” may be a word of the caption.
_AFTER_CAPTION = of_words(
    rf"(?<=[.!?…”’\"|–—-]) ?(?:[|–—-] ?)?(?={_LABEL} ?:|{_LABEL} by (?-i:[^\W\d_a-z])|© |{_COURTESY} "
    rf"|\(c\) |(?:image )?credits?\.{{3}})"
)
#: The same where no stop ends the caption: “A ferry off Kelby Foto: Jon Vale”.
_IN_LINE = re.compile(
    r"(?<=[\w)]),? (?=(?:Fotos?|Bild|Photo(?:graph)?|Image|Picture|(?:Photo )?Credit|Crédit(?: photo)?) ?: )"
)
#: “… in Queens.CreditJon Vale for The Coast Times”: the space is lost on the way.
_GLUED = re.compile(
    r"(?P<year>(?!))?(?P<courtesy>(?!))?(?:Credit ?){1,2}(?:Photo Illustration by )?(?=[A-Z])"
)
_GLUED_AFTER = re.compile(r"(?<=[.!?…”’\"]) ?(?=(?:Credit ?){1,2}[A-Z])")
#: “Photo by Night”, “Image de Marque”: without such a sign it may be anything.
_FIRM = re.compile(r"[:©]|\(c\)|\.{3}", re.IGNORECASE)
_NOTICE = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_YEAR_LAST = re.compile(r" (?:19|20)\d\d(?:[-–](?:\d\d){1,2})?$")
_OF_FIRM = re.compile(r"\b(?:Inc|LLC|Ltd|GmbH|Corp|Reserved)\b")
_SAYS_PICTURE = re.compile(r"phot|foto|bild|image|picture|pic\b", re.IGNORECASE)
#: “REUTERS/Jon Vale” or “Jon Vale / Getty Images” at the end of a caption.
_WIRE_END = re.compile(
    r"(?<=[.!?…”’\"]) (?P<credit>[A-Z]{2,12}(?: Photo)? ?/ ?[^.!?]{3,80}"
    r"|[A-Z]{2,12} - [^.!?/-]{3,60}"
    r"|[^.!?]{3,60} ?/ ?[^.!?/]{3,60}|[^.!?/]{3,60} via [^.!?/]{3,60})\.?$"
)
#: A whole caption that is a credit.
_WIRE_WHOLE = re.compile(r"(?P<credit>[^.!?/]{3,60}/[^!?]{2,120})")
#: What the pages of agencies put behind a credit, to sell the picture.
_FOR_SALE = re.compile(r",? (?:Purchase|Acquire) Licensing Rights(?:, opens new tab)?$")
_OPEN = re.compile(r"\b(?:CC|Creative Commons|public domain)\b", re.IGNORECASE)
_FILED = re.compile(r"(?:file|archiv[eo]?) ?: ?", re.IGNORECASE)
_FILE_FIRST = re.compile(r"(?:FILE(?: PHOTO)?|ARCHIVO|ARCHIV) ?[:–—-] ?", re.IGNORECASE)
_ENDS = re.compile(r"[.?!…][”’\"']? ")
LONGEST_CAPTION, LONGEST_CAPTION_IN_TEXT = 600, 200


def find(
    text: str, links: tuple[tuple[str, str], ...] = (), *, in_front: bool, caption: bool = False
) -> Found | None:
    """The picture line that the tidied line `text` is, or None.

    In front, before the running text, two names with a slash are a credit. In the running text a bracket is
    one only if it names a licence and follows a single short sentence. `caption`: the markup says that the
    line is the caption of a picture, with a credit or without.
    """
    found = (
        _labelled(text, links, in_front=in_front or caption, caption=caption)
        or _in_brackets(text, links, in_front=in_front or caption, caption=caption)
        or (_by_wire(text, links, caption=caption) if in_front or caption else None)
        or _licensed(text, links)
    )
    if found is None and caption and len(text) <= LONGEST_CAPTION:
        return Found("picture", DraftPicture(text), ((0, len(text), "picture"),))
    return found


def _labelled(
    text: str, links: tuple[tuple[str, str], ...], *, in_front: bool, caption: bool
) -> Found | None:
    """“Photo: Jon Vale/AFX”, alone or after its caption; “File photo”."""
    if FILE.fullmatch(text.strip("()[]. ")) and (caption or _SAYS_PICTURE.search(text)):
        return _found(text, "", Credit(), 0, len(text))
    said, words, in_line = _where(text, in_front=in_front, caption=caption)
    if said is None:
        return None
    if told := _told_by_label(text, links, said):
        return told
    if (
        len(text) - said.end() > LONGEST_CREDIT * 2
        or len(words) > (LONGEST_CAPTION if in_front else LONGEST_CAPTION_IN_TEXT)
        or (not in_front and _ENDS.search(words))
    ):
        return None
    end = len(text) - (text.endswith((".", ")", "]")) and not text.endswith(("Inc.", "Ltd.", "Jr.")))
    credit = read(text[said.end() : end], links, labelled=True, is_courtesy=bool(said["courtesy"]))
    if credit is None or (
        _of_a_page(said, text[said.end() : end], in_front=in_front) and not _names_a_person(credit)
    ):
        return None
    if not caption and (in_line or not _FIRM.search(said[0])) and not _is_sure(credit, text):
        return None
    return _found(text, words, credit, said.end(), end)


def _where(text: str, *, in_front: bool, caption: bool) -> tuple[re.Match[str] | None, str, bool]:
    """What says that a credit follows, the words before it, and whether no stop parts them."""
    said = _SAYS_SO.match(text) or (_GLUED.match(text) if caption else None)
    if said or len(text) > LONGEST_CAPTION + LONGEST_CREDIT:
        return said, "", False
    patterns = [_AFTER_CAPTION, *([_GLUED_AFTER] if caption else []), *([_IN_LINE] if in_front else [])]
    for pattern in patterns:
        if places := list(pattern.finditer(text)):
            begins = places[-1].end()
            said = _SAYS_SO.match(text, begins) or _GLUED.match(text, begins)
            return said, text[: places[-1].start()].strip(" |–—-"), pattern is _IN_LINE
    return None, "", False


def _of_a_page(said: re.Match[str], credited: str, *, in_front: bool) -> bool:
    """“© 2026 The Coast Wire” is about the whole page, and so is “© Le Quai” in a story."""
    is_notice = _NOTICE.match(said[0]) is not None
    return bool(said["year"] or (is_notice and (not in_front or _YEAR_LAST.search(credited))))


def _names_a_person(credit: Credit) -> bool:
    return (
        naming.is_name(credit.creator)
        and not is_agency(credit.creator)
        and not _OF_FIRM.search(credit.creator)
    )


def _is_sure(credit: Credit, text: str) -> bool:
    """Whether this can be nothing else, where only “by” or “courtesy of” says that it is a credit."""
    if not credit.creator and not credit.organisation:
        return _SAYS_PICTURE.search(text) is not None
    if credit.creator:
        return bool(credit.organisation) or naming.is_name(credit.creator)
    named = credit.organisation
    return " " in named or (named[0].isupper() and is_agency(named))


def _told_by_label(text: str, links: tuple[tuple[str, str], ...], said: re.Match[str]) -> Found | None:
    """“Photo: A pier at dusk. (Jon Vale / AFX)”: the label is of the picture, not of the credit."""
    line = _BRACKETED.fullmatch(text, said.end())
    if line is None or not said[0].rstrip().endswith(":"):
        return None
    words = line["caption"].strip()
    is_sentence = words.endswith((".", "!", "?", "…", "”", "’", '"')) and not naming.is_name(words[:-1])
    if not (is_sentence or read(text[said.end() :], links, labelled=True) is None):
        return None
    found = _in_brackets(text, links, in_front=True, begins=said.end())
    return found if found and (found.value.creator or found.value.organisation) else None


def _in_brackets(
    text: str, links: tuple[tuple[str, str], ...], *, in_front: bool, caption: bool = False, begins: int = 0
) -> Found | None:
    line = _BRACKETED.fullmatch(text, begins)
    if line is None or len(line["caption"]) > (LONGEST_CAPTION if in_front else LONGEST_CAPTION_IN_TEXT):
        return None
    said = _SAYS_SO.match(line["credit"]) or _FILED.match(line["credit"])
    if FILE.fullmatch(line["credit"]) and (in_front or not (line["stop"] or _ENDS.search(line["caption"]))):
        return _found(text, line["caption"].strip(), Credit(), line.start("credit"), line.end("credit"))
    at, end = line.start("credit") + (said.end() if said else 0), line.end("credit")
    courtesy = bool(said and said.groupdict().get("courtesy"))
    credit = read(text[at:end], links, labelled=said is not None, is_courtesy=courtesy)
    if credit is None:
        return None
    if not in_front and (
        (credit.terms is None and not said) or line["stop"] or _ENDS.search(line["caption"])
    ):
        return None
    sure = said or credit.organisation or (caption and naming.is_name(credit.creator))
    if in_front and credit.terms is None and (line["stop"] or not sure):
        return None
    return _found(text, line["caption"].strip(), credit, at, end)


def _by_wire(text: str, links: tuple[tuple[str, str], ...], *, caption: bool) -> Found | None:
    """“A ferry. REUTERS/Jon Vale”; what the markup calls a caption may be the credit alone."""
    end = sale.start() if (sale := _FOR_SALE.search(text)) else len(text)
    whole = caption or text.count("/") > 1
    line = _WIRE_END.search(text, 0, end) or (_WIRE_WHOLE.fullmatch(text, 0, end) if whole else None)
    if line is None or line.start() > LONGEST_CAPTION:
        return None
    credit = read(line["credit"], links, labelled=True)
    if credit is None or not naming.is_name(credit.creator):
        return None
    theirs = credit.organisation.split(" / ")
    if not any(is_agency(one) or (one.isupper() and one.isalpha()) for one in theirs) and not (
        caption and credit.organisation and not any(naming.is_name(one) for one in theirs)
    ):
        return None
    return _found(text, text[: line.start()].strip(), credit, line.start("credit"), line.end("credit"))


def _licensed(text: str, links: tuple[tuple[str, str], ...]) -> Found | None:
    """“Jon Vale, CC BY-SA 4.0, via Wikimedia Commons”, as the page of such a picture says it is credited."""
    if len(text) > LONGEST_CREDIT * 2 or not _OPEN.search(text):
        return None
    credit = read(text, links, labelled=True)
    if credit is None or not (credit.terms and credit.organisation and naming.is_name(credit.creator)):
        return None
    return _found(text, "", credit, 0, len(text)) if credit.terms.is_open else None


def _found(text: str, caption: str, credit: Credit, start: int, end: int) -> Found:
    picture = DraftPicture(
        _FILE_FIRST.sub("", caption, count=1),
        credit.creator,
        credit.organisation,
        credit.terms,
        credit.source,
    )
    return Found("picture", picture, _stretches(text, start, end, credit.terms))


def _stretches(text: str, start: int, end: int, terms: Terms | None) -> tuple[tuple[int, int, str], ...]:
    """The line, and in it the words about the licence if they leave something open."""
    if terms is None or terms.code or (at := text.rfind(terms.said, start, end)) < 0:
        return ((0, len(text), "picture"),)
    after = at + len(terms.said)
    return ((0, at, "picture"), (at, after, "licence"), (after, len(text), "picture"))
