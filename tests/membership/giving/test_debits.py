"""A bank debit that was begun: on its way for some days, and nobody is asked to pay again meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import giving
from membership.books.discrepancies.gifts import of_gifts
from membership.models import Donation, Letter, Status
from membership.providers.base import ReportedStatus
from newsroom import mail as sending
from tests.builders.gifts import fact, make_donation, text, wish

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def gift():
    """A gift that is paid by a debit ordered on 2 March."""
    with time_machine.travel(DAY, tick=False):
        made = giving.start(wish(interval="once"))
        giving.practise(made, "processing")
    return Donation.objects.get(pk=made.pk)


def under_way(gift: Donation, *, minutes: int = 0) -> ReportedStatus:
    return ReportedStatus(
        provider=gift.provider, donation=gift.public_id, state="processing", live=gift.live,
        asked_at=timezone.now() + timedelta(minutes=minutes),
    )  # fmt: skip


def letters(gift: Donation) -> list[str]:
    return [letter.kind for letter in gift.letters.order_by("pk")]


def test_its_page_says_until_when_and_has_no_button_to_pay_again(client, gift):
    page = client.get(gift.get_absolute_url())
    html = page.content.decode()

    assert gift.status == Status.PROCESSING
    assert (
        "Your gift of €8 is on its way: your bank has the order. That takes some days, until 22 March 2026"
        in text(page)
    )
    assert ("Try again" in html, "not paid" in html, 'class="btn' in html, "<form" in html) == (False,) * 4


def test_a_mail_says_the_same_once(client, gift):
    giving.apply(under_way(gift, minutes=5))
    client.get(gift.get_absolute_url())

    assert letters(gift) == ["under-way"]
    letter = sending.message(gift.letters.get())
    assert letter.subject.startswith("Your gift to ")
    assert "until 22 March 2026 at most" in " ".join(letter.body.split())
    assert "€" not in letter.subject


def test_a_link_to_try_again_leads_to_the_page_of_the_gift(client, gift):
    answer = client.get(f"/membership/?again={gift.public_id}")

    assert (answer.status_code, answer.url) == (303, gift.get_absolute_url())


def test_the_same_form_sent_again_begins_nothing_and_leads_there_too(gift):
    told = wish(interval="once", token="one", email="kim@reader.example")
    first = giving.start(told)
    giving.practise(first, "processing")

    again = giving.start(told)

    assert (again.pk, again.next_url) == (first.pk, first.get_absolute_url())


def test_when_it_arrives_the_thanks_follow(client, gift):
    giving.practise(gift, "arrives")

    assert letters(gift) == ["under-way", "thanks"]
    assert "Gift received" in text(client.get(gift.get_absolute_url()))


def test_when_it_comes_back_the_donor_is_told_and_can_try_again(client, gift):
    giving.practise(gift, "fails")

    page = client.get(gift.get_absolute_url())
    letter = sending.message(gift.letters.get(kind=Letter.Kind.FAILED))
    assert letters(gift) == ["under-way", "failed"]
    assert gift.get_absolute_url() in letter.body
    assert "/me/gifts/" not in letter.body
    assert ("The payment was not completed" in text(page), "Try again" in text(page)) == (True, True)


def test_what_the_form_opens_with_is_promised_as_it_is(client, gift):
    giving.practise(gift, "fails")
    pages = []
    for days in (0, 2):
        with time_machine.travel(DAY + timedelta(days=days), tick=False):
            told = text(client.get(gift.get_absolute_url()))
            form = client.get(f"/membership/?again={gift.public_id}").content.decode()
        pages.append(
            ("opens with what you typed" in told, "opens with the amount" in told, gift.email in form)
        )

    assert pages == [(True, False, True), (False, True, False)]


def test_a_card_that_was_declined_on_the_way_to_a_debit_writes_no_letter():
    made = giving.start(wish(interval="once"))
    giving.practise(made, "declined")
    giving.practise(made, "processing")

    assert letters(made) == ["under-way"]


@pytest.mark.parametrize("late", [0, -5])
def test_what_is_heard_of_it_after_the_money_changes_nothing(client, late):
    made = giving.start(wish(interval="once"))
    giving.apply(fact(made, reference="paid", at=timezone.now()))

    giving.apply(under_way(made, minutes=late))

    assert letters(made) == ["thanks"]
    assert "Gift received" in text(client.get(made.get_absolute_url()))


def test_a_monthly_debit_of_which_nothing_has_come_is_on_its_way_too(client):
    made = giving.start(wish(interval="monthly"))
    giving.practise(made, "processing")

    page = client.get(made.get_absolute_url())

    assert ("is on its way" in text(page), 'class="btn' in page.content.decode()) == (True, False)


def test_no_reminder_goes_out_meanwhile(gift):
    with time_machine.travel(DAY + timedelta(days=15), tick=False):
        done = giving.remind()

    assert (done, letters(gift)) == (0, ["under-way"])


@pytest.mark.parametrize(("days", "found"), [(15, 0), (20, 0), (22, 1)])
def test_it_is_a_finding_only_when_its_time_is_over(days, found):
    with time_machine.travel(DAY, tick=False):
        made = make_donation(provider="stripe", provider_reference="cs_1")
        giving.apply(under_way(made))

    with time_machine.travel(DAY + timedelta(days=days, minutes=1), tick=False):
        assert [one.donation for one in of_gifts({"stuck"})] == [made.pk] * found


def test_who_left_no_address_gets_no_mail(client):
    made = make_donation(provider="practice", live=False, email="")

    giving.apply(under_way(made))

    assert letters(made) == []
    assert "This page says when it has arrived." in text(client.get(made.get_absolute_url()))
