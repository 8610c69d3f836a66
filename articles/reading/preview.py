"""The page of a desk copy, for a preview link: the same values from the copy instead of from an edition."""

from __future__ import annotations

from django.utils import timezone

from articles.body import parts
from articles.models import Article, Byline, Edition, PhotoUse
from articles.reading.about import portrait_of_author
from articles.reading.statements import blocks_of
from articles.reading.values import Card, Fix, Link, Named, Picture, StoryPage, Writer
from articles.versions import snapshot


def preview_page(article: Article) -> StoryPage:
    """What readers would get if the saved copy were published now."""
    copy = snapshot(article)
    cut = parts.cut(copy["body"])
    photos = _photos(article)
    links = _links(article)
    named = [
        Named(use.tag_id, use.tag.name, use.tag.slug) for use in article.topic_uses.select_related("tag")
    ]
    return StoryPage(
        card=_card(article, copy["headline"], photos, parts.count_words(parts.plain_text(cut))),
        outlet_url=article.outlet_url,
        sensitive=article.sensitive,
        updated_at=None,
        key_points=[line.strip() for line in article.key_points.splitlines() if line.strip()],
        blocks=blocks_of(cut, photos, links),
        photos=photos,
        topics=named,
        fixes=[
            Fix(fix.pk, fix.kind, fix.text, fix.was, fix.now, fix.severe, fix.made_at)
            for fix in article.corrections.readable().order_by("made_at")
        ],
        links=links,
    )


def _card(article: Article, headline: str, photos: list[Picture], words: int) -> Card:
    section, outlet = article.section, article.outlet
    return Card(
        edition_id=0,
        article_id=article.pk,
        path=article.address or "/",
        headline=headline or str(article),
        standfirst=article.standfirst,
        kicker=article.kicker,
        kind=article.kind,
        first_live=timezone.now(),
        words=words,
        section=Named(section.pk, section.name, section.slug) if section else Named(0, "", ""),
        outlet=Named(outlet.pk, outlet.name, outlet.slug) if outlet else None,
        writers=_writers(article),
        picture=next((photo for photo in photos if photo.place == PhotoUse.Place.LEAD), None),
    )


def _writers(article: Article) -> list[Writer]:
    lines = article.bylines.select_related("author__portrait").order_by("order", "pk")
    return [_writer(line, order) for order, line in enumerate(lines)]


def _writer(line: Byline, order: int) -> Writer:
    author = line.author
    portrait = portrait_of_author(author)
    return Writer(
        author.pk, author.name, author.slug, line.role, order, author.job_title, author.bio,
        author.email, portrait,
    )  # fmt: skip


def _photos(article: Article) -> list[Picture]:
    uses = article.photo_uses.select_related("photo__credit__licence").order_by("order", "pk")
    return [_picture(use, order) for order, use in enumerate(uses) if use.photo.width]


def _picture(use: PhotoUse, order: int) -> Picture:
    photo = use.photo
    credit = getattr(photo, "credit", None)
    licence = credit.licence if credit else None
    return Picture(
        photo.pk, photo.key, photo.width, photo.height, photo.widths,
        use.place, use.caption, use.alt, use.focal_x, use.focal_y, order,
        credit.creator if credit else "", credit.organisation if credit else "",
        credit.source_url if credit else "", credit.copyright_notice if credit else "",
        licence.name if licence else "", licence.url if licence else "",
    )  # fmt: skip


def _links(article: Article) -> list[Link]:
    """Links to stories that readers can see; the others would not be shown either."""
    rows = list(article.related_links.order_by("order", "pk"))
    readable = {
        edition.article_id: edition
        for edition in Edition.objects.readable().filter(
            article__in=[row.target_id for row in rows if row.target_id]
        )
    }
    links = []
    for row in rows:
        edition = readable.get(row.target_id) if row.target_id else None
        if edition:
            links.append(
                Link(row.place, row.order, row.target_id, edition.path, edition.headline, edition.kind)
            )
        elif row.url:
            links.append(Link(row.place, row.order, None, row.url, row.title))
    return links
