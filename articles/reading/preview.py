"""The page of a copy that is no edition: of a Version, of a preview link, of what is typed and not saved.

The words, the order and the identities are the copy's; names, credits and the headlines of linked stories
are read now, as they are for readers.
"""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import parts
from articles.copies import Copy
from articles.models import Author, Correction, Edition, Outlet, Photo, PhotoUse, Section, Topic
from articles.reading.lists import picture_of, portrait_of_author
from articles.reading.records import blocks_of
from articles.reading.values import Card, Fix, Link, NamedRow, Picture, StoryPage, Writer


def preview_page(copy: Copy, article: int | None, token: str = "") -> StoryPage:
    """What readers would get if this copy of that story were published now; None: the story is no row yet.

    Readers cannot have the files of its pictures yet; whoever holds the link with that token can.
    """
    cut = copy.cut
    photos, links = _photos(copy, token), _links(copy)
    topics = Topic.objects.in_bulk([use.topic for use in copy.topics])
    return StoryPage(
        card=_card(copy, article, photos, parts.count_words(parts.plain_text(cut))),
        outlet_url=copy.outlet_url,
        sensitive=copy.sensitive,
        updated_at=None,
        key_points=copy.points,
        blocks=blocks_of(cut, photos, links),
        photos=photos,
        topics=[
            NamedRow(topic.pk, topic.name, topic.slug)
            for use in copy.topics
            if (topic := topics.get(use.topic))
        ],
        fixes=[
            Fix(fix.pk, fix.kind, fix.text, fix.was, fix.now, fix.severe, fix.made_at)
            for fix in Correction.objects.readable().filter(article=article).order_by("made_at")
        ],
        links=links,
    )


def _card(copy: Copy, article: int | None, photos: list[Picture], words: int) -> Card:
    section = Section.objects.filter(pk=copy.section or 0).first()
    outlet = Outlet.objects.filter(pk=copy.outlet or 0).first()
    return Card(
        edition_id=0,
        article_id=article or 0,
        path=f"/{section.slug}/{copy.slug}/" if section and copy.slug else "/",
        headline=copy.headline.strip() or _("Untitled story"),
        standfirst=copy.standfirst,
        kicker=copy.kicker,
        kind=copy.kind,
        first_live=timezone.now(),
        words=words,
        section=NamedRow(section.pk, section.name, section.slug) if section else NamedRow(0, "", ""),
        outlet=NamedRow(outlet.pk, outlet.name, outlet.slug) if outlet else None,
        writers=_writers(copy),
        picture=next((photo for photo in photos if photo.place == PhotoUse.Place.LEAD), None),
    )


def _writers(copy: Copy) -> list[Writer]:
    known = Author.objects.select_related("portrait").in_bulk([line.author for line in copy.bylines])
    return [
        _writer(known[line.author], line.role, order)
        for order, line in enumerate(copy.bylines)
        if line.author in known
    ]


def _writer(author: Author, role: str, order: int) -> Writer:
    return Writer(
        author.pk, author.name, author.slug, role, order, author.job_title, author.bio,
        author.email, author.organisation, portrait_of_author(author),
    )  # fmt: skip


def _photos(copy: Copy, token: str) -> list[Picture]:
    known = Photo.objects.select_related("credit__licence").in_bulk([use.photo for use in copy.photos])
    return [
        replace(picture_of(photo, use, use.place, order), preview=token)
        for order, use in enumerate(copy.photos)
        if (photo := known.get(use.photo)) and photo.width
    ]


def _links(copy: Copy) -> list[Link]:
    """Links to stories that readers can see; the others would not be shown either."""
    targets = [link.target for link in copy.links if link.target]
    readable = {
        edition.article_id: edition for edition in Edition.objects.readable().filter(article__in=targets)
    }
    links = []
    for order, link in enumerate(copy.links):
        if edition := readable.get(link.target or 0):
            links.append(Link(link.place, order, link.target, edition.path, edition.headline, edition.kind))
        elif link.url:
            links.append(Link(link.place, order, None, link.url, link.title))
    return links
