"""What an edition is filled with: the words, the order and the identities of one Version."""

from datetime import datetime

from articles.body import parts
from articles.copies import OF_PHOTO, same
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
        section_id=copy.section or 0,  # none is published without
        outlet_id=copy.outlet,
        **same(copy, ("kicker", "kind", "outlet_url", "prominence", "sensitive")),
        words=parts.count_words(text),
        key_points=copy.points,
        parts=cut,
        search_text=f"{copy.headline.strip()}\n{copy.standfirst.strip()}\n{text}",
    )


def fill(edition: Edition, version: Version) -> None:
    copy, of = version.copy, {"edition": edition, "first_live": edition.first_live}
    SearchEntry.of(edition).save()
    EditionByline.objects.bulk_create(
        EditionByline(author_id=line.author, role=line.role, order=order, **of)
        for order, line in enumerate(copy.bylines)
    )
    EditionTopic.objects.bulk_create(
        EditionTopic(topic_id=use.topic, order=order, **of) for order, use in enumerate(copy.topics)
    )
    EditionPhoto.objects.bulk_create(
        EditionPhoto(edition=edition, photo_id=use.photo, order=order, **same(use, ("place", *OF_PHOTO)))
        for order, use in enumerate(copy.photos)
    )
    EditionLink.objects.bulk_create(
        EditionLink(
            edition=edition, target_id=link.target, order=order, **same(link, ("place", "url", "title"))
        )
        for order, link in enumerate(copy.links)
        if not link.wanted
    )
