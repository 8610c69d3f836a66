"""What the form offers: amounts by frequency and currency, the cover of the charge, what a rule asks for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership import money, providers
from membership.models import AppealAmounts, Donation, Terms
from membership.money import EXPONENTS, Money
from membership.providers.practice import Practice
from tests.builders.appeals import appeal
from tests.builders.gifts import chosen, text, value

pytestmark = pytest.mark.django_db


class Charging(Practice):
    """A provider that keeps a part of each gift."""

    def caps(self):
        return replace(super().caps(), charges=True)


@pytest.fixture
def charging(monkeypatch):
    monkeypatch.setitem(providers.REGISTRY, "practice", Charging())


def figures(page, interval: str) -> list[str]:
    parts = page.content.decode().split(f'name="amount_{interval}" value="')[1:]
    return [part.split('"')[0] for part in parts]


# --- amounts ----------------------------------------------------------------------------------


def test_each_frequency_has_amounts_of_its_own_and_a_heading(client):
    AppealAmounts.objects.create(
        appeal=appeal(), interval="once", currency="EUR", amounts="20\n50 a day at court"
    )

    page = client.get("/membership/")

    assert {each: figures(page, each) for each in ("once", "monthly", "yearly")} == {
        "once": ["20", "50", "other"],
        "monthly": ["4", "8", "15", "30", "other"],
        "yearly": ["48", "96", "180", "360", "other"],
    }
    for words in ("How much, once", "How much each month", "How much each year", "as much as €8 a month"):
        assert words in text(page)


def test_only_the_group_of_the_chosen_frequency_is_read(client, without_amount):
    appeal()
    groups = {"amount_once": "30", "amount_monthly": "8", "own_yearly": "999999", "amount_yearly": "other"}

    answer = client.post("/membership/", {**without_amount, **groups})

    assert answer.status_code == 303
    assert (Donation.objects.get().interval, str(Donation.objects.get().amount)) == ("monthly", "€8")


def test_the_newsroom_may_take_no_yearly_gifts(client, without_amount):
    Terms.objects.create(offer_yearly=False)

    page = client.get("/membership/?interval=yearly")
    refused = client.post("/membership/", {**without_amount, "interval": "yearly", "own_yearly": "80"})

    assert (chosen(page, "interval"), figures(page, "yearly")) == (["monthly"], [])
    assert (refused.status_code, Donation.objects.count()) == (422, 0)


def test_the_form_opens_with_the_frequency_that_the_appeal_asks_for(client):
    appeal(asks="once")

    assert chosen(client.get("/membership/"), "interval") == ["once"]


def test_a_link_of_an_appeal_brings_that_appeals_amounts(client):
    asked = appeal(place="home", amounts="7\n77")
    appeal(place="story")

    page = client.get(f"/membership/?appeal={asked.pk}b&amount=7")

    assert (figures(page, "monthly"), chosen(page, "amount_monthly")) == (["7", "77", "other"], ["7"])
    assert value(page, "appeal") == f"{asked.pk}b"


@pytest.mark.parametrize("nonsense", ["7c", "x", "<b>", "-1", "99999999999", "404b"])
def test_an_appeal_that_nobody_made_is_not_written_down(client, without_amount, nonsense):
    page = client.get(f"/membership/?appeal={nonsense}")
    client.post("/membership/", {**without_amount, "own_monthly": "8", "appeal": nonsense})

    assert (value(page, "appeal"), Donation.objects.get().asked_by) == ("404b" * (nonsense == "404b"), "")


# --- currencies -------------------------------------------------------------------------------


@pytest.fixture
def several(settings):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "GBP", "JPY", "KWD"]


@pytest.mark.usefixtures("several")
def test_a_link_leads_to_the_form_in_another_currency(client):
    AppealAmounts.objects.create(
        appeal=appeal(), interval="monthly", currency="GBP", amounts="3\n6 a bus fare"
    )

    pounds = client.get("/membership/?currency=GBP")
    unknown = client.get("/membership/?currency=XXX")

    assert (figures(pounds, "monthly"), figures(pounds, "once")) == (
        ["3", "6", "other"],
        ["5", "10", "20", "50", "other"],
    )
    assert (value(pounds, "currency"), value(unknown, "currency")) == ("GBP", "EUR")


def test_where_there_is_one_currency_none_is_offered(client):
    assert "Give in" not in text(client.get("/membership/"))


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("currency", "typed", "minor"), [("EUR", "12,50", 1250), ("JPY", "1,200", 1200), ("KWD", "12.500", 12500)]
)
def test_a_gift_is_taken_in_currencies_with_no_two_and_three_decimals(
    client, without_amount, currency, typed, minor
):
    answer = client.post("/membership/", {**without_amount, "currency": currency, "own_monthly": typed})

    assert answer.status_code == 303
    assert Donation.objects.get().amount == Money(minor, currency)


@pytest.mark.usefixtures("several")
def test_yen_have_amounts_and_limits_of_their_own(client, without_amount):
    page = client.get("/membership/?currency=JPY")
    low = client.post("/membership/", {**without_amount, "currency": "JPY", "own_monthly": "150"})

    assert figures(page, "monthly") == ["500", "1000", "2000", "5000", "other"]
    assert "Enter an amount of ¥200 or more" in text(low)


def test_a_currency_that_is_not_taken_is_refused(client, without_amount):
    page = client.post("/membership/", {**without_amount, "currency": "USD", "own_monthly": "8"})

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert "Gifts in that currency cannot be taken here." in text(page)
    assert value(page, "own_monthly") == "8"


# --- the charge -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "The provider keeps 2.9 % and €0.30 of each payment."),
        ({"cover_percent": "1.40", "cover_fixed": {"EUR": 0}}, "The provider keeps 1.4 % of each payment."),
    ],
)
@pytest.mark.usefixtures("charging")
def test_what_the_provider_keeps_is_said_in_figures(client, told, words):
    Terms.objects.create(**told)

    assert words in text(client.get("/membership/"))


@pytest.mark.parametrize(
    ("amounts", "monthly", "yearly"),
    [
        ("4\n8 a request\n15", "8", "96"),
        ("4\n8\n* 15 an hour\n30", "15", "180"),
        ("4\n8\n15* an hour\n30", "15", "180"),
        ("20 a day", "20", "240"),
    ],
)
def test_the_amount_that_the_appeal_marks_is_chosen_else_the_second(client, amounts, monthly, yearly):
    appeal(amounts=amounts)

    page = client.get("/membership/")

    assert (chosen(page, "amount_monthly"), chosen(page, "amount_yearly")) == ([monthly], [yearly])
    assert "*" not in text(page)


@pytest.mark.usefixtures("charging")
def test_what_covers_the_charge_is_said_beside_each_amount_and_worked_out_on_the_server(
    client, without_amount
):
    appeal()

    page = client.get("/membership/?amount=8")
    client.post(
        "/membership/", {**without_amount, "amount_monthly": "8", "cover": "on", "rate": value(page, "rate")}
    )

    donation = Donation.objects.get()
    assert "If you add the charge of €0.55 below: total €8.55" in text(page)
    assert 'data-says="Add the payment charge: I give {sum} instead of {net}"' in page.content.decode()
    assert 'name="cover"' in page.content.decode()
    assert (donation.amount, donation.cover) == (Money(855, "EUR"), Money(55, "EUR"))


@pytest.mark.usefixtures("charging", "several")
@pytest.mark.parametrize(
    ("currency", "typed", "minor"),
    [("EUR", "8", 855), ("GBP", "8", 845), ("JPY", "1000", 1030), ("KWD", "10", 10299)],
)
def test_thirty_hundredths_of_a_euro_are_asked_in_no_currency_that_has_none(
    client, without_amount, currency, typed, minor
):
    told = {"currency": currency, "own_monthly": typed, "cover": "on"}

    client.post("/membership/", {**without_amount, **told, "shown": f"monthly {minor} {currency}"})

    assert Donation.objects.get().amount == Money(minor, currency)


@pytest.mark.usefixtures("several")
def test_where_a_provider_charges_in_tens_the_sum_with_the_charge_is_one(client, without_amount, monkeypatch):
    class InTens(Charging):
        def step(self, currency):
            return 10

    monkeypatch.setitem(providers.REGISTRY, "practice", InTens())
    told = {"currency": "KWD", "own_monthly": "10", "cover": "on", "shown": "monthly 10300 KWD"}

    client.post("/membership/", {**without_amount, **told})

    assert Donation.objects.get().amount == Money(10300, "KWD")


@pytest.mark.usefixtures("charging")
def test_without_the_tick_nothing_is_added(client, without_amount):
    client.post("/membership/", {**without_amount, "own_monthly": "8"})

    assert (Donation.objects.get().minor, Donation.objects.get().cover_minor) == (800, 0)


def test_who_charges_nothing_is_not_covered_even_if_asked(client, without_amount):
    page = client.get("/membership/")
    client.post("/membership/", {**without_amount, "own_monthly": "8", "cover": "on"})

    assert 'name="cover"' not in page.content.decode()
    assert (Donation.objects.get().minor, Donation.objects.get().cover_minor) == (800, 0)


@given(
    net=st.integers(1, 10**8),
    percent=st.integers(0, 2000),
    fixed=st.integers(0, 500),
    currency=st.sampled_from(sorted(EXPONENTS)),
)
def test_the_newsroom_is_never_short_and_no_cent_too_much_is_asked(net, percent, fixed, currency):
    added = money.cover(Money(net, currency), Decimal(percent) / 100, fixed)

    def left(gross: int) -> int:
        return gross - -(-gross * percent // 10_000) - fixed

    assert left(net + added.minor) >= net
    assert left(net + added.minor - 1) < net
