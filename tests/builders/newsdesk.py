"""People, stories and pictures for tests: real rows, made in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission

from articles.body import parts
from articles.editing.saving import saved
from articles.models import (
    Article,
    Author,
    Byline,
    Edition,
    Licence,
    Outlet,
    Photo,
    PhotoCredit,
    PhotoUse,
    RelatedLink,
    Section,
    Topic,
    TopicUse,
)
from articles.publishing import publish
from newsroom.models import User

_numbers = count(1)
TEXT = "<p>The pilot boats left the basin before dawn and came back with nothing to report.</p>"


def editor(
    name: str = "", *, may: Iterable[str] = ("change_article", "publish_article", "preview_article")
) -> User:
    """Someone who may do what an editor may; with may=() someone who may nothing."""
    user = User.objects.create_user(name or f"editor{next(_numbers)}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=list(may)))
    return User.objects.get(pk=user.pk)


def section(name: str = "Harbour", **fields: Any) -> Section:
    return Section.objects.filter(name=name).first() or Section.objects.create(name=name, **fields)


def author(name: str = "Ines Amaral", **fields: Any) -> Author:
    return Author.objects.filter(name=name).first() or Author.objects.create(name=name, **fields)


def topic(name: str = "Pilotage") -> Topic:
    return Topic.objects.filter(name=name).first() or Topic.objects.create(name=name)


def outlet(name: str = "The Ferry Post", **fields: Any) -> Outlet:
    return Outlet.objects.filter(name=name).first() or Outlet.objects.create(
        name=name, **{"url": "https://ferrypost.example/", "terms": "Free, with a link.", **fields}
    )


def photo(caption: str = "Cranes at low water", *, creator: str = "Jo Vale", **fields: Any) -> Photo:
    """A picture with a clear licence whose file is said to exist."""
    licence, _made = Licence.objects.get_or_create(
        code="cc-by-4.0",
        defaults={
            "name": "CC BY 4.0",
            "family": "cc",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
    )
    made = Photo.objects.create(
        caption=caption,
        **{
            "alt": f"{caption}, seen from the quay",
            "width": 1600,
            "height": 1000,
            "widths": [280, 384, 592, 800, 960, 1400],
            **fields,
        },
    )
    PhotoCredit.objects.create(
        photo=made,
        creator=creator,
        organisation="Quay Pictures",
        source_url="https://quay.example/1",
        licence=licence,
    )
    return made


def story(
    headline: str = "Pilot boats find nothing",
    *,
    body: str = TEXT,
    authors: Iterable[Author] | None = None,
    topics: Iterable[Topic] = (),
    lead: Photo | None = None,
    related: Iterable[Article] = (),
    by: User | None = None,
    **fields: Any,
) -> Article:
    """A saved desk copy with nothing blocking in the way of publishing it."""
    article = Article.objects.create(
        headline=headline,
        body=body,
        **{"standfirst": "What the crews saw.", "section": section(), **fields},
    )
    for order, writer in enumerate([author()] if authors is None else authors):
        Byline.objects.create(article=article, author=writer, order=order)
    for subject in topics:
        TopicUse.objects.create(content_object=article, tag=subject)
    if lead:
        PhotoUse.objects.create(
            article=article, photo=lead, place=PhotoUse.Place.LEAD, caption=lead.caption, alt=lead.alt
        )
    for order, target in enumerate(related):
        RelatedLink.objects.create(article=article, target=target, order=order)
    saved(article, by=by)
    return article


def save(article: Article, *, by: User | None = None, **fields: Any) -> Article:
    """Change the desk copy the way the desk does."""
    fresh = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    saved(fresh, by=by)
    return fresh


def put_out(article: Article, *, by: User | None = None, **how: Any) -> Edition:
    """Publish, setting warnings aside."""
    return publish(article, by=by or editor(), **{"override": "For the test.", **how})


def live(headline: str = "Pilot boats find nothing", **fields: Any) -> Article:
    """A story that readers have."""
    article = story(headline, **fields)
    put_out(article)
    return Article.objects.get(pk=article.pk)


def with_photo(*, of: Photo | None = None, **use: Any) -> Article:
    """A story with a picture in its text; `use`: how it stands there."""
    article = story(body=TEXT + parts.block("photo", id=(of or photo()).pk))
    PhotoUse.objects.filter(article=article).update(**use)
    return article


def with_credit(**fields: Any) -> Article:
    """The same, credited so."""
    shown = photo()
    PhotoCredit.objects.filter(photo=shown).update(**fields)
    return with_photo(of=shown)
