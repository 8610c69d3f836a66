"""What the database itself refuses, whoever writes to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import (
    Address,
    Article,
    Author,
    Byline,
    Edition,
    FormerSlug,
    Licence,
    Outlet,
    Photo,
    PhotoUse,
    RelatedLink,
    Section,
    Topic,
    TopicUse,
    Version,
)
from newsroom.models import Imprint, Stamp
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def refused(write) -> bool:
    """Whether the database says no; what it said is undone."""
    try:
        with by_hand(), transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def edition_like(edition: Edition, **fields: Any) -> Edition:
    values = {
        field.attname: getattr(edition, field.attname) for field in edition._meta.fields if field.name != "id"
    }
    return Edition(**{**values, **fields})


@pytest.fixture
def article() -> Article:
    return newsdesk.live()


@pytest.fixture
def edition(article) -> Edition:
    return article.editions.get()


BAD_ROWS = {
    "a state nobody knows": lambda a: Article.objects.filter(pk=a.pk).update(state="eaten"),
    "a place above the lead": lambda a: Article.objects.filter(pk=a.pk).update(prominence=3),
    "a role nobody knows": lambda a: Byline.objects.create(article=a, author=newsdesk.author("B"), role="x"),
    "an author twice in one role": lambda a: Byline.objects.create(article=a, author=newsdesk.author()),
    "a topic twice": lambda a: [
        TopicUse.objects.create(content_object=a, tag=newsdesk.topic()) for _time in range(2)
    ],
    "a photo twice": lambda a: [
        PhotoUse.objects.create(article=a, photo=photo) for photo in [newsdesk.photo()] * 2
    ],
    "two lead pictures": lambda a: [
        PhotoUse.objects.create(article=a, photo=newsdesk.photo(), place="lead") for _time in range(2)
    ],
    "a focal point outside": lambda a: PhotoUse.objects.create(article=a, photo=newsdesk.photo(), focal_x=101),
    "a photo's focal point outside": lambda a: newsdesk.photo(focal_y=101),
    "decorative with alt text": lambda a: PhotoUse.objects.create(
        article=a, photo=newsdesk.photo(), decorative=True, alt="A crane"
    ),
    "a link to nothing": lambda a: RelatedLink.objects.create(article=a),
    "a link two ways": lambda a: RelatedLink.objects.create(
        article=a, target=newsdesk.story("B"), url="https://x.example/", title="B"
    ),
    "a link outside without a title": lambda a: RelatedLink.objects.create(article=a, url="https://x.example/"),
    "a link to itself": lambda a: RelatedLink.objects.create(article=a, target=a),
    "a link twice": lambda a: [
        RelatedLink.objects.create(article=a, target=target) for target in [newsdesk.story("B")] * 2
    ],
    "a correction that says nothing": lambda a: make_correction(article=a, text=""),
    "an address of two stories": lambda a: Address.objects.create(
        path=a.editions.get().path, article=newsdesk.story("B")
    ),
    "a section's name twice": lambda a: Section.objects.create(name="Harbour"),
    "an outlet's name twice": lambda a: [Outlet.objects.create(name="Post") for _time in range(2)],
    "an author's slug twice": lambda a: Author.objects.bulk_create([Author(name="A", slug="s"), Author(name="B", slug="s")]),
    "a topic's name twice": lambda a: Topic.objects.bulk_create([Topic(name="A", slug="a"), Topic(name="A", slug="b")]),
    "a former slug twice": lambda a: [
        FormerSlug.objects.create(kind="section", slug="s", object_id=number) for number in (1, 2)
    ],
    "an edition's author twice in one role": lambda a: a.editions.get().bylines.create(
        author=newsdesk.author(), role="by", order=1
    ),
    "an edition's topic twice": lambda a: [
        a.editions.get().topics.create(topic=newsdesk.topic()) for _time in range(2)
    ],
    "an edition's photo twice": lambda a: [
        a.editions.get().photos.create(photo=photo, place="text", order=0) for photo in [newsdesk.photo()] * 2
    ],
    "an edition's two lead pictures": lambda a: [
        a.editions.get().photos.create(photo=newsdesk.photo(), place="lead", order=0) for _time in range(2)
    ],
    "a licence's code twice": lambda a: [
        Licence.objects.create(code="zz", name="Z", family="own") for _time in range(2)
    ],
    "a photo's key twice": lambda a: [Photo.objects.create(key="k" * 32) for _time in range(2)],
    "a version number twice": lambda a: Version.objects.create(article=a, number=1, snapshot={}, hash="x"),
    "a version before the first": lambda a: Version.objects.bulk_create(
        [Version(article=a, number=0, snapshot={}, hash="x")]
    ),
    "a second imprint": lambda a: Imprint.objects.bulk_create([Imprint(pk=2)]),
    "a second stamp": lambda a: Stamp.objects.create(pk=2),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_ROWS)
def test_the_database_refuses(what, article):
    assert refused(lambda: BAD_ROWS[what](article))


BAD_EDITIONS = {
    "a span that runs backward": {"live_until": -HOUR, "closed": "withdrawn", "reason": "Because."},
    "an end without a cause": {"live_until": HOUR},
    "a cause without an end": {"closed": "replaced"},
    "withdrawn without a reason": {"live_until": HOUR, "closed": "withdrawn"},
    "no headline": {"headline": ""},
}


@pytest.mark.parametrize("what", BAD_EDITIONS)
def test_the_database_refuses_an_edition_with(what, edition):
    values = dict(BAD_EDITIONS[what])
    begins = timezone.now() + 100 * HOUR
    if "live_until" in values:
        values["live_until"] = begins + values["live_until"]
    with by_hand():
        Edition.objects.filter(pk=edition.pk).update(live_until=edition.live_from + HOUR, closed="replaced")

    assert refused(lambda: edition_like(edition, live_from=begins, **values).save())
    # The same edition without the fault is taken.
    with by_hand():
        edition_like(edition, live_from=begins).save()


def test_one_article_has_one_open_edition(edition):
    assert refused(lambda: edition_like(edition, live_from=edition.live_from + HOUR).save())


@pytest.mark.parametrize(("begins", "ends"), [(-1, 1), (1, 2), (0, 3), (-1, 4), (2, None)], ids=str)
def test_two_editions_of_one_article_never_overlap(edition, begins, ends):
    start = edition.live_from
    with by_hand():
        Edition.objects.filter(pk=edition.pk).update(live_until=start + 3 * HOUR, closed="replaced")
    other = edition_like(
        edition,
        live_from=start + begins * HOUR,
        live_until=None if ends is None else start + ends * HOUR,
        closed="" if ends is None else "replaced",
    )

    assert refused(other.save)


def test_editions_may_follow_each_other_and_a_cancelled_one_is_in_nobodys_way(edition):
    start = edition.live_from
    with by_hand():
        Edition.objects.filter(pk=edition.pk).update(live_until=start + 3 * HOUR, closed="replaced")

    with by_hand():
        edition_like(edition, live_from=start + HOUR, live_until=start + HOUR, closed="cancelled").save()
    with by_hand():
        edition_like(edition, live_from=start + 3 * HOUR).save()

    assert edition.article.editions.count() == 3


def test_an_end_cannot_be_moved_into_the_next_edition(edition):
    start = edition.live_from
    with by_hand():
        Edition.objects.filter(pk=edition.pk).update(live_until=start + HOUR, closed="replaced")
    with by_hand():
        edition_like(edition, live_from=start + 2 * HOUR).save()

    assert refused(lambda: Edition.objects.filter(pk=edition.pk).update(live_until=start + 3 * HOUR))
    assert not refused(lambda: Edition.objects.filter(pk=edition.pk).update(live_until=start + 2 * HOUR))


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Never said"},
        {"parts": [["html", "<p>Never said</p>"]]},
        {"key_points": ["Never said"]},
        {"live_from": timezone.now() - 9 * HOUR},
        {"first_live": timezone.now() - 9 * HOUR},
        {"updated_at": timezone.now()},
        {"path": "/elsewhere/"},
        {"sensitive": True},
        {"outlet_url": "https://x.example/"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_an_edition_says_is_never_changed(edition, change):
    assert refused(lambda: Edition.objects.filter(pk=edition.pk).update(**change))


@pytest.mark.parametrize(
    "change",
    [{"snapshot": {"headline": "Never said"}}, {"number": 99}, {"reason": "?"}, {"hash": "0" * 64}],
    ids=str,
)
def test_a_version_is_never_changed(article, change):
    version = article.versions.first()

    assert refused(lambda: Version.objects.filter(pk=version.pk).update(**change))
    with pytest.raises(TypeError, match="never changed"):
        version.save()


def test_a_sign_in_can_go_and_what_it_made_stays(article):
    user = newsdesk.editor()
    newsdesk.put_out(newsdesk.save(article, by=user, headline="Changed"), by=user)

    user.delete()

    assert {version.made_by for version in article.versions.all()} == {None} | {
        version.made_by for version in article.versions.filter(made_by__isnull=False)
    }
    assert article.editions.get(headline="Changed").published_by is None
    assert article.versions.get(number=article.versions.count()).made_by is None


def test_what_readers_had_cannot_be_deleted_with_its_article(article):
    for row in (article, article.versions.first(), newsdesk.section(), newsdesk.author()):
        with pytest.raises(ProtectedError):
            row.delete()
