"""Edges where one sign more or less in the code would be a wrong page: last days, ties, one of something."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client, RequestFactory

from articles.forms.offered import _pictures
from articles.models import Byline, PhotoCredit, Role, Section
from articles.publishing.problems import problems
from articles.reading import front, in_section, story_at
from articles.reading.searching import search
from articles.templatetags.stories import by, byline
from membership.models import Terms
from newsroom.models import User
from tests.builders import newsdesk
from tests.builders.gifts import make_donation

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


def jsonld(path: str) -> dict:
    page = Client().get(path).text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])[0]


def test_a_story_tells_machines_when_it_was_last_changed_for_readers(clock):
    boss, article = newsdesk.editor(), newsdesk.live(slug="boats")
    told = [jsonld("/harbour/boats/")]
    for headline, substantive in (("Spelling", False), ("The figure was wrong", True)):
        clock.shift(HOUR)
        newsdesk.put_out(newsdesk.save(article, headline=headline), by=boss, substantive=substantive)
        told.append(jsonld("/harbour/boats/"))

    published = "2026-11-20T09:00:00+01:00"
    assert [each["datePublished"] for each in told] == [published] * 3
    assert [each["dateModified"] for each in told] == [published, published, "2026-11-20T11:00:00+01:00"]


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ([], "The Ferry Post"),
        ([Role.PHOTOGRAPHS], "The Ferry Post"),
        ([Role.BY], "Ines Amaral</b> / The Ferry Post"),
        ([Role.BY, Role.PHOTOGRAPHS], "Ines Amaral</b> / The Ferry Post"),
    ],
    ids=str,
)
def test_a_partner_is_named_once_whoever_else_signs(roles, said):
    article = newsdesk.story(slug="boats", authors=[], outlet=newsdesk.outlet())
    for order, role in enumerate(roles):
        writer = newsdesk.author("Ines Amaral" if role == Role.BY else "Jo Vale")
        Byline.objects.create(article=article, author=writer, role=role, order=order)
    newsdesk.put_out(article)

    (card,) = in_section(newsdesk.section().pk, 1).cards
    assert said in by(card)
    assert by(card).count("The Ferry Post") == 1
    assert byline(story_at("/harbour/boats/")).count("The Ferry Post") == 1


def test_of_equal_hits_the_newest_comes_first_and_of_one_moment_the_last_made(clock):
    boss = newsdesk.editor()
    made = []
    for hours in (0, 0, 2, 1):
        with time_machine.travel(NINE + hours * HOUR, tick=False):
            article = newsdesk.story("Boats", slug=f"boats-{len(made)}")
            made.append(newsdesk.put_out(article, by=boss).pk)
    clock.shift(3 * HOUR)

    hits = [hit.card.edition_id for hit in search("boats").items]

    assert hits == [made[2], made[3], made[1], made[0]]


LAST_DAY = date(2026, 11, 20)
LAST_MINUTE = datetime(2026, 11, 20, 23, 59, tzinfo=BERLIN)


@pytest.fixture
def runs_out(clock):
    photo = newsdesk.photo(width=1600)
    PhotoCredit.objects.filter(photo=photo).update(expires_on=LAST_DAY)
    return photo


def test_a_picture_may_be_published_on_its_last_day_and_not_on_the_day_after(runs_out):
    article = newsdesk.story(lead=runs_out)

    expired = [
        any(problem.code == "photo-expired" for problem in problems(article, at=LAST_MINUTE + later))
        for later in (timedelta(0), timedelta(minutes=1))
    ]

    assert expired == [False, True]


def test_a_picture_stands_on_membership_pages_on_its_last_day_and_not_on_the_day_after(runs_out, clock):
    Terms.objects.create(picture=str(runs_out.pk))

    seen = []
    for moment in (LAST_MINUTE, LAST_MINUTE + timedelta(minutes=1)):
        clock.move_to(moment)
        offered = [choice.key for choice in _pictures("")]
        seen.append((runs_out.key in Client().get("/membership/").text, str(runs_out.pk) in offered))

    assert seen == [(True, True), (False, False)]


@pytest.mark.parametrize(
    ("pictured", "shape"), [(0, "four"), (1, "left"), (2, "left"), (3, "four"), (5, "four")]
)
def test_a_band_with_one_picture_or_two_shows_it_large(clock, pictured, shape):
    boss = newsdesk.editor()
    for number in range(5):
        lead = newsdesk.photo() if number < pictured else None
        newsdesk.put_out(newsdesk.story(f"Harbour {number}", lead=lead), by=boss)
    clock.shift(HOUR)
    for number in range(4):
        newsdesk.put_out(newsdesk.story(f"City {number}", section=newsdesk.section("City")), by=boss)

    (band,) = front(list(Section.objects.all())).bands

    assert (band.section.name, len(band.cards), band.shape) == ("Harbour", 5, shape)
    if shape == "left":
        assert band.cards[0].picture


def test_gifts_that_were_practised_are_counted_from_the_first_moment_of_the_month():
    begins = datetime(2026, 11, 1, 0, 0, tzinfo=BERLIN)
    for moment in (begins - timedelta(microseconds=1), begins, NINE):
        with time_machine.travel(moment, tick=False):
            for live in (False, True):
                make_donation(live=live, provider="practice")
    request = RequestFactory().get("/admin/")
    request.user = User.objects.create_superuser("root")

    with time_machine.travel(NINE, tick=False):
        panel = Template("{% load membership_tags %}{% gifts_panel %}").render(Context({"request": request}))

    assert "<dt>Practised</dt><dd>2</dd>" in panel
