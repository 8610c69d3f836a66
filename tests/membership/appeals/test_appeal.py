"""The appeal: where it stands, when, and what its links say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership.apps import next_appeal_change
from membership.models import Appeal, Payment
from newsroom.models import Touched
from newsroom.pagestore import store
from tests.builders.appeals import appeal
from tests.builders.by_hand import by_hand
from tests.builders.gifts import make_donation, person

pytestmark = pytest.mark.django_db

STORY = (
    "{% load membership_tags %}"
    '{% donation_appeal place="story" story=7 path="/harbour/outfall/" section="harbour" %}'
)
HOME = '{% load membership_tags %}{% donation_appeal place="home" path="/" %}'
PANEL = "{% load membership_tags %}{% gifts_panel %}"


def shown(source: str = STORY, user=None) -> str:
    request = RequestFactory().get("/harbour/outfall/")
    request.user = user
    return Template(source).render(Context({"request": request})).strip()


def test_an_appeal_stands_at_the_end_of_a_story_and_its_amounts_are_links_to_the_form():
    one = appeal(fine_print="Stop at any time.").pk

    html = shown()

    assert "This story took five months" in html
    assert html.count('class="btn"') == 4
    for link in (
        f'href="/membership/?amount=4&amp;interval=monthly&amp;appeal={one}&amp;from=7&amp;back=%2Fharbour%2Foutfall%2F"',
        f'href="/membership/?interval=once&amp;appeal={one}&amp;from=7&amp;back=%2Fharbour%2Foutfall%2F"',
        f'href="/membership/?interval=monthly&amp;appeal={one}&amp;from=7&amp;back=%2Fharbour%2Foutfall%2F"',
    ):
        assert link in html
    assert "Stop at any time." in html


def test_an_appeal_for_one_gift_does_not_offer_that_twice():
    appeal(asks="once")

    html = shown()

    assert "give once" not in html
    assert "interval=once" in html


def test_where_nothing_is_due_nothing_is_printed():
    now = timezone.now()
    appeal(place="page")
    appeal(starts_at=now + timedelta(hours=1))
    appeal(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))

    assert (shown(), shown(HOME)) == ("", "")


def test_the_appeal_that_began_last_asks_and_each_place_has_its_own():
    now = timezone.now()
    appeal(heading="Old", starts_at=now - timedelta(days=9))
    appeal(heading="New", starts_at=now - timedelta(days=1))
    appeal(heading="Band", place="home")

    story, home = shown(), shown(HOME)

    assert ("New" in story, "Old" in story, "Band" in story) == (True, False, False)
    assert ("Band" in home, "askband" in home, "from=" in home) == (True, True, False)


def test_an_appeal_can_keep_to_sections():
    appeal(heading="Whole paper", starts_at=timezone.now() - timedelta(days=2))
    appeal(heading="For the climate desk", sections="climate, courts")

    climate = STORY.replace("harbour", "climate")

    assert ("Whole paper" in shown(), "For the climate desk" in shown(climate)) == (True, True)


def test_an_appeal_costs_no_query_while_nothing_changes_and_few_when_something_has(django_assert_num_queries):
    for count in (1, 3):
        while Appeal.objects.count() < count:
            appeal(heading=f"Appeal {Appeal.objects.count()}")
        request = RequestFactory().get("/")
        request.stamp = store.refresh()
        store.next_boundary(request.stamp)
        with CaptureQueriesContext(
            connection,
        ) as first:
            Template(STORY).render(Context({"request": request}))
        with django_assert_num_queries(0):
            Template(STORY).render(Context({"request": request}))

        # The appeals, their wordings and their further amounts.
        assert len(first) == 3


def test_an_appeal_that_changes_drops_the_pages_that_show_one():
    asked = appeal()
    before = Touched.objects.filter(tag="appeal").count()

    asked.heading = "Another"
    asked.save()
    asked.delete()

    assert Touched.objects.filter(tag="appeal").count() == before + 2


def test_pages_are_not_kept_past_the_next_beginning_or_end_of_an_appeal():
    now = timezone.now()
    assert next_appeal_change(now) is None
    appeal(starts_at=now - timedelta(days=1), ends_at=now + timedelta(hours=3))
    appeal(starts_at=now + timedelta(hours=2), ends_at=now + timedelta(hours=9))

    assert next_appeal_change(now) == now + timedelta(hours=2)
    assert next_appeal_change(now + timedelta(hours=2)) == now + timedelta(hours=3)


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ("4 a meeting\nlots of money", "Line 2: Enter the amount in figures, such as 5 or 12.50."),
        ("0 nothing", "Line 1: Enter an amount above zero, such as 5 or 12.50."),
        ("4 a meeting\n4.00 a coffee", "An amount stands there twice. Keep one of the two lines."),
    ],
)
def test_amounts_that_are_none_are_named_by_their_line(amounts, sentence):
    with pytest.raises(ValidationError) as wrong:
        Appeal(heading="H", text="T", amounts=amounts).full_clean()

    assert wrong.value.message_dict == {"amounts": [sentence]}


@pytest.mark.parametrize(
    ("line", "figure", "meaning"),
    [
        ("8 pays for a records request", "8", "pays for a records request"),
        ("€12,50: a morning at court", "12.50", "a morning at court"),
        ("10 000 a year of it", "10000", "a year of it"),
        ("15", "15", ""),
    ],
)
def test_a_line_of_amounts_is_the_figure_then_what_it_pays_for(line, figure, meaning):
    [preset] = Appeal(amounts=line).presets

    assert (preset.amount.figure, preset.meaning) == (figure, meaning)


@pytest.mark.parametrize(
    "wrong",
    [
        {"heading": ""},
        {"place": "sky"},
        {"asks": "daily"},
        {"starts_at": timezone.now(), "ends_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_the_database_keeps_the_rules_of_an_appeal(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        appeal(**wrong)


# --- the desk's start page --------------------------------------------------------------------


def test_the_start_page_tells_this_months_gifts_to_those_who_may_see_payments():
    paid, practised = make_donation(), make_donation(live=False, provider="practice")
    make_donation()
    for donation, kind, minor in (
        (paid, "payment", 1250),
        (paid, "refund", -250),
        (practised, "payment", 99900),
    ):
        with by_hand():
            Payment.objects.create(
                donation=donation,
                kind=kind,
                minor=minor,
                currency="EUR",
                provider=donation.provider,
                reference=f"{donation.pk}-{kind}",
                at=timezone.now(),
            )

    html = shown(PANEL, person("petra", "view_payment"))

    assert "<b>€10.00</b> in 1 payment</dd>" in html
    assert "<dt>Pledges on their way</dt><dd>1</dd>" in html
    assert "<dt>Practised</dt><dd>1</dd>" in html
    assert "/findings/" not in html
    keeper = person("kaja", "view_payment", "close_books", "receive_donation")
    assert all(page in shown(PANEL, keeper) for page in ("/findings/", "/months/", "/take-in/"))
    assert "999" not in html


def test_others_are_told_nothing_of_gifts():
    assert (shown(PANEL, person("rita", "view_appeal")), shown(PANEL)) == ("", "")
