"""The rows of a comparison: a text, a list of names, a picture, each as it was beside as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.editing.comparing.words import Mark, Stretch, after_of, before_of, both_of, stretches


@dataclass(frozen=True)
class Shown:
    """A picture beside its words; `src` is empty where it has no file."""

    src: str
    credit: str


@dataclass(frozen=True)
class Row:
    """`part`: the field that it is of; `shape`: how it is set (headline, text, lines, chips).

    `note` says what words do not show, and is a change of its own.
    """

    part: str
    label: str
    found: Sequence[Stretch]
    shape: str = "text"
    note: str = ""
    pictures: tuple[Shown | None, Shown | None] = (None, None)
    #: The one picture went, the other came.
    replaced: bool = False
    #: Which paragraph of the text it is, from 1.
    paragraph: int = 0
    #: Among the changes, from 1; and whether it is the first that is shown of its part.
    number: int = 0
    heads: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.note) or any(not each.same for each in self.found)

    @property
    def before(self) -> list[Mark]:
        return before_of(self.found)

    @property
    def after(self) -> list[Mark]:
        return after_of(self.found)

    @property
    def both(self) -> list[Mark]:
        return both_of(self.found)

    @property
    def has_picture(self) -> bool:
        return any(self.pictures)


def text_row(part: str, before: str, after: str, *, label: str = "", shape: str = "text") -> Iterator[Row]:
    """A row of one text; none where it is empty in both."""
    if before or after:
        yield Row(part, label, stretches(before, after), shape)


def list_row(
    part: str, before: Sequence[str], after: Sequence[str], *, shape: str = "lines"
) -> Iterator[Row]:
    """A row of a list, line by line; none where it is empty in both."""
    found: list[Stretch] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Stretch(True, line, line) for line in after[b1:b2]]
        else:
            found += [Stretch(False, line, "") for line in before[a1:a2]]
            found += [Stretch(False, "", line) for line in after[b1:b2]]
    if found:
        yield Row(part, _counted(found), found, shape)


def _counted(found: Sequence[Stretch]) -> str:
    out = sum(not each.same and bool(each.before) for each in found)
    new = sum(not each.same and bool(each.after) for each in found)
    said = [
        ngettext("%(count)d out", "%(count)d out", out) % {"count": out} if out else "",
        ngettext("%(count)d in", "%(count)d in", new) % {"count": new} if new else "",
    ]
    return ", ".join(filter(None, said))


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
