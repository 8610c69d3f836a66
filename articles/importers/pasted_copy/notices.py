"""Lines around a story that are no part of it: slugs, heads of mails, datelines, buttons of a page."""

import re

from articles.importers import dates
from articles.importers.pasted_copy.found import Found

#: A slug: capitals, figures and hyphens without a space (“BC-FERRY-STRIKE”), and what the wire adds.
_SLUG = re.compile(
    r"(?i:slug(?:line)?|keyword|catchline|stichwort|ref)\s?[:.]\s?\S.{0,60}"
    r"|(?=\S+[-_/]\S+[-_/]|\S{12,})[A-Z0-9]+(?:[-_/]+[A-Z0-9]+)+(?:[ ,].{0,60})?"
    r"|[A-Z]{2,4}\d{4} \d .{0,60}"
    r"|[a-z0-9]{2,}(?:-[a-z0-9]{2,}){2,}|[A-Z]{2}-[A-Z][\w’' -]{2,40}, ?\d(?:st|nd|rd|th) .{2,40}"
    r"|[a-z]?\d{3,4} ?(?:[a-z] ){1,2}\S+.{0,60}"
)
#: The head of a story on the wire (ANPA 1312, IPTC 7901): its number, its kind and size, what it is called
#: there, which pictures go with it, and whether it comes for the first time.
_WIRE_HEAD = re.compile(
    r"[A-Za-z]{1,2}\d{4}[A-Za-z_-]{2,14}|[a-z]{3}\d{4,5} \d [a-z]{1,3} \d{1,5} .{1,30}"
    r"|[a-z] [a-z] \S.{2,60} \d\d-\d\d \d{4}"
    r"|BC-\S.{1,90}|[A-Z]{2}-[A-Z].{2,80}, ?\d{0,5}"
    r"|[A-Z]{2,5} (?:Photos?|Videos?|Graphics?) [A-Z]{1,8}\d.{0,120}"
    r"|/?(?:[^\W\d_][\w .&’'-]{1,30}/){2,}"
    r"|(?:\d(?:ST|ND|RD|TH) )?(?:LEAD|NET|LD)|EXTRA|REFILE|\((?i:achtung|attention|atención)\)"
)
_WIRE = re.compile(
    r"""(?:[\W_]*(?:
    for\ immediate\ release|press\ release|news\ release|media\ release|pressemitteilung|nota\ de\ prensa
    |comunicado\ de\ prensa|communiqué(?:\ de\ presse)?|urgent|flash|eilmeldung|advisory|update(?:\ \d+)?
    |(?:with|attn)\ (?:photos?|pix|pictures|graphics?).{0,40}
    |eds?(?:itors)?\ ?:.{1,160}
    |\(?\d{2,5}\ (?:words|wörter|palabras|mots)\)?
    |word\ count\ ?:?\ ?\d+|notes?\ to\ (?:editors|desks).{0,120}
    |photos?\ (?:available|attached|to\ follow).{0,60}
    |check\ against\ delivery|es\ gilt\ das\ gesprochene\ wort|seul\ le\ prononcé\ fait\ foi
    |(?:(?:media|press)\ )?contacts?\ ?:(?=.*[\d@]).{1,160}|(?:presse)?kontakt\ ?:(?=.*[\d@]).{1,160}
    |contacto(?:\ de\ prensa)?\ ?:(?=.*[\d@]).{1,160}
    |dateline\ ?:.{1,60}|page\ \d+(?:\ of\ \d+)?|seite\ \d+|\d+/\d+
    |-*\ ?(?:30|ends?|fin|ende|more|mfl|mehr\ folgt)\ ?-*|\#{3,}|\*{3,}|_{3,}|-{3,}|={3,}
    )[\W_]*)""",
    re.IGNORECASE | re.VERBOSE,
)
#: What closes copy may also be a word of the story: only marked, or in capitals.
_PLAIN_WORD = re.compile(r"(?:end|ends|fin|ende|more|flash|update|urgent|30|advisory)", re.IGNORECASE)
_PAGE = re.compile(
    r"share(?: this)?(?: article| story| on .{1,20})?|save|print|listen(?: to this article)?"
    r"|comments?(?: \(\d+\))?"
    r"|advertisement|anzeige|werbung|publicidad|publicité|teilen|compartir|partager|follow us"
    r"|skip to content"
    r"|subscribe to .{1,40} newsletter|\d+ ?min(?:ute)?s?(?: read)?|image|photo|caption|loading…?"
    r"|click to enlarge"
    r"|(?:reading time|lesedauer|lesezeit|temps de lecture|tiempo de lectura) ?:? ?(?:ca\. ?)?\d+ ?min\w*\.?"
    r"|article réservé (?:aux|à nos) abonnés|contenido exclusivo para suscriptores"
    r"|copy link|open in app|photo gallery|read aloud",
    re.IGNORECASE,
)
_MAIL_HEAD = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|von|an|gesendet|datum|betreff|de|para|enviado(?: el)?"
    r"|fecha|asunto"
    r"|à|envoyé(?: le)?|objet|importance|attachments?) ?: ?\S.*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"(?:[-_]{2,} ?)?(?:(?:begin )?forwarded message|original message|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten nachricht|ursprüngliche nachricht|mensaje (?:reenviado|original)"
    r"|inicio del mensaje reenviado|message (?:transféré|d['’]origine)"
    r"|début du message réexpédié) ?:?(?: ?[-_]{2,})?",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<town>(?-i:[^\W\d_a-zß-öø-ÿ])[\w.’' -]{1,40})?(?:, ?[A-Z][\w. ]{1,20})?[ ,;:|/·–—-]*"
    r"(?:\((?P<agency>[A-Za-z]{2,12})\))?[ ,;:|·–—-]*(?:first published|published|last updated|updated"
    r"|posted|stand"
    r"|veröffentlicht|aktualisiert|publicado|actualizado|publié|mis à jour)?(?: on| am| el| le"
    r"| at)?[ ,;:|·–—-]*",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:first |last |zuletzt |dernière )?(?:published|updated|posted|modified|publicado|actualizado|publié"
    r"|modifié|mis à jour|mise à jour|veröffentlicht|aktualisiert|stand)\b",
    re.IGNORECASE,
)
_SIGNS = " ,.;:|/·–—-"
_ZONE = re.compile(r"\b(?:GMT|UTC|[BCEMP]S?T|MEZ|MESZ|CEST)\b(?:[+−-]\d{1,2})?")
LONGEST = 200


def find(text: str, *, in_front: bool = True) -> Found | None:
    """The notice that the tidied line `text` is. In the running text only what can be nothing else."""
    if not text or len(text) > LONGEST:
        return None
    if not in_front:
        is_one = text.casefold() in ("advertisement", "anzeige", "publicidad", "publicité") or _is_closing(
            text
        )
    else:
        is_one = bool(
            _SLUG.fullmatch(text)
            or _WIRE_HEAD.fullmatch(text)
            or _is_wire(text)
            or _PAGE.fullmatch(text)
            or _FORWARD.fullmatch(text)
            or is_dateline(text)
        )
    return Found("notice", text, ((0, len(text), "notice"),)) if is_one else None


def mail_heads(texts: list[str]) -> int:
    """How many of the first lines are the head of a mail; 0 unless two or more stand together."""
    count = 0
    while count < len(texts) and (_MAIL_HEAD.fullmatch(texts[count]) or _FORWARD.fullmatch(texts[count])):
        count += 1
    return count if count > 1 else 0


def is_dateline(text: str) -> bool:
    """Whether the line is a day, with or without a town, an agency and a time, and nothing else."""
    if re.fullmatch(r"[A-ZÄÖÜÉÑ][A-ZÄÖÜÉÑ .’'-]{1,30} ?\([A-Za-z]{2,12}\) ?[–—-]?", text):
        return True
    if dates.find_day(text) is None:
        return False
    rest = _ZONE.sub("", dates.without(text)).strip(_SIGNS)
    rest = re.sub(r"(?:(?:^| ),?(?:at|um|à|a las|am|on|el|le|al))+$", "", rest).strip(_SIGNS)
    if len(rest.split()) > 6 or rest.endswith(("?", "!")):
        return False
    town = _DATELINE.fullmatch(rest)
    if not rest or _DATED.match(rest):
        return True
    day = dates.find_day(text)
    # “Kelby, 4 March 2026”: the town first, then a comma or a dash; “Ferry stops on 4 March” has neither.
    between = day is not None and re.search(r"[,;|/·–—:(-] ?(?:[A-Za-z)]{1,12}[ ,)]*)?$", text[: day.start()])
    capitals = all(
        not word[0].islower() or word in ("de", "la", "on", "am", "le", "el", "an", "der")
        for word in rest.split()
    )
    return bool(town and between and capitals and len(rest.split()) <= 4)


def _is_wire(text: str) -> bool:
    return bool(_WIRE.fullmatch(text)) and (_is_closing(text) or not _PLAIN_WORD.fullmatch(text.strip()))


def _is_closing(text: str) -> bool:
    """“-30-”, “ENDS”, “###”: the mark that the copy is over."""
    if re.fullmatch(
        r"\d{6} (?:gmt )?[a-z]{3} \d\d|[a-z]{2,5}-[a-z]{2}(?:-\d\d){3} \d{4}gmt<?"
        r"|page \d+ of \d+|seite \d+(?: von \d+)?|\d+/\d+",
        text,
        re.IGNORECASE,
    ):
        return True
    if re.fullmatch(r"#{3,}|\*{3,}|_{3,}|-{3,}|={3,}|[*·•] [*·•] [*·•]", text):
        return True
    bare = text.strip(" -–—/()[]*#.")
    marked = bare != text and re.fullmatch(r"30|ends?|more|fin|ende", bare, re.IGNORECASE)
    return bool(marked) or bare in ("ENDS", "END", "ENDE", "FIN", "MORE")
