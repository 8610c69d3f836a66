"""The paper's own pages as readers get them: their links, and one page whole. Page editions only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest

from articles.models import Edition, PageEdition, PageEditionPhoto
from articles.models.page import Kind
from articles.reading.lists import picture_of
from articles.reading.records import blocks_of
from articles.reading.values import Link, Picture
from newsroom.pagestore import hold


class PageLink(NamedTuple):
    """A page that readers have: where it stands, and what it is called where there is little room."""

    path: str
    label: str
    kind: str
    in_footer: bool
    live_from: datetime


@dataclass(slots=True)
class OwnPage:
    page_id: int
    path: str
    title: str
    description: str
    kind: str
    changed_at: datetime
    blocks: list[tuple[str, Any]]
    photos: list[Picture]
    links: list[Link]

    def tags(self) -> set[str]:
        return (
            {f"page:{self.page_id}"}
            | {f"photo:{photo.photo_id}" for photo in self.photos}
            | {f"article:{link.article_id}" for link in self.links}
        )


def all_pages(request: HttpRequest) -> list[PageLink]:
    """All pages that readers have, in the order of the footer: asked once for each change, like sections."""
    return hold(request, "own pages", _all_pages)


def _all_pages() -> list[PageLink]:
    rows = PageEdition.objects.readable().order_by("order", "title", "pk").defer("parts")
    return [
        PageLink(row.get_absolute_url(), row.label or row.title, row.kind, row.in_footer, row.live_from)
        for row in rows
    ]


def page_at(slug: str) -> OwnPage | None:
    edition = PageEdition.objects.readable().filter(slug=slug).first()
    if edition is None:
        return None
    has_photo = any(kind == "photo" for kind, _value in edition.parts)
    return page_of(edition, edition.photos.select_related("photo__credit__licence") if has_photo else ())


def page_of(edition: PageEdition, uses: Iterable[PageEditionPhoto]) -> OwnPage:
    """The page that this edition is, with its pictures; also of one that is not public (a preview)."""
    photos = [picture_of(use.photo, use, "text", order) for order, use in enumerate(uses) if use.photo.width]
    wanted = [value for kind, value in edition.parts if kind == "read" and isinstance(value, int)]
    stories = Edition.objects.readable().filter(article__in=wanted) if wanted else ()
    links = [
        Link("text", order, story.article_id, story.path, story.headline, story.kind)
        for order, story in enumerate(stories)
    ]
    return OwnPage(
        page_id=edition.page_id,
        path=edition.get_absolute_url(),
        title=edition.title,
        description=edition.description,
        kind=edition.kind,
        changed_at=edition.live_from,
        blocks=blocks_of(edition.parts, photos, links),
        photos=photos,
        links=links,
    )


def has_imprint() -> bool:
    """Whether readers find out who publishes the paper."""
    return PageEdition.objects.readable().filter(kind=Kind.IMPRINT).exists()


def successor_of(slug: str) -> str:
    """Where the page that once stood here stands now; empty if there is none."""
    newest = _newest_of(slug)
    return newest.get_absolute_url() if newest and newest.live_until is None else ""


def withdrawn_at(slug: str) -> str:
    """Why the page that stood here was taken from readers; empty if none was."""
    newest = _newest_of(slug)
    return newest.reason if newest else ""


def _newest_of(slug: str) -> PageEdition | None:
    """The newest edition of the page that ever had this address."""
    editions = PageEdition.objects.order_by("-live_from", "-pk")
    had_it = editions.filter(slug=slug).values("page")[:1]
    return editions.filter(page=had_it).first()
