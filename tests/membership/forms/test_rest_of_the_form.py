"""What else a donor may say on the form, another way to pay, and what is kept when they come back."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.utils import timezone, translation

from membership import giving
from membership.models import Donation, Interval, Issuer, Terms
from membership.money import Money
from membership.providers import by_slug
from membership.providers.base import TemporarilyUnavailable
from membership.providers.practice import Practice
from tests.builders.appeals import appeal
from tests.builders.by_hand import by_hand
from tests.builders.gifts import chosen, fact, text, value, wish

pytestmark = pytest.mark.django_db
SENTENCE = "Yes, write to me once a month."


@pytest.fixture
def filled_in(token):
    return {
        "token": token,
        "interval": "once",
        "own_once": "25",
        "email": "hanne@reader.example",
        "name": "Hanne",
    }


@pytest.fixture
def account():
    Issuer.objects.create(name="Ledger Cooperative", iban="DE89370400440532013000")


def test_what_a_donor_adds_is_kept_with_the_gift(client, filled_in):
    Terms.objects.create(consent_sentence=SENTENCE)
    told = {"tribute": "memory", "tribute_name": "Ada Lisle", "message": "For the night desk.", "show_name": "on",
            "consent": "on"}  # fmt: skip

    answer = client.post("/membership/", {**filled_in, **told})

    gift = Donation.objects.get()
    assert answer.status_code == 303
    assert (
        gift.tribute,
        gift.tribute_name,
        gift.message,
        gift.anonymous,
        gift.consent_text,
        gift.language,
    ) == (
        "memory",
        "Ada Lisle",
        "For the night desk.",
        False,
        SENTENCE,
        "en-gb",
    )


def test_without_a_tick_nobody_is_named_or_written_to(client, filled_in):
    Terms.objects.create(consent_sentence=SENTENCE)

    page = client.get("/membership/")
    client.post("/membership/", filled_in)

    assert SENTENCE in text(page)
    assert (Donation.objects.get().anonymous, Donation.objects.get().consent_text) == (True, "")


def test_what_the_newsroom_does_not_offer_is_not_asked(client):
    Terms.objects.create(offer_tribute=False)

    html = client.get("/membership/").content.decode()

    assert ('name="tribute"' in html, 'name="consent"' in html, 'name="message"' in html) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"tribute": "honour"}, "Enter the name of the person for whom the gift is."),
        ({"tribute": "honour", "tribute_name": "see www.bad.example"}, "Enter a name without a web address."),
        ({"tribute": "riches"}, "Choose for whom the gift is."),
        ({"message": "x" * 501}, "Shorten your message to 500 letters or fewer."),
    ],
    ids=["no name", "address", "unknown", "long"],
)
def test_what_is_wrong_in_what_is_folded_away_opens_it(client, filled_in, told, sentence):
    page = client.post("/membership/", {**filled_in, **told})

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert text(page).count(sentence) == 2
    assert '<details class="more" open>' in page.content.decode()


def test_before_the_button_stands_when_the_first_and_next_payments_are_and_how_to_stop(client):
    with time_machine.travel("2026-01-31T12:00:00Z", tick=False):
        told = text(client.get("/membership/"))

    for words in (
        "One gift, today. Nothing is repeated.",
        "The first gift today, the next on 28 February 2026, then every month until you stop it",
        "The first gift today, the next on 31 January 2027, then every year until you stop it.",
    ):
        assert words in told


def test_where_a_gift_goes_is_drawn_and_told_in_words(client):
    Terms.objects.create(
        where_it_goes="6.20 Reporters\n1.60 Records\n2.20 Office", where_source="Accounts for 2025"
    )

    page = client.get("/membership/")

    for words in ("Where €10 goes", "€6.20 Reporters", "€1.60 Records", "€2.20 Office", "Accounts for 2025"):
        assert words in text(page)
    assert re.findall(r'<rect class="s\d" x="([\d.]+)%" width="([\d.]+)%"', page.content.decode()) == [
        ("0.0", "62.0"),
        ("62.0", "16.0"),
        ("78.0", "22.0"),
    ]
    assert " style=" not in page.content.decode()


def test_a_page_from_right_to_left_says_so(client, settings):
    english = client.get("/membership/").content.decode()
    settings.LANGUAGE_CODE = "ar"
    with translation.override("ar"):
        arabic = client.get("/membership/").content.decode()

    assert ('<html lang="ar" dir="rtl">' in arabic, 'dir="rtl"' in english) == (True, False)


# --- another way to pay -----------------------------------------------------------------------


@pytest.fixture
def down(monkeypatch):
    def fails(*_args, **_kwargs):
        raise TemporarilyUnavailable("The payment page cannot be reached. Try again in a few minutes.")

    monkeypatch.setattr(Practice, "start", fails)


@pytest.mark.usefixtures("account", "down")
def test_while_the_provider_is_down_the_same_gift_goes_by_bank_transfer(client, filled_in):
    page = client.post("/membership/", {**filled_in, "message": "For the night desk."})
    button = re.search(r'<button[^>]*form="gift"[^>]*>', page.content.decode())[0]
    answer = client.post("/membership/", {**filled_in, "message": "For the night desk.", "through": "pledge"})

    assert (page.status_code, 'name="through" value="pledge"' in button) == (503, True)
    assert (value(page, "own_once"), "For the night desk." in text(page)) == ("25", True)
    pledge = Donation.objects.get(provider="pledge")
    assert (answer.status_code, answer.url) == (303, pledge.get_absolute_url())
    assert (str(pledge.amount), pledge.message, pledge.live) == ("€25", "For the night desk.", True)
    assert "DE89 3704 0044 0532 0130 00" in text(client.get(answer.url))


@pytest.mark.usefixtures("down")
def test_without_an_account_no_transfer_is_offered(client, filled_in):
    page = client.post("/membership/", filled_in)

    assert (page.status_code, 'value="pledge"' in page.content.decode()) == (503, False)
    assert client.post("/membership/", {**filled_in, "through": "pledge"}).status_code == 503


@pytest.mark.usefixtures("account")
def test_the_form_leads_to_the_transfer_and_back_to_the_card(client):
    by_card, by_transfer = client.get("/membership/"), client.get("/membership/?through=pledge")

    for page, way, words in (
        (by_card, "pledge", "Give by bank transfer"),
        (by_transfer, "card", "Pay by card instead"),
    ):
        assert f'name="to_way" value="{way}">{words}</button>' in page.content.decode()
    assert "Next: our bank details and a reference." in text(by_transfer)


# --- coming back ------------------------------------------------------------------------------


def test_a_gift_that_was_not_completed_comes_back_as_it_was_filled_in(client, settings):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "GBP"]
    Issuer.objects.create(name="Ledger Trust", rule="uk_gift_aid")
    Terms.objects.create(consent_sentence=SENTENCE)
    asked = f"{appeal().pk}a"
    gift = giving.start(
        wish(
            amount=Money(1400, "GBP"), interval=Interval.YEARLY, tribute="honour", tribute_name="Ada Lisle",
            message="For the night desk.", anonymous=False, consent_text=SENTENCE, declaration="I want …",
            street="1 Quay", postcode="LS1 4AP", appeal=asked, cover=Money(100, "GBP"),
        )
    )  # fmt: skip

    page = client.get(f"/membership/?again={gift.public_id}")

    told = {name: value(page, name) for name in ("own_yearly", "name", "email", "currency", "tribute_name", "street",
                                                 "postcode", "source", "back", "appeal")}  # fmt: skip
    assert told == {
        "own_yearly": "13",
        "name": "Hanne Oduya",
        "email": "hanne@reader.example",
        "currency": "GBP",
        "tribute_name": "Ada Lisle",
        "street": "",
        "postcode": "",
        "source": "7",
        "back": "/harbour/outfall/",
        "appeal": asked,
    }
    assert (chosen(page, "interval"), chosen(page, "tribute")) == (["yearly"], ["honour"])
    boxes = re.findall(r'<input type="checkbox" name="(\w+)"[^>]* checked', page.content.decode())
    assert (boxes, "For the night desk." in text(page)) == ([], True)


@pytest.mark.parametrize("gone_by", ["paid", "a day"])
def test_a_gift_that_was_paid_or_is_a_day_old_comes_back_without_a_word_of_its_donor(client, gone_by):
    gift = giving.start(wish(message="For the night desk.", appeal="7a"))
    link = f"/membership/?again={gift.public_id}"
    before = text(client.get(link)) + value(client.get(link), "email")
    if gone_by == "paid":
        giving.apply(fact(gift))
    else:
        with by_hand():
            Donation.objects.update(promised_at=timezone.now() - timedelta(days=1))

    page = client.get(link)

    empty = ("name", "receipt_name", "email", "source", "back", "appeal")
    assert [value(page, name) for name in empty] == [""] * 6
    assert (chosen(page, "interval"), value(page, "own_monthly")) == (["monthly"], "8")
    assert ("hanne@reader.example" in before, "For the night desk." in before) == (True, True)
    assert "hanne@reader.example" not in page.content.decode()
    assert "For the night desk." not in text(page)


def test_what_covered_the_charge_is_not_taken_for_the_gift(client):
    gift = giving.start(wish(amount=Money(855, "EUR"), cover=Money(55, "EUR")))

    assert value(client.get(f"/membership/?again={gift.public_id}"), "own_monthly") == "8"


def test_the_style_of_the_giving_pages_stays_below_four_kilobytes():
    sheet = Path(str(finders.find("reader/membership.css"))).read_bytes()

    assert len(gzip.compress(sheet, 9)) <= 4096


@pytest.mark.parametrize("status", ["back without paying", "declined", "paid", "pledge"])
def test_who_comes_back_without_paying_reads_that_nothing_was_charged(client, status):
    gift = giving.start(wish(), provider=by_slug("pledge" if status == "pledge" else "practice"))
    if status == "declined":
        giving.apply(fact(gift, kind="failed", amount=Money(0, "EUR")))
    if status == "paid":
        giving.apply(fact(gift))

    told = text(client.get(f"/membership/?again={gift.public_id}"))

    unpaid = status in {"back without paying", "declined"}
    assert ("Nothing was charged. Your gift of €8 a month is not paid." in told) == unpaid
