"""What the desk shows of a picture at a glance: how its rights stand, and where it is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import (
    Article,
    Author,
    Edition,
    EditionPhoto,
    Licence,
    PageEdition,
    PageEditionPhoto,
    Photo,
    PhotoUse,
)
from articles.photos.renditions import nearest

#: Rights that end within this time are said early enough to ask again.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Note:
    """A word with its shape; `tone` is ok, warn or blk."""

    shape: str
    tone: str
    text: str


@dataclass(frozen=True)
class PictureCard:
    photo: Photo
    url: str
    thumb: str
    thumb_jpg: str
    credit: str
    note: Note
    used: str


@dataclass(frozen=True)
class ShownIn:
    """A story or a person that shows the picture."""

    name: str
    url: str
    live: bool
    kind: str


def rights_note(photo: Photo) -> Note:
    """The first thing that keeps the picture off a page, or that it is clear."""
    credit = getattr(photo, "credit", None)
    if not photo.width:
        return Note("blocking", "blk", _("No file yet"))
    if credit is None or not (credit.creator or credit.organisation):
        return Note("blocking", "blk", _("Nobody is credited"))
    if credit.licence is None:
        if credit.terms:
            return Note("blocking", "blk", _("Licence unclear: “%(terms)s”") % {"terms": credit.terms})
        return Note("blocking", "blk", _("No licence chosen"))
    if credit.expires_on and credit.expires_on <= timezone.localdate() + SOON:
        return _ending(credit.expires_on)
    if not photo.alt:
        return Note("warning", "warn", _("No alt text yet"))
    if credit.licence.family == Licence.Family.OWN:
        return Note("passed", "ok", _("Own picture"))
    return Note("passed", "ok", _("Licence clear"))


def _ending(last: date) -> Note:
    sentence = _("Rights ended %(day)s") if last < timezone.localdate() else _("Rights end %(day)s")
    return Note("overdue", "blk", sentence % {"day": date_format(last, "j F Y")})


def cards(photos: Iterable[Photo]) -> list[PictureCard]:
    """One card for each, with a few questions to the database however many there are."""
    photos = list(photos)
    on_desk: dict[int, set[int]] = {photo.pk: set() for photo in photos}
    live: dict[int, set[int]] = {photo.pk: set() for photo in photos}
    for photo_id, article_id in PhotoUse.objects.filter(photo__in=on_desk).values_list("photo", "article"):
        on_desk[photo_id].add(article_id)
    shown = _shown(EditionPhoto.objects.filter(photo__in=on_desk))
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


def used_before(photos: Iterable[int]) -> set[int]:
    """Those of these pictures that an edition shows, be it long over."""
    wanted = list(photos)
    shown = (model.objects.filter(photo__in=wanted) for model in (EditionPhoto, PageEditionPhoto))
    return {pk for rows in shown for pk in rows.values_list("photo", flat=True).distinct()}


def _shown(uses: QuerySet[EditionPhoto]) -> QuerySet[EditionPhoto]:
    """Those that readers see now; each is looked up, so that nothing is asked of all other stories."""
    return uses.filter(Exists(Edition.objects.readable().filter(pk=OuterRef("edition"))))


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


def places(photo: Photo) -> list[ShownIn]:
    """Where a picture stands: on the desk, before readers now, and as a face."""
    shown = _shown(EditionPhoto.objects.filter(photo=photo))
    live = set(shown.values_list("edition__article", flat=True))
    used = set(PhotoUse.objects.filter(photo=photo).values_list("article", flat=True))
    stories = Article.objects.filter(pk__in=used | live).order_by("-saved_at")
    return [
        *(
            ShownIn(
                str(story),
                story.get_desk_url(),
                story.pk in live,
                _("Live") if story.pk in live else story.get_state_display(),
            )
            for story in stories
        ),
        *(
            ShownIn(page.title, page.page.get_desk_url(), True, _("Own page"))
            for page in PageEdition.objects.readable().filter(photos__photo=photo).select_related("page")
        ),
        *(
            ShownIn(
                author.name, reverse("admin:articles_author_change", args=[author.pk]), True, _("Portrait")
            )
            for author in Author.objects.filter(portrait=photo)
        ),
    ]


def licence_facts(licence: Licence) -> list[Note]:
    """What a licence allows and asks for, each as a word with its shape."""

    def may(allowed: bool, yes: str, no: str) -> Note:
        return Note("passed", "ok", yes) if allowed else Note("close", "", no)

    facts = [
        may(licence.allows_changes, _("Crop and change"), _("No changes")),
        may(licence.allows_commercial, _("Commercial use"), _("No commercial use")),
    ]
    if licence.requires_credit:
        facts.append(Note("question", "", _("Asks for the creator's name")))
    if licence.requires_link:
        facts.append(Note("question", "", _("Asks for a link to the original")))
    if licence.share_alike:
        facts.append(Note("question", "", _("Changed pictures keep the licence")))
    return facts
