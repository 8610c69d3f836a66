"""What an edition is filled with: the words, the order and the identities of one Version."""

from datetime import datetime

from articles import models
from articles.body import parts
from articles.copies import OF_PHOTO, same


def edition_of(
    article: models.Article, version: models.Version, live_from: datetime, first_live: datetime
) -> models.Edition:
    copy = version.copy
    cut = copy.cut
    text = parts.plain_text(cut)
    return models.Edition(
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


def fill(edition: models.Edition, version: models.Version) -> None:
    copy, of = version.copy, {"edition": edition, "first_live": edition.first_live}
    models.SearchEntry.of(edition).save()
    models.EditionByline.objects.bulk_create(
        models.EditionByline(author_id=line.author, role=line.role, order=order, **of)
        for order, line in enumerate(copy.bylines)
    )
    models.EditionTopic.objects.bulk_create(
        models.EditionTopic(topic_id=use.topic, order=order, **of) for order, use in enumerate(copy.topics)
    )
    models.EditionPhoto.objects.bulk_create(
        models.EditionPhoto(
            edition=edition, photo_id=use.photo, order=order, **same(use, ("place", *OF_PHOTO))
        )
        for order, use in enumerate(copy.photos)
    )
    models.EditionLink.objects.bulk_create(
        models.EditionLink(
            edition=edition, target_id=link.target, order=order, **same(link, ("place", "url", "title"))
        )
        for order, link in enumerate(copy.links)
        if not link.wanted
    )
