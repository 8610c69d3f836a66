"""What was cut out of pasted markup, as one sentence for each kind."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importers.draft import Aside

#: So much of one, and so many of a kind, are shown on a page; what is kept holds everything.
LONGEST_SHOWN, MOST_SHOWN = 200, 12


@dataclass(frozen=True)
class Told:
    kind: str
    sentence: str
    #: The words that were cut out, each in quotation marks; empty where they stand in the text.
    words: str


def told(asides: tuple[Aside, ...], *, whole: bool = False) -> list[Told]:
    """A sentence for each kind, in the order in which they first came. `whole` shortens nothing."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for aside in asides:
        kinds[aside.kind].append(aside.text)
    return [
        Told(kind, _sentence(kind, len(texts)), _quoted(kind, texts, whole)) for kind, texts in kinds.items()
    ]


def _quoted(kind: str, texts: list[str], whole: bool) -> str:
    if kind == "row":
        return ""
    named = [text for text in texts if text]
    shown = named if whole else named[:MOST_SHOWN]
    words = ", ".join(f"“{text if whole else _short(text)}”" for text in shown)
    if len(named) > len(shown):
        words += " " + _("and %(count)d more") % {"count": len(named) - len(shown)}
    return words


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _sentence(kind: str, count: int) -> str:
    said = {
        "struck": ngettext(
            "%(count)d stretch is struck out in the document. It is not in the story.",
            "%(count)d stretches are struck out in the document. They are not in the story.",
            count,
        ),
        "comment": ngettext(
            "%(count)d comment stands beside the text. It is not in the story.",
            "%(count)d comments stand beside the text. They are not in the story.",
            count,
        ),
        "hidden": ngettext(
            "%(count)d stretch is hidden in the document. It is not in the story.",
            "%(count)d stretches are hidden in the document. They are not in the story.",
            count,
        ),
        "note": ngettext(
            "%(count)d mark of a footnote was left out: the note is not in the copy.",
            "%(count)d marks of footnotes were left out: the notes are not in the copy.",
            count,
        ),
        "picture": ngettext(
            "%(count)d picture stands in the document and does not come along. Upload it on the story.",
            "%(count)d pictures stand in the document and do not come along. Upload them on the story.",
            count,
        ),
        "embed": ngettext(
            "%(count)d player or page of another site was left out. Link to it instead.",
            "%(count)d players or pages of other sites were left out. Link to them instead.",
            count,
        ),
        "link": ngettext(
            "%(count)d link leads nowhere from here; its words are kept. Ask for its whole address.",
            "%(count)d links lead nowhere from here; their words are kept. Ask for their whole addresses.",
            count,
        ),
        "formula": ngettext(
            "%(count)d formula cannot stand in a story: its signs are plain text. Say it in words.",
            "%(count)d formulas cannot stand in a story: their signs are plain text. Say them in words.",
            count,
        ),
        "drawing": ngettext(
            "%(count)d drawing was left out. Save it as a picture and upload it on the story.",
            "%(count)d drawings were left out. Save them as pictures and upload them on the story.",
            count,
        ),
        "row": ngettext(
            "%(count)d row of a table is a line of the story, its cells parted by “·”.",
            "%(count)d rows of a table are lines of the story, their cells parted by “·”.",
            count,
        ),
    }
    return said[kind] % {"count": count}
