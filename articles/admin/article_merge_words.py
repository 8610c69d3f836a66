"""What stands at a place of a merge, and what the place is called, in words for an editor."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.copies import Copy, CopyByline, CopyLink, CopyPhoto
from articles.editing.comparing.names import Names
from articles.editing.comparing.pictures import focal_point
from articles.editing.comparing.rows import yes_or_no
from articles.editing.differences import readable
from articles.editing.merging import Merged, Piece
from articles.forms.article import ON_DESK, ArticleForm
from articles.models import Article, Role
from newsroom.models import User

LISTS = {
    "bylines": gettext_lazy("Byline"),
    "photos": gettext_lazy("Picture"),
    "links": gettext_lazy("Related link"),
    "topics": gettext_lazy("Topic"),
}
ORDERS = {
    "bylines": gettext_lazy("Order of the bylines"),
    "photos": gettext_lazy("Order of the pictures"),
    "links": gettext_lazy("Order of the related links"),
    "topics": gettext_lazy("Order of the topics"),
}
PARTS = {
    "role": gettext_lazy("role"),
    "caption": gettext_lazy("caption"),
    "alt decorative": gettext_lazy("alt text"),
    "focal_x focal_y": gettext_lazy("focal point"),
    "title": gettext_lazy("title"),
}


class Words:
    """The names of all that a merge speaks of, asked for once."""

    def __init__(self, merged: Merged, form: ArticleForm, copies: list[Copy]) -> None:
        self.merged, self.form = merged, form
        self.names = Names.of(
            (use.photo for copy in copies for use in copy.photos),
            (link.target for copy in copies for link in copy.links if link.target),
            [copy.cut for copy in copies],
        )
        self.rows = {
            piece.key: row
            for rows in merged.rows.values()
            for row in rows.rows.values()
            for piece in row.pieces
        }

    def label(self, piece: Piece) -> str:
        """What the place is called; nothing for one of the text, whose places are counted."""
        if piece.part == "lead":
            return _("Lead picture")
        if piece.part == "order":
            return str(ORDERS[piece.field])
        if piece.field in LISTS:
            kind, name = str(LISTS[piece.field]), self.name(self.rows[piece.key].shown)
            return f"{kind}: {name}, {PARTS[piece.part]}" if piece.part else kind
        label = str(self.form.fields[piece.field].label or "")
        return label[:1].upper() + label[1:]

    def said(self, piece: Piece, value: Any) -> str:
        """A value of that place, in words; nothing where there is none."""
        if piece.field == "body":
            return readable("".join(value), self.names)
        if piece.part == "order":
            rows = self.merged.rows[piece.field].rows
            return ", ".join(self.name(rows[key].shown) for key in value)
        if piece.part == "lead":
            return self.names.photo(value) if value else ""
        if piece.field in LISTS and not piece.part:
            return self.row(value) if value is not None else ""
        if piece.field in ON_DESK:
            return _desk_word(piece.field, value)
        return _said(piece.part or piece.field, value)

    def row(self, row: Any) -> str:
        """A row in full, as it is there or not."""
        name = self.name(row)
        if isinstance(row, CopyByline):
            return f"{Role(row.role).label} {name}"
        if isinstance(row, CopyPhoto):
            return ": ".join(dict.fromkeys(filter(None, [name, row.caption])))
        return name

    def name(self, row: Any) -> str:
        """What the row is about."""
        if isinstance(row, CopyPhoto):
            return self.names.photo(row.photo)
        if isinstance(row, CopyLink):
            return self.names.story(row.target) if row.target else row.title or row.wanted
        return str(row.name)


def _said(name: str, value: tuple[Any, ...]) -> str:
    if name in {"section", "outlet"}:
        return str(value[1])
    if name == "role":
        return str(Role(value[0]).label)
    if name == "alt decorative":
        return _("Decorative") if value[1] else str(value[0])
    if name == "focal_x focal_y":
        return focal_point(*value)
    if name == "sensitive":
        return yes_or_no(value[0])
    return _choice(name, value[0]) if name in {"kind", "prominence"} else str(value[0])


def _desk_word(name: str, value: str) -> str:
    if name == "state":
        return _choice(name, value)
    if name == "assigned_to":
        return str(User.objects.filter(pk=value).first() or "") if value else ""
    return value.replace("T", " ")


def _choice(name: str, value: Any) -> str:
    field: Any = Article._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value))
