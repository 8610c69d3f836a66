"""The pictures of two copies: taken out, put in, or shown with other words."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.copies import CopyPhoto
from articles.editing.comparing.names import Names
from articles.editing.comparing.rows import Row, text_row, yes_or_no
from articles.editing.comparing.words import Stretch, stretches
from articles.models import PhotoUse

PICTURES = gettext_lazy("Pictures")


def picture_rows(before: Sequence[CopyPhoto], after: Sequence[CopyPhoto], names: Names) -> Iterator[Row]:
    """The pictures of the copy after in their order, a new lead beside the old; then those that went."""
    was, now = {use.photo: use for use in before}, {use.photo: use for use in after}
    stay = [use.photo for use in before if use.photo in now]
    order = dict(zip(stay, [use.photo for use in after if use.photo in was], strict=True))
    old_lead, new_lead = _lead(before, but=now), _lead(after, but=was)
    for pk, use in now.items():
        beside = old_lead if use is new_lead and old_lead else was.get(pk)
        yield from _rows(beside, use, names, moved=order.get(pk, pk) != pk)
    for pk, use in was.items():
        if pk not in now and not (use is old_lead and new_lead):
            yield from _rows(use, None, names)


def _lead(uses: Sequence[CopyPhoto], *, but: Mapping[int, CopyPhoto]) -> CopyPhoto | None:
    """The lead picture, if it is not among those."""
    return next((use for use in uses if use.place == "lead" and use.photo not in but), None)


def _rows(
    was: CopyPhoto | None, now: CopyPhoto | None, names: Names, *, moved: bool = False
) -> Iterator[Row]:
    use = now or was
    if use is None:
        return
    if was is None:
        note = _("Put in")
    elif now is None:
        note = _("Taken out")
    elif was.photo != now.photo:
        note = _("Another picture")
    elif was.place != now.place:
        note = _("Was: %(place)s") % {"place": _place(was)}
    else:
        note = _("In another order") if moved else ""
    shown = tuple(names.shown(each.photo, each.credit) if each else None for each in (was, now))
    replaced = was is None or now is None or was.photo != now.photo
    said = was.caption if was else "", now.caption if now else ""
    captions = [Stretch(False, *said)] if replaced else stretches(*said)
    yield Row(
        str(PICTURES), _place(use), captions, note=note, pictures=(shown[0], shown[1]), replaced=replaced
    )
    if was is None or now is None or replaced:
        return
    named = f"{_place(use)}: "
    for label, a, b in (
        (_("alt text"), was.alt, now.alt),
        (_("decorative"), yes_or_no(was.decorative), yes_or_no(now.decorative)),
        (_("cropped around"), focal_point(was.focal_x, was.focal_y), focal_point(now.focal_x, now.focal_y)),
        (_("credit"), was.credit, now.credit),
    ):
        if a != b:
            yield from text_row(str(PICTURES), a, b, label=named + label)


def _place(use: CopyPhoto) -> str:
    return str(PhotoUse.Place(use.place).label) if use.place in PhotoUse.Place.values else use.place


def focal_point(x: int, y: int) -> str:
    return _("%(x)d %% from the left, %(y)d %% from the top") % {"x": x, "y": y}
