"""What the form refuses: with a sentence, and without losing what was typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import giving
from membership.forms.gift_form.token import new_token
from membership.models import Donation
from membership.providers.base import TemporarilyUnavailable
from tests.builders.gifts import chosen, text, title, value, wish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "Enter an amount of €2 or more, such as 5 or 12.50."),
        ("-5", "Enter an amount of €2 or more, such as 5 or 12.50."),
        ("0,5", "Enter an amount of €2 or more, such as 5 or 12.50."),
        ("1e9", "Enter the amount in figures, such as 5 or 12.50."),
        ("1000000000", "Enter an amount of €10,000 or less. For more, write to us."),
        (
            "12.505",
            "Enter at most 2 figures after the point, such as 5 or 12.50. Write thousands without a point.",
        ),
        ("", "Enter an amount, such as 5 or 12.50."),
        ("<script>alert(1)</script>", "Enter the amount in figures, such as 5 or 12.50."),
    ],
)
def test_a_wrong_amount_is_named_in_the_summary_and_at_the_field_and_stays_there(
    client, filled_in, typed, sentence
):
    page = client.post("/membership/", {**filled_in, "own_monthly": typed})
    html = page.content.decode()

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert title(page).startswith("Error: ")
    assert f'<li><a href="#id_own_monthly">{sentence}</a></li>' in html
    assert text(page).count(sentence) == 2
    assert "Nothing has been charged. What you typed is still here." in text(page)
    assert value(page, "own_monthly") == typed
    assert "<script>alert" not in html
    assert re.search(r'<input[^>]*id="id_own_monthly"[^>]*>', html)[0].count('aria-invalid="true"') == 1


def test_yen_with_decimals_are_refused(client, filled_in, settings):
    settings.MEMBERSHIP_CURRENCY = "JPY"

    page = client.post("/membership/", {**filled_in, "own_monthly": "500.50"})

    assert "JPY has no decimals. Enter a whole number, such as 500 or 1200." in text(page)


@pytest.mark.parametrize(
    "email", ["", "hanne.oduya.example.org", "a@b", "hanne@reader.example\nBcc: x@y.example"]
)
def test_a_wrong_address_is_refused_at_its_field(client, filled_in, email):
    page = client.post("/membership/", {**filled_in, "email": email})
    field = re.search(r'<input[^>]*id="id_email"[^>]*>', page.content.decode())[0]

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert 'aria-describedby="id_email_helptext id_email_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="id_email_error"' in page.content.decode()


def test_two_mistakes_are_counted_and_everything_typed_is_kept(client, filled_in):
    amount = {"interval": "yearly", "amount_yearly": "other", "own_yearly": "ten"}
    wrong = {**filled_in, **amount, "email": "hanne", "name": 'A "B" <i>'}

    page = client.post("/membership/", wrong)

    assert "Two things need your attention" in text(page)
    assert value(page, "own_yearly") == "ten"
    assert {name: value(page, name) for name in ("email", "name", "receipt_name", "source", "back")} == {
        name: wrong[name] for name in ("email", "name", "receipt_name", "source", "back")
    }
    assert (chosen(page, "interval"), chosen(page, "amount_yearly")) == (["yearly"], ["other"])
    assert value(page, "token") == filled_in["token"]


@pytest.mark.parametrize("field", ["interval", "name", "receipt_name"])
def test_other_wrong_fields_are_named_too(client, filled_in, field):
    page = client.post("/membership/", {**filled_in, field: "x" * 130})

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert "One thing needs your attention" in text(page)


@pytest.mark.usefixtures("pledging")
@pytest.mark.parametrize(
    ("age", "words"), [(3 * 60 * 60, "open for more than two hours"), (0, "faster than a hand")]
)
def test_a_form_too_old_or_too_fast_is_shown_again_with_everything_kept(client, filled_in, age, words):
    with time_machine.travel(timezone.now() - timedelta(seconds=age), tick=False):
        filled_in["token"] = new_token()

    page = client.post("/membership/", filled_in)
    kept = {name: value(page, name) for name in ("own_monthly", "name", "email")}
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        again = client.post("/membership/", {**filled_in, "token": value(page, "token")})

    assert (page.status_code, again.status_code, Donation.objects.count()) == (422, 303, 1)
    assert words in text(page)
    assert kept == {"own_monthly": "12,50", "name": "Hanne Oduya", "email": "hanne@reader.example"}
    assert title(page).startswith("Error: ")


@pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
def test_a_token_that_is_not_ours_is_refused(client, filled_in, token):
    page = client.post("/membership/", {**filled_in, "token": token})

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert "Look it over and press the button again." in text(page)


def test_a_program_that_fills_in_every_field_is_refused(client, filled_in):
    page = client.post("/membership/", {**filled_in, "reason": "SEO"})

    assert (page.status_code, Donation.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_sent_by_another_site_is_shown_and_not_taken(client, filled_in, headers):
    page = client.post("/membership/", filled_in, headers=headers)

    assert (page.status_code, Donation.objects.count()) == (403, 0)
    assert "Please send the form from this page." in text(page)
    assert value(page, "own_monthly") == "12,50"


@pytest.mark.usefixtures("pledging")
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_a_form_sent_by_our_own_page_is_taken(client, filled_in, headers):
    assert client.post("/membership/", filled_in, headers=headers).status_code == 303


@pytest.mark.usefixtures("pledging")
def test_a_refusal_of_giving_is_told_and_everything_is_kept(client, filled_in):
    for _ in range(giving.PROMISES_AN_HOUR):
        giving.start(wish())

    page = client.post("/membership/", filled_in)

    assert (page.status_code, value(page, "own_monthly")) == (422, "12,50")
    assert "several gifts from this e-mail address" in text(page)


def test_when_the_provider_is_down_nothing_is_lost(client, filled_in, monkeypatch):
    def down(_wish, **_from):
        raise TemporarilyUnavailable("The payment page cannot be reached. Try again in a few minutes.")

    monkeypatch.setattr(giving, "start", down)

    page = client.post("/membership/", filled_in)

    assert (page.status_code, value(page, "own_monthly")) == (503, "12,50")
    assert "The payment page cannot be reached." in text(page)
