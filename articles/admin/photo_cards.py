"""Pictures as cards on the desk: how their rights stand, and where each is used."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.photo_rights import Note, rights_note
from articles.admin.photo_uses import shown_now
from articles.models import Author, EditionPhoto, PageEdition, PageEditionPhoto, Photo, PhotoUse
from articles.photos.renditions import nearest


@dataclass(frozen=True)
class PictureCard:
    photo: Photo
    url: str
    thumb: str
    thumb_jpg: str
    credit: str
    note: Note
    used: str


def cards(photos: Iterable[Photo]) -> list[PictureCard]:
    """One card for each, with one question to the database however many there are."""
    photos = list(photos)
    where: dict[int, defaultdict[str, set[int]]] = {photo.pk: defaultdict(set) for photo in photos}
    for photo_id, place, kind in _uses(list(where)):
        where[photo_id][kind].add(place)
    return [_card(photo, _used(where[photo.pk])) for photo in photos]


def _uses(photos: list[int]) -> Any:
    """(photo, story or 0, kind of use) of these pictures."""
    stories, editions = (
        PhotoUse.objects.filter(photo__in=photos),
        EditionPhoto.objects.filter(photo__in=photos),
    )
    readable = Exists(PageEdition.objects.readable().filter(pk=OuterRef("edition")))
    pages = PageEditionPhoto.objects.filter(readable, photo__in=photos)
    in_story = Exists(EditionPhoto.objects.filter(photo=OuterRef("pk")))
    on_page = Exists(PageEditionPhoto.objects.filter(photo=OuterRef("pk")))
    shown_ever = Photo.objects.filter(Q(in_story) | Q(on_page), pk__in=photos)
    first, *others = (
        rows.order_by().values_list(photo, story, Value(kind, CharField()))
        for rows, photo, story, kind in (
            (stories, "photo", F("article"), "desk"),
            (shown_now(editions), "photo", F("edition__article"), "live"),
            (Author.objects.filter(portrait__in=photos), "portrait", Value(0), "face"),
            (pages, "photo", Value(0), "page"),
            (shown_ever, "pk", Value(0), "before"),
        )
    )
    return first.union(*others, all=True)


def _card(photo: Photo, used: str) -> PictureCard:
    width = nearest(photo.widths, 384)
    return PictureCard(
        photo=photo,
        url=reverse("admin:articles_photo_change", args=[photo.pk]),
        thumb=photo.url(width, "avif") if width else "",
        thumb_jpg=photo.url(width, "jpg") if width else "",
        credit=str(getattr(photo, "credit", "") or ""),
        note=rights_note(photo),
        used=used,
    )


def _used(by: Mapping[str, set[int]]) -> str:
    said = []
    if stories := len(by["desk"] | by["live"]):
        said += [ngettext("In %(count)d story", "In %(count)d stories", stories) % {"count": stories}]
        if live := len(by["live"]):
            said = [_("%(said)s, %(live)d live") % {"said": said[0], "live": live}]
    said += [_("Portrait")] if by["face"] else []
    said += [_("Own page")] if by["page"] else []
    return " · ".join(said) or (_("No longer used") if by["before"] else _("Not used yet"))
