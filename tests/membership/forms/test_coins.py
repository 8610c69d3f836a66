"""The way from the form in one currency to the form in another."""

from __future__ import annotations

import re

import pytest

from membership.money import EXPONENTS, locales
from newsroom.models import Imprint
from tests.builders.gifts import chosen, text, value

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(settings):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "GBP", "JPY", "KWD"]


TYPED = {
    "interval": "yearly",
    "amount_yearly": "other",
    "own_yearly": "12,50",
    "currency": "EUR",
    "name": "Hanne Oduya",
    "email": "hanne@reader",
    "message": "For the night desk.",
    "cover": "on",
    "show_name": "on",
    "source": "7",
    "back": "/harbour/outfall/",
}


@pytest.mark.usefixtures("several")
def test_each_currency_is_called_by_its_name_and_one_is_shown(client):
    page = client.get("/membership/").content.decode()

    assert (
        '<button type="submit" name="to_currency" value="KWD">KWD<span class="unseen"> Kuwaiti dinars</span></button>'
        in page
    )
    assert '<b aria-current="true">€<span class="unseen"> euros</span></b>' in page


@pytest.mark.usefixtures("several")
def test_another_currency_keeps_all_that_was_typed_and_says_no_error(client):
    page = client.post("/membership/", {**TYPED, "to_currency": "GBP"})

    told = {name: value(page, name) for name in ("currency", "own_yearly", "name", "email", "source", "back")}
    assert page.status_code == 200
    assert told == {
        "currency": "GBP",
        "own_yearly": "12,50",
        **{name: TYPED[name] for name in list(told)[2:]},
    }
    assert (chosen(page, "interval"), chosen(page, "amount_yearly"), chosen(page, "show_name")) == (
        ["yearly"], ["other"], ["on"],
    )  # fmt: skip
    assert ("For the night desk." in text(page), "Enter an e-mail" in text(page)) == (True, False)
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("typed", [{}, {"own_yearly": "", "amount_yearly": "20"}])
@pytest.mark.parametrize("code", ["JPY", "HUF"])
def test_twelve_euros_do_not_become_twelve_yen_or_forints(client, settings, typed, code):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "JPY", "HUF"]
    page = client.post("/membership/", {**TYPED, **typed, "to_currency": code})

    assert (value(page, "own_yearly"), chosen(page, "amount_yearly")) == ("", ["1000"])
    assert value(page, "name") == "Hanne Oduya"


@pytest.mark.usefixtures("several")
def test_a_currency_that_is_not_taken_leaves_the_form_in_one_that_is(client):
    page = client.post("/membership/", {**TYPED, "to_currency": "XXX"})

    assert (page.status_code, value(page, "currency")) == (200, "EUR")


def test_the_first_button_of_the_form_goes_on_so_that_enter_changes_no_currency(client, settings):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "GBP"]

    form = client.get("/membership/").content.decode().partition('id="gift"')[2]

    first = re.search(r"<button[^>]*>", form)[0]
    assert ("name=" in first, 'type="submit"' in first, 'name="to_currency"' in form) == (False, True, True)


def test_every_currency_that_we_know_has_a_name():
    assert [code for code in EXPONENTS if locales.currency_name(code, "en-gb") == code] == []


def test_the_way_to_a_transfer_and_back_keeps_all_that_was_typed(client):
    Imprint.objects.update_or_create(pk=1, defaults={"bank_details": "IBAN DE89 3704 0044 0532 0130 00"})

    there = client.post("/membership/", {**TYPED, "to_way": "pledge"})
    back = client.post("/membership/", {**TYPED, "through": "pledge", "to_way": "card"})

    for page, way in ((there, "pledge"), (back, None)):
        assert (value(page, "own_yearly"), value(page, "name")) == ("12,50", "Hanne Oduya")
        assert ('<input type="hidden" name="through" value="pledge">' in page.content.decode()) == bool(way)
    assert "Next: our bank details and a reference." in text(there)
