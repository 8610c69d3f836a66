"""A paper of very many stories, pictures and gifts, written straight into the tables."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import models
from django.utils import timezone
from tqdm import tqdm

from articles.models import (
    Address,
    Article,
    Author,
    Byline,
    Edition,
    EditionByline,
    EditionPhoto,
    EditionTopic,
    Headline,
    Licence,
    Outlet,
    Photo,
    PhotoCredit,
    PhotoUse,
    SearchEntry,
    Section,
    Topic,
    TopicUse,
    Version,
)
from articles.models.headline import words_of
from articles.models.version import seal
from membership.models import Donation, Event, Letter, Member, Payment
from tests.builders.by_hand import by_hand

AT_ONCE = 2000
WORDS = [
    "harbour",
    "dredger",
    "council",
    "ferry",
    "quay",
    "pilot",
    "basin",
    "budget",
    "vote",
    "strike",
    "hospital",
    "school",
    "tram",
    "bridge",
    "court",
    "judge",
    "mayor",
    "flood",
    "storm",
    "rail",
    "library",
    "market",
    "tender",
    "rent",
    "housing",
    "turbine",
    "wind",
    "solar",
    "fishery",
    "cod",
    "lighthouse",
    "museum",
    "archive",
    "orchestra",
    "theatre",
    "cinema",
    "bakery",
    "brewery",
    "prison",
    "parole",
    "union",
    "wages",
    "pension",
    "tax",
    "audit",
    "police",
]
VERBS = [
    "opens",
    "closes",
    "sells",
    "buys",
    "sues",
    "drops",
    "keeps",
    "loses",
    "wins",
    "plans",
    "delays",
    "approves",
    "rejects",
    "finds",
    "hides",
]


def fill(stories: int, *, pictures: int = 1000, gifts: int = 20_000, names: int = 2000) -> None:
    """Everything under one section, one author, one topic and one licence at most times: the worst case."""
    with by_hand():
        _taxonomy(names)
        photos = _pictures(pictures)
        for first in tqdm(range(0, stories, AT_ONCE), unit_scale=AT_ONCE, unit="stories", disable=None):
            _stories(range(first, min(first + AT_ONCE, stories)), photos)
        _gifts(gifts)


def _taxonomy(names: int) -> None:
    Section.objects.create(name="Harbour")
    Author.objects.create(name="Ines Vale")
    Topic.objects.create(name="Pilotage")
    Outlet.objects.create(name="The Ferry Post", url="https://ferrypost.example/")
    _write(Author, (Author(name=f"Writer Number {n}", slug=f"writer-number-{n}") for n in range(names)))
    _write(Topic, (Topic(name=f"Topic {n}", slug=f"topic-{n}") for n in range(names)))


def _pictures(count: int) -> list[Photo]:
    licence = Licence.objects.get(code="cc-by-4.0")
    photos = _write(
        Photo,
        (
            Photo(
                caption=f"Crane {n}", alt="A crane", width=1600, height=1000, widths=[280, 800],
                original=f"originals/{n}.jpg",
            )
            for n in range(count)
        ),
    )  # fmt: skip
    _write(
        PhotoCredit,
        (
            PhotoCredit(photo=one, creator="Jo Vale", source_url="https://q.example", licence=licence)
            for one in photos
        ),
    )
    return photos


def _stories(numbers: range, photos: list[Photo]) -> None:
    section, author, topic = Section.objects.get(), Author.objects.first(), Topic.objects.first()
    pick, long_ago = random.Random(numbers.start), timezone.now() - timedelta(days=3000)
    text = " ".join(pick.choice(WORDS) for _word in range(160))
    headlines = {
        n: f"{pick.choice(WORDS)} {pick.choice(VERBS)} {pick.choice(WORDS)} and {pick.choice(WORDS)} {n}".capitalize()
        for n in numbers
    }
    articles = _write(
        Article,
        (
            Article(
                headline=headline, standfirst="What the crews saw.", body=f"<p>{text}</p>", slug=f"story-{n}",
                section=section,
            )
            for n, headline in headlines.items()
        ),
    )  # fmt: skip
    snapshots = [{"headline": one.headline, "body": one.body} for one in articles]
    versions = _write(
        Version,
        (
            Version(article=one, number=1, snapshot=copy, hash=seal("", copy, 1))
            for one, copy in zip(articles, snapshots, strict=True)
        ),
    )
    editions = _write(
        Edition,
        (
            Edition(
                article=one, version=version, live_from=(at := long_ago + timedelta(minutes=n * 40)), first_live=at,
                path=f"/{section.slug}/story-{n}/", headline=one.headline, standfirst=one.standfirst, kind="news",
                section=section, words=160, parts=[["html", one.body]], search_text=f"{one.headline}\n{text}",
            )
            for n, one, version in zip(numbers, articles, versions, strict=True)
        ),
    )  # fmt: skip
    _write(Headline, (Headline(article=one, words=words_of(one.headline)) for one in articles))
    _write(Address, (Address(path=edition.path, article_id=edition.article_id) for edition in editions))
    _write(SearchEntry, (SearchEntry.of(edition) for edition in editions))
    _write(Byline, (Byline(article=one, author=author) for one in articles))
    _write(
        EditionByline,
        (
            EditionByline(edition=one, author=author, role="by", order=0, first_live=one.first_live)
            for one in editions
        ),
    )
    _write(TopicUse, (TopicUse(content_object=one, tag=topic) for one in articles))
    _write(
        EditionTopic, (EditionTopic(edition=one, topic=topic, first_live=one.first_live) for one in editions)
    )
    shown = [(photos[n % len(photos)], one) for n, one in enumerate(articles)]
    _write(
        PhotoUse, (PhotoUse(article=one, photo=photo, place="lead", alt="A crane") for photo, one in shown)
    )
    _write(
        EditionPhoto,
        (
            EditionPhoto(edition=edition, photo=photo, place="lead", alt="A crane", order=0)
            for (photo, _article), edition in zip(shown, editions, strict=True)
        ),
    )


def _gifts(count: int) -> None:
    members = _write(
        Member, (Member(email=f"reader{n}@reader.example", name=f"Reader {n}") for n in range(count // 2))
    )
    at = timezone.now() - timedelta(days=300)
    gifts = _write(
        Donation,
        (
            Donation(
                reference=f"BE-{n:06}", provider="pledge", minor=800, currency="EUR", interval="once",
                email=members[n // 2].email, member=members[n // 2], form_token=f"filled-{n}", live=True,
            )
            for n in range(count)
        ),
    )  # fmt: skip
    Donation.objects.update(promised_at=at)
    _write(
        Payment,
        (
            Payment(
                donation=gift, kind="payment", minor=800, currency="EUR", provider="pledge", reference=f"p-{n}",
                at=at + timedelta(minutes=n),
            )
            for n, gift in enumerate(gifts)
        ),
    )  # fmt: skip
    _write(
        Event,
        (
            Event(
                provider="stripe", event_id=f"evt_{n}", kind="charge.succeeded", created=at, pushed=True,
                outcome="done", body="",
            )
            for n in range(count)
        ),
    )  # fmt: skip
    _write(
        Letter,
        (Letter(donation=gift, kind="thanks", sent_at=at) for gift in gifts),
    )


def _write(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    made: list[Any] = []
    for some in _in_parts(iter(rows)):
        made += model._default_manager.bulk_create(some)
    return made


def _in_parts(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
