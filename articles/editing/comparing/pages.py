"""Two versions of one of the paper's own pages, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from articles.body import parts
from articles.copies import OF_PHOTO, CopyPhoto
from articles.editing.comparing.bodies import body_rows
from articles.editing.comparing.folding import Comparison
from articles.editing.comparing.names import Names
from articles.editing.comparing.pictures import picture_rows
from articles.editing.comparing.rows import Row, list_row, text_row, yes_or_no
from articles.models.page import Kind

Snapshot = Mapping[str, Any]


def compare_pages(before: Snapshot, after: Snapshot) -> Comparison:
    """The snapshots as `own_pages.snapshot` makes them."""
    bodies = parts.cut(before["body"]), parts.cut(after["body"])
    photos = _photos(before), _photos(after)
    names = Names.of((use.photo for uses in photos for use in uses), (), bodies)
    return Comparison.of(_rows(before, after, names))


def _rows(before: Snapshot, after: Snapshot, names: Names) -> Iterator[Row]:
    yield from text_row(_("Title"), before["name"], after["name"], shape="headline")
    yield from text_row(_("In one sentence"), before["description"], after["description"])
    yield from body_rows(parts.cut(before["body"]), parts.cut(after["body"]), names)
    yield from picture_rows(_photos(before), _photos(after), names)
    yield from list_row(_("In the footer"), _flags(before), _flags(after))


def _photos(snapshot: Snapshot) -> list[CopyPhoto]:
    return [
        CopyPhoto(use["photo"], "text", **{name: use[name] for name in OF_PHOTO})
        for use in snapshot["photos"]
    ]


def _flags(snapshot: Snapshot) -> list[str]:
    return [
        _("What it is: %(said)s") % {"said": dict(Kind.choices).get(snapshot["kind"], snapshot["kind"])},
        _("Address: %(said)s") % {"said": snapshot["slug"]},
        _("In the footer: %(said)s") % {"said": yes_or_no(snapshot["in_footer"])},
        _("Short name: %(said)s") % {"said": snapshot["label"] or "–"},
        _("Place: %(said)s") % {"said": snapshot["order"]},
    ]
