"""An appeal on a page of its own, and the list of those who fund the newsroom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from membership.members import funders
from membership.members.funders import Funder
from membership.models import Member, Terms
from membership.money import Money
from tests.builders.appeals import appeal, paid
from tests.builders.gifts import chosen, text, value

pytestmark = pytest.mark.django_db


def campaign(**told):
    return appeal(place="own", slug="pump-logs", goal_minor=10_000, goal_shown=True, **told)


def test_a_campaign_has_a_page_with_its_words_its_goal_and_the_form(client):
    found = campaign()
    paid(found, 3000)
    paid(found, 2500, back=500, wording="b")
    paid(found, 900, live=False)
    paid(found, 700, currency="GBP")

    page = client.get("/membership/for/pump-logs/?amount=8")

    told = text(page)
    assert (page.status_code, page.headers["Cache-Control"], page.cookies) == (200, "no-store", {})
    for words in (
        "This story took five months",
        "€50 of €100",
        "2 gifts have been paid so far",
        "Continue to payment",
    ):
        assert words in told
    assert 'width="50%"' in page.content.decode()
    assert (value(page, "appeal"), chosen(page, "amount_monthly")) == (str(found.pk), ["8"])


def test_a_goal_that_is_not_shown_is_not_shown(client):
    found = campaign()
    found.goal_shown = False
    found.save()

    assert "of €100" not in text(client.get("/membership/for/pump-logs/"))


def test_a_campaign_is_not_there_before_it_begins_and_tells_the_end_of_it_afterwards(client):
    now = timezone.now()
    found = campaign(starts_at=now + timedelta(hours=1))
    before = client.get("/membership/for/pump-logs/")

    found.starts_at, found.ends_at = now - timedelta(days=2), now - timedelta(days=1)
    found.save()
    after = client.get("/membership/for/pump-logs/")

    assert (before.status_code, after.status_code) == (404, 200)
    assert "Ended on" in text(after)
    assert "€0 of €100" in text(after)
    assert "Continue to payment" not in text(after)


def test_no_page_of_that_name_is_there(client):
    assert client.get("/membership/for/nothing/").status_code == 404


# --- who funds the newsroom -------------------------------------------------------------------

YEAR = datetime(2025, 6, 1, 12, tzinfo=UTC)


def member(email: str, **told) -> Member:
    return Member.objects.create(email=email, **told)


@pytest.fixture
def given():
    one = member("ada@reader.example")
    same = member("ada@other.example", same_as=one)
    small = member("nell@reader.example")
    paid(None, 60_000, member=one, name="Ada Lisle", promised_at=YEAR)
    paid(None, 50_000, member=same, name="Ada Lisle", receipt_name="Lisle Foundation", promised_at=YEAR)
    paid(None, 150_000, back=60_000, member=small, name="Nell Ashdown", promised_at=YEAR)
    paid(None, 900_000, member=small, name="Nell Ashdown", live=False, promised_at=YEAR)
    paid(None, 900_000, member=small, name="Nell Ashdown", currency="GBP", promised_at=YEAR)
    late = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
    paid(None, 100_000, name="Midnight Fund", promised_at=late)


@pytest.mark.usefixtures("given")
def test_whoever_gave_the_sum_in_a_year_is_named_refunds_off_and_rows_of_one_person_added_up(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        found = funders.funders(Money(100_000, "EUR"))

    assert found == [
        (
            2025,
            [
                Funder("Lisle Foundation", Money(110_000, "EUR")),
                Funder("Midnight Fund", Money(100_000, "EUR")),
            ],
        )
    ]


@pytest.mark.usefixtures("given")
def test_the_list_is_published_where_the_terms_say_so_and_linked_from_the_form(client):
    without = (
        client.get("/membership/funders/").status_code,
        "Who funds us" in text(client.get("/membership/")),
    )
    Terms.objects.create(publish_from_minor=100_000, funders_text="Gifts buy no influence.")

    page, form = client.get("/membership/funders/"), client.get("/membership/")

    assert without == (404, False)
    for words in ("Lisle Foundation", "€1,100.00", "Gifts buy no influence.", "€1,000 or more"):
        assert words in text(page)
    assert "Nell Ashdown" not in text(page)
    assert "it names everybody who gives €1,000 or more in a calendar year" in text(form)
    assert 'href="/membership/funders/"' in form.content.decode()


def test_a_list_without_names_says_so(client):
    Terms.objects.create(publish_from_minor=100_000)

    assert "Nobody has given €1,000 or more in a year so far." in text(client.get("/membership/funders/"))


def test_a_donor_who_was_erased_is_counted_without_a_name():
    paid(None, 200_000, name="", email="", promised_at=YEAR)

    assert [names for _year, names in funders.funders(Money(100_000, "EUR"))] == [
        [Funder("A donor who left no name", Money(200_000, "EUR"))]
    ]
