"""Where a picture is used: on the desk, before readers, as a face."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import models


@dataclass(frozen=True)
class ShownIn:
    name: str
    url: str
    live: bool
    kind: str


def used_before(photos: Iterable[int]) -> set[int]:
    """Those of these pictures that an edition shows, be it long over."""
    wanted = list(photos)
    shown = (
        model.objects.filter(photo__in=wanted) for model in (models.EditionPhoto, models.PageEditionPhoto)
    )
    return {pk for rows in shown for pk in rows.values_list("photo", flat=True).distinct()}


def shown_now(uses: QuerySet[models.EditionPhoto]) -> QuerySet[models.EditionPhoto]:
    """Those that readers see now; each is looked up, so that nothing is asked of all other stories."""
    return uses.filter(Exists(models.Edition.objects.readable().filter(pk=OuterRef("edition"))))


def places(photo: models.Photo) -> list[ShownIn]:
    """Where a picture stands: on the desk, before readers now, and as a face."""
    shown = shown_now(models.EditionPhoto.objects.filter(photo=photo))
    live = set(shown.values_list("edition__article", flat=True))
    used = set(models.PhotoUse.objects.filter(photo=photo).values_list("article", flat=True))
    stories = models.Article.objects.filter(pk__in=used | live).order_by("-saved_at")
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
            for page in models.PageEdition.objects.readable()
            .filter(photos__photo=photo)
            .select_related("page")
        ),
        *(
            ShownIn(
                author.name, reverse("admin:articles_author_change", args=[author.pk]), True, _("Portrait")
            )
            for author in models.Author.objects.filter(portrait=photo)
        ),
    ]


def kept_because(photo: models.Photo) -> str:
    """Why a photo cannot be deleted, as a sentence; "" if it can."""
    if used_before([photo.pk]):
        return _(
            "“%(name)s” has been before readers, and what they saw is kept. "
            "Take it off its stories and publish them again; the picture itself stays."
        ) % {"name": photo}
    if used := places(photo):
        said = _("“%(name)s” stands in: %(places)s. Take it off there first, then delete it.")
        return said % {"name": photo, "places": ", ".join(f"“{place.name}”" for place in used)}
    return ""
