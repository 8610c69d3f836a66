"""Pictures as cards on the desk: how their rights stand, and where each is used."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.photo_rights import Note, rights_note
from articles.admin.photo_uses import shown_now, used_before
from articles.models import Author, EditionPhoto, PageEdition, Photo, PhotoUse
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
    """One card for each, with a few questions to the database however many there are."""
    photos = list(photos)
    on_desk: dict[int, set[int]] = {photo.pk: set() for photo in photos}
    live: dict[int, set[int]] = {photo.pk: set() for photo in photos}
    for photo_id, article_id in PhotoUse.objects.filter(photo__in=on_desk).values_list("photo", "article"):
        on_desk[photo_id].add(article_id)
    shown = shown_now(EditionPhoto.objects.filter(photo__in=on_desk))
    for photo_id, article_id in shown.values_list("photo", "edition__article"):
        live[photo_id].add(article_id)
    faces = set(Author.objects.filter(portrait__in=on_desk).values_list("portrait", flat=True))
    on_pages = PageEdition.objects.readable().filter(photos__photo__in=on_desk)
    pages = set(on_pages.values_list("photos__photo", flat=True))
    used = {
        photo.pk: _used(on_desk[photo.pk], live[photo.pk], photo.pk in faces, photo.pk in pages)
        for photo in photos
    }
    before = used_before(pk for pk, said in used.items() if not said)
    never, no_longer = _("Not used yet"), _("No longer used")
    return [_card(photo, used[photo.pk] or (no_longer if photo.pk in before else never)) for photo in photos]


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


def _used(on_desk: set[int], live: set[int], is_face: bool, is_on_page: bool) -> str:
    said = []
    if stories := len(on_desk | live):
        said += [ngettext("In %(count)d story", "In %(count)d stories", stories) % {"count": stories}]
        if live:
            said = [_("%(said)s, %(live)d live") % {"said": said[0], "live": len(live)}]
    said += [_("Portrait")] if is_face else []
    said += [_("Own page")] if is_on_page else []
    return " · ".join(said)
