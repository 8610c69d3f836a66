"""The desk copy becomes a Copy, as it is saved or as it is typed; and a Copy becomes the desk copy."""

from collections.abc import Iterable

from articles.copies import OF_PHOTO, Copy, CopyByline, CopyLink, CopyPhoto, CopyTopic, same
from articles.models import Article, Byline, PhotoUse, RelatedLink, Topic, TopicUse

#: What is of one name and one value in both.
WORDS = (
    *("headline", "standfirst", "kicker", "key_points", "body", "kind", "slug"),
    *("outlet_url", "prominence", "sensitive"),
)
OF_USE = ("place", "decorative", *OF_PHOTO)
OF_LINK = ("place", "url", "title", "wanted")


def copy_of(article: Article) -> Copy:
    return copy_with(
        article,
        bylines=article.bylines.select_related("author").order_by("order", "pk"),
        photos=article.photo_uses.select_related("photo__credit__licence").order_by("order", "pk"),
        links=article.related_links.order_by("order", "pk"),
        topics=(use.tag for use in article.topic_uses.select_related("tag").order_by("pk")),
    )


def copy_with(
    article: Article,
    *,
    bylines: Iterable[Byline],
    photos: Iterable[PhotoUse],
    links: Iterable[RelatedLink],
    topics: Iterable[Topic],
) -> Copy:
    """The words of that story with these rows. None of them has to be saved."""
    return Copy(
        **same(article, WORDS),
        section=article.section_id,
        section_name=article.section.name if article.section else "",
        outlet=article.outlet_id,
        outlet_name=article.outlet.name if article.outlet else "",
        bylines=tuple(CopyByline(line.author_id, line.author.name, line.role) for line in bylines),
        photos=tuple(
            CopyPhoto(use.photo_id, **same(use, OF_USE), credit=str(getattr(use.photo, "credit", "")))
            for use in photos
        ),
        links=tuple(
            CopyLink(link.place, link.target_id, link.url, link.title, link.wanted) for link in links
        ),
        topics=tuple(CopyTopic(topic.pk, topic.name) for topic in topics),
    )


def begin(article: Article, copy: Copy) -> None:
    """Make a new desk copy of this Copy. `article` brings what a Copy does not say, and is no row yet.

    Call in a transaction, and `saved` after it.
    """
    give(article, copy)
    article.save()
    give_rows(article, copy)


def give(article: Article, copy: Copy) -> None:
    """The words of the Copy, its section and its partner; nothing is saved."""
    for name in WORDS:
        setattr(article, name, getattr(copy, name))
    article.section_id, article.outlet_id = copy.section, copy.outlet


def give_rows(article: Article, copy: Copy) -> None:
    """The bylines, pictures, links and topics of the Copy, to a saved story that has none."""
    Byline.objects.bulk_create(
        Byline(article=article, author_id=line.author, role=line.role, order=order)
        for order, line in enumerate(copy.bylines)
    )
    PhotoUse.objects.bulk_create(
        PhotoUse(article=article, photo_id=use.photo, order=order, **same(use, OF_USE))
        for order, use in enumerate(copy.photos)
    )
    RelatedLink.objects.bulk_create(
        RelatedLink(article=article, target_id=link.target, order=order, **same(link, OF_LINK))
        for order, link in enumerate(copy.links)
    )
    TopicUse.objects.bulk_create(
        TopicUse(content_object=article, tag_id=topic.topic) for topic in copy.topics
    )
