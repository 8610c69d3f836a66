"""No sum is charged that a page of ours has not shown before, with a script in the browser or without."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import providers
from membership.forms.gift_form.token import new_token
from membership.models import Donation, Terms
from membership.money import Money
from membership.providers.practice import Practice
from newsroom.models import Imprint
from tests.builders.appeals import appeal
from tests.builders.gifts import text, value

pytestmark = pytest.mark.django_db
URL = "/membership/"


class Charging(Practice):
    def caps(self):
        return replace(super().caps(), charges=True)


@pytest.fixture(autouse=True)
def charging(monkeypatch):
    monkeypatch.setitem(providers.REGISTRY, "practice", Charging())
    appeal()


@pytest.fixture
def typed():
    """An amount of one's own, with the charge covered, from a form that was opened ten seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=10), tick=False):
        token = new_token()
    return {
        "token": token,
        "interval": "monthly",
        "amount_monthly": "other",
        "own_monthly": "12,50",
        "cover": "on",
        "email": "hanne@reader.example",
        "name": "Hanne Oduya",
        "message": "For the night desk.",
        "currency": "EUR",
        "rate": "2.90+30EUR",
    }


def hidden(page) -> dict[str, str]:
    names = ("token", "interval", "amount_monthly", "own_monthly", "cover", "email", "name", "message", "currency",
             "shown", "rate", "through")  # fmt: skip
    return {name: value(page, name) for name in names}


def test_what_is_added_to_a_typed_amount_is_shown_before_the_payment_and_one_press_goes_on(client, typed):
    with time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False):
        with time_machine.travel(datetime(2026, 3, 3, 11, 59, tzinfo=UTC), tick=False):
            typed["token"] = new_token()
        step = client.post(URL, typed)
        before = Donation.objects.count()
        answer = client.post(URL, hidden(step))

    assert (step.status_code, before) == (200, 0)
    for words in ("You give €13.19 every month", "Your gift €12.50", "For the charge €0.69", "3 April 2026",
                  "Nothing has been charged yet."):  # fmt: skip
        assert words in text(step)
    assert (step.headers["Cache-Control"], step.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    donation = Donation.objects.get()
    assert (answer.status_code, answer.url) == (303, donation.next_url)
    assert (donation.amount, donation.message) == (Money(1319, "EUR"), "For the night desk.")


def test_the_sum_can_be_worked_out_before_anything_else_is_asked(client, typed):
    page = client.post(URL, {**typed, "email": "", "work": "1"})
    shown = {"shown": value(page, "shown"), "rate": value(page, "rate")}
    answer = client.post(URL, {**typed, **shown})

    assert (page.status_code, "Enter your e-mail" in text(page)) == (200, False)
    assert "You give €13.19 every month. That is €12.50, and €0.69 for the charge." in text(page)
    assert (value(page, "own_monthly"), value(page, "name")) == ("12,50", "Hanne Oduya")
    assert (answer.status_code, Donation.objects.get().amount) == (303, Money(1319, "EUR"))


def test_an_amount_that_cannot_be_read_is_named_when_the_sum_is_worked_out(client, typed):
    page = client.post(URL, {**typed, "own_monthly": "a lot", "email": "", "work": "1"})

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert "Enter the amount in figures" in text(page)
    assert "Enter your e-mail" not in text(page)


def test_the_pages_script_is_told_the_sum_or_why_there_is_none(client, typed):
    ask = {"HTTP_ACCEPT": "application/json"}

    told = client.post(URL, {**typed, "work": "1"}, **ask)
    wrong = client.post(URL, {**typed, "own_monthly": "a lot", "work": "1"}, **ask)

    assert told.json() == {"sum": "€13.19", "shown": "monthly 1319 EUR"}
    assert wrong.json()["problem"].startswith("Enter the amount in figures")
    assert (told.headers["Cache-Control"], Donation.objects.count()) == ("no-store", 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"own_monthly": "20"},
        {"interval": "yearly", "own_yearly": "12,50"},
        {"cover": ""},
        {"own_monthly": "", "amount_monthly": "8"},
        {"shown": "monthly 1318 EUR"},
        {"shown": "nonsense"},
        {"shown": ""},
    ],
)
def test_whatever_is_changed_after_the_sum_was_shown_the_new_one_is_shown_first(client, typed, changed):
    told = {**typed, "shown": "monthly 1319 EUR", **changed}

    step = client.post(URL, told)

    assert (step.status_code, Donation.objects.count()) == (200, 0)
    assert "Please look it over." in text(step)


def test_what_stands_beside_an_amount_was_shown(client, typed):
    page = client.get(URL)
    told = {**typed, "own_monthly": "", "amount_monthly": "8", "rate": value(page, "rate")}

    answer = client.post(URL, told)

    assert "total €8.55" in text(page)
    assert (answer.status_code, Donation.objects.get().amount) == (303, Money(855, "EUR"))


def test_a_charge_that_was_changed_while_the_form_was_open_is_shown_anew(client, typed):
    told = {**typed, "own_monthly": "", "amount_monthly": "8", "rate": value(client.get(URL), "rate")}
    Terms.objects.create(cover_percent="3.50")

    step = client.post(URL, told)

    assert (Donation.objects.count(), "You give €8.61 every month" in text(step)) == (0, True)
    client.post(URL, hidden(step))
    assert Donation.objects.get().amount == Money(861, "EUR")


def test_a_typed_amount_wins_over_a_chosen_one_and_is_shown_before_the_payment(client, typed):
    told = {**typed, "amount_monthly": "8", "cover": ""}

    step = client.post(URL, told)
    client.post(URL, hidden(step))

    assert "You give €12.50 every month" in text(step)
    assert Donation.objects.get().amount == Money(1250, "EUR")


@pytest.mark.parametrize("told", [{"cover": ""}, {"cover": "", "amount_monthly": ""}])
def test_what_was_typed_and_nothing_added_needs_no_step(client, typed, told):
    answer = client.post(URL, {**typed, **told})

    assert (answer.status_code, Donation.objects.get().amount) == (303, Money(1250, "EUR"))


def test_before_a_transfer_nothing_is_called_charged_or_due_today(client, typed, settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"
    Imprint.objects.create(bank_details="Harbour Bank, 12 34 56")

    said = text(client.post(URL, {**typed, "amount_monthly": "8"}))

    assert "You give €12.50 every month" in said
    assert ("Amount €12.50" in said, "Charged" in said, "First" in said) == (True, False, False)


def test_from_the_sum_a_press_leads_back_to_the_form_as_it_was(client, typed):
    step = client.post(URL, typed)

    page = client.post(URL, {**hidden(step), "change": "1"})

    assert (page.status_code, Donation.objects.count()) == (200, 0)
    assert (value(page, "own_monthly"), value(page, "email")) == ("12,50", "hanne@reader.example")
    assert "For the night desk." in text(page)
