"""A copy with what the checks ask of other tables: read once, a query each, where it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from articles.copies import Copy
from articles.models import Address, Article, Edition, EditionPhoto, Outlet, Photo, Section

#: A picture that readers saw so lately is one they remember.
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Judged:
    copy: Copy
    #: None: the story is no row yet.
    article: int | None
    embargo: datetime | None
    #: When readers would get it.
    at: datetime
    #: The first day on which they would, and the one whose agreements and terms count.
    day: date
    section: Section | None
    outlet: Outlet | None
    photos: dict[int, Photo]
    #: Of each picture that another story has shown lately, and this one not yet, that story's headline.
    shown: dict[int, str]
    #: The headlines of the stories that it links to, and which of those readers have.
    targets: dict[int, str]
    readable: frozenset[int]

    @classmethod
    def of(
        cls, copy: Copy, *, article: int | None, embargo: datetime | None, at: datetime | None
    ) -> "Judged":
        now = timezone.now()
        at = at or now
        targets = {link.target for link in copy.links if link.target}
        photos = [use.photo for use in copy.photos]
        return cls(
            copy=copy,
            article=article,
            embargo=embargo,
            at=at,
            # What moves in from an archive is before readers from today on, whatever it could show then.
            day=timezone.localdate(max(at, now)),
            section=Section.objects.filter(pk=copy.section).first() if copy.section else None,
            outlet=Outlet.objects.filter(pk=copy.outlet).first() if copy.outlet else None,
            photos=Photo.objects.select_related("credit__licence").in_bulk(photos) if photos else {},
            shown=_shown(photos, article, now) if photos else {},
            targets={each.pk: str(each) for each in _named(targets)} if targets else {},
            readable=_readable(targets) if targets else frozenset(),
        )

    @property
    def address(self) -> str:
        """As Article.address."""
        return f"/{self.section.slug}/{self.copy.slug}/" if self.section and self.copy.slug else ""

    @property
    def address_is_taken(self) -> bool:
        return Address.objects.filter(path=self.address).exclude(article=self.article).exists()


def _named(targets: Iterable[int]) -> Iterable[Article]:
    return Article.objects.filter(pk__in=targets).only("headline")


def _readable(targets: Iterable[int]) -> frozenset[int]:
    rows = Edition.objects.readable().filter(article__in=targets)
    return frozenset(rows.values_list("article", flat=True))


def _shown(photos: list[int], article: int | None, now: datetime) -> dict[int, str]:
    """Asked by the pictures: an edition of each is found by index."""
    readable = EditionPhoto.objects.filter(photo__in=photos, edition__in=Edition.objects.readable(now))
    own = readable.filter(edition__article=article).values("photo")
    uses = readable.filter(edition__first_live__gt=now - LATELY).exclude(photo__in=own)
    return dict(uses.order_by("edition__first_live").values_list("photo", "edition__headline"))
