"""The places of a story at which two people's texts differ, as the page that asks about them shows them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.article_merge_words import Words
from articles.body import cleaning
from articles.editing.differences import Difference
from articles.editing.merging import By, Choices, Merged, Piece
from articles.forms import deciding
from articles.models import Article, Version
from newsroom.models import User

KEEP = {
    deciding.MINE: gettext_lazy("Yours"),
    deciding.THEIRS: gettext_lazy("Theirs"),
    deciding.BOTH: gettext_lazy("Both"),
    deciding.ANEW: gettext_lazy("Anew"),
}
_LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
#: How many places the sentence after a save names.
NAMED = 6


@dataclass(frozen=True)
class Side:
    """The other side: the story as it is saved, the versions made since, the newest first; and who I am."""

    saved: Article
    versions: list[Version]
    me: User

    @property
    def who(self) -> str:
        """As I am told of it."""
        return _names(_("you in another tab") if each == self.me else each for each in self._makers)

    @property
    def who_for_all(self) -> str:
        """As it is kept on record."""
        return _names(self._makers)

    @property
    def _makers(self) -> list[User | None]:
        return [version.made_by for version in reversed(self.versions)] or [self.saved.saved_by]


def _names(makers: Iterable[User | str | None]) -> str:
    return get_text_list(list(dict.fromkeys(str(maker or _("somebody")) for maker in makers)), _("and"))


@dataclass(frozen=True)
class Place:
    """One row of the page: what stands there in both, and what may be kept of it."""

    piece: Piece
    label: str
    #: Who changed it alone, and how; nothing where both did.
    note: str
    difference: Difference
    #: Only bold, italics or links differ: mine and theirs, set as in the text.
    marks_only: tuple[SafeString, SafeString] | None
    #: What may be kept, in words, and which is chosen.
    keep: list[tuple[str, Any, bool]]
    #: What the box to write it anew holds; none if there is no such box. And the same for the editor.
    anew: str | None
    anew_html: str

    @property
    def is_asked(self) -> bool:
        return self.piece.by == By.ASKED

    @property
    def keep_name(self) -> str:
        return deciding.keep_name(self.piece)

    @property
    def anew_name(self) -> str:
        return deciding.anew_name(self.piece)

    @property
    def html_name(self) -> str:
        return deciding.html_name(self.piece)


@dataclass(frozen=True)
class Same:
    """Paragraphs that are the same in both."""

    label: str
    text: str


@dataclass(frozen=True)
class Meeting:
    """Two texts of one story; what was decided of them so far, and what was posted with it."""

    merged: Merged
    side: Side
    words: Words
    choices: Choices
    posted: QueryDict

    def places(self) -> Iterator[Place | Same]:
        """What differs, and between it the paragraphs that do not."""
        same: list[tuple[int, str]] = []
        for piece, label, number in self._counted():
            if piece.by in {By.NOBODY, By.BOTH}:
                if piece.field == "body" and piece.theirs:
                    same.append((number, self.words.said(piece, piece.theirs)))
                continue
            if same:
                yield _fold(same)
                same = []
            yield self._place(piece, label or _("Paragraph %(n)d") % {"n": number})
        if same:
            yield _fold(same)

    def changes(self) -> str:
        """What the others changed, by the names of the places: “Headline, paragraph 3”."""
        names = list(
            dict.fromkeys(
                label or _("paragraph %(n)d") % {"n": number}
                for piece, label, number in self._counted()
                if piece.by == By.THEM
            )
        )
        if (more := len(names) - NAMED) > 0:
            names[NAMED:] = [ngettext("%(n)d more place", "%(n)d more places", more) % {"n": more}]
        return ", ".join(names)

    def _counted(self) -> Iterator[tuple[Piece, str, int]]:
        """Each piece with its name, or as the paragraph of that number."""
        number = 0
        for piece in self.merged.pieces:
            in_text = piece.field == "body"
            number += in_text
            yield piece, "" if in_text else self.words.label(piece), number

    def _place(self, piece: Piece, label: str) -> Place:
        mine, theirs = (self.words.said(piece, value) for value in (piece.mine, piece.theirs))
        marks_only = None
        if piece.field == "body" and mine == theirs:
            mine, theirs = "".join(piece.mine), "".join(piece.theirs)
            marks_only = _as_set(mine), _as_set(theirs)
        choice = self.choices.get(piece.key)
        kept = choice.keep if choice else {By.ME: deciding.MINE, By.THEM: deciding.THEIRS}.get(piece.by, "")
        offered = deciding.offered(piece)
        return Place(
            piece,
            label,
            _note(piece, self.side),
            Difference(label, theirs, mine),
            marks_only,
            [(each, KEEP[each], each == kept) for each in offered],
            self._anew(piece) if deciding.ANEW in offered else None,
            self._anew_html(piece) if deciding.ANEW in offered and piece.field == "body" else "",
        )

    def _anew(self, piece: Piece) -> str:
        return self.posted.get(deciding.anew_name(piece)) or deciding.words_of(piece)

    def _anew_html(self, piece: Piece) -> str:
        return self.posted.get(deciding.html_name(piece)) or "".join(piece.mine or piece.theirs)


def _as_set(html: str) -> SafeString:
    """Clean HTML as readers get it, with where each link leads behind its words."""
    return mark_safe(_LINK.sub(r"<u>\2</u> ⟨\1⟩", cleaning.clean(html)))  # noqa: S308


def _fold(same: list[tuple[int, str]]) -> Same:
    first, last = same[0][0], same[-1][0]
    label = _("Paragraph %(first)d: the same in both")
    if last == first + 1:
        label = _("Paragraphs %(first)d and %(last)d: the same in both")
    elif last > first:
        label = _("Paragraphs %(first)d to %(last)d: the same in both")
    return Same(label % {"first": first, "last": last}, "\n\n".join(text for _number, text in same))


def _note(piece: Piece, side: Side) -> str:
    if piece.by == By.ASKED:
        return ""
    mine = piece.by == By.ME
    changed = piece.mine if mine else piece.theirs
    if piece.part in {"order", "lead"} or (_says(piece.base) and _says(changed)):
        return _("Only you changed it") if mine else _("Only %(who)s changed it") % {"who": side.who}
    if _says(changed):
        return _("Added by you") if mine else _("Added by %(who)s") % {"who": side.who}
    return _("Taken out by you") if mine else _("Taken out by %(who)s") % {"who": side.who}


def _says(value: Any) -> bool:
    return any(value) if isinstance(value, tuple) else bool(value)
