"""What an edition is filled with: the words, the order and the identities of one Version."""

from __future__ import annotations

from datetime import datetime

from articles.body import parts
from articles.models import (
    Article,
    Edition,
    EditionByline,
    EditionLink,
    EditionPhoto,
    EditionTopic,
    SearchEntry,
    Version,
)


def edition_of(article: Article, version: Version, live_from: datetime, first_live: datetime) -> Edition:
    copy = version.copy
    cut = copy.cut
    text = parts.plain_text(cut)
    return Edition(
        article=article,
        version=version,
        live_from=live_from,
        first_live=first_live,
        path=article.address,
        headline=copy.headline.strip(),
        standfirst=copy.standfirst.strip(),
        kicker=copy.kicker,
        kind=copy.kind,
        section_id=copy.section or 0,  # none is published without
        outlet_id=copy.outlet,
        outlet_url=copy.outlet_url,
        prominence=copy.prominence,
        sensitive=copy.sensitive,
        words=parts.count_words(text),
        key_points=copy.points,
        parts=cut,
        search_text=f"{copy.headline.strip()}\n{copy.standfirst.strip()}\n{text}",
    )


def fill(edition: Edition, version: Version) -> None:
    copy = version.copy
    SearchEntry.of(edition).save()
    EditionByline.objects.bulk_create(
        EditionByline(
            edition=edition,
            author_id=line.author,
            role=line.role,
            order=order,
            first_live=edition.first_live,
        )
        for order, line in enumerate(copy.bylines)
    )
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic_id=use.topic, order=order, first_live=edition.first_live)
        for order, use in enumerate(copy.topics)
    )
    EditionPhoto.objects.bulk_create(
        EditionPhoto(
            edition=edition,
            photo_id=use.photo,
            place=use.place,
            caption=use.caption,
            alt=use.alt,
            focal_x=use.focal_x,
            focal_y=use.focal_y,
            order=order,
        )
        for order, use in enumerate(copy.photos)
    )
    EditionLink.objects.bulk_create(
        EditionLink(
            edition=edition,
            target_id=link.target,
            url=link.url,
            title=link.title,
            place=link.place,
            order=order,
        )
        for order, link in enumerate(copy.links)
        if not link.wanted
    )
