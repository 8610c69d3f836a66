"""The form by which readers give: what it takes, what it refuses, and what it never loses."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.utils import timezone

from membership import giving
from membership.forms import new_token
from membership.models import Appeal, Donation, Payment
from membership.paths import same_site_path
from membership.providers.base import TemporarilyUnavailable
from newsroom.models import Imprint
from tests.gifts import make_donation

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledging(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"


@pytest.fixture
def token():
    """The token of a form that was opened ten seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=10), tick=False):
        return new_token()


@pytest.fixture
def filled_in(token):
    return {
        "token": token,
        "interval": "monthly",
        "amount": "other",
        "own": "12,50",
        "name": "Hanne Oduya",
        "receipt_name": "Oduya & Daughters",
        "email": "hanne@reader.example",
        "source": "7",
        "back": "/harbour/outfall/",
    }


def value(page, name: str) -> str:
    """What stands in a text field or hidden field of the page."""
    for tag in re.findall(r"<input[^>]*>", page.content.decode()):
        if f'name="{name}"' in tag and 'type="radio"' not in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return unescape(found[1]) if found else ""
    raise AssertionError(f"no field {name}")


def chosen(page, name: str) -> list[str]:
    tags = re.findall(r"<input[^>]*>", page.content.decode())
    return [
        re.search(r'value="([^"]*)"', tag)[1] for tag in tags if f'name="{name}"' in tag and " checked" in tag
    ]


def text(page) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode())))


def title(page) -> str:
    return re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1]


# --- opening it -------------------------------------------------------------------------------


def test_the_form_opens_with_what_the_link_has_chosen(client):
    Appeal.objects.create(heading="Ask", text="Text", amounts="4 a meeting\n8 a request\n15", place="story")

    page = client.get("/membership/?from=7&amount=8&interval=once&back=/harbour/outfall/")

    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert (chosen(page, "interval"), chosen(page, "amount")) == (["once"], ["8"])
    assert (value(page, "source"), value(page, "back"), value(page, "own")) == ("7", "/harbour/outfall/", "")
    assert '<a href="/harbour/outfall/">Back to the story you were reading</a>' in page.content.decode()
    assert "a request" in text(page)


def test_an_amount_that_is_not_offered_stands_in_the_own_field(client):
    page = client.get("/membership/?amount=12.50")

    assert (chosen(page, "amount"), value(page, "own"), chosen(page, "interval")) == (
        ["other"],
        "12.50",
        ["monthly"],
    )


@pytest.mark.parametrize(
    "nonsense",
    [
        "amount=<script>",
        "amount=abc",
        "interval=daily",
        "back=//evil.example/",
        "again=none",
        "again=",
        "from=",
    ],
)
def test_nonsense_in_the_link_is_left_out(client, nonsense):
    page = client.get(f"/membership/?{nonsense}")

    assert page.status_code == 200
    assert (chosen(page, "interval"), chosen(page, "amount")) == (["monthly"], [])
    assert (value(page, "own"), value(page, "back")) == ("", "")
    assert "evil" not in page.content.decode()


def test_nothing_is_ticked_beforehand_and_no_cookie_is_set(client):
    page = client.get("/membership/")

    assert 'type="checkbox"' not in page.content.decode()
    assert (chosen(page, "amount"), page.cookies) == ([], {})


def test_the_papers_own_words_stand_on_the_page(client):
    Imprint.objects.create(
        gift_heading="Keep it open", gift_standfirst="No owner.", tax_text="Deductible here."
    )

    told = text(client.get("/membership/"))

    assert all(
        words in told for words in ("Keep it open", "No owner.", "Tax and small print", "Deductible here.")
    )


def test_each_opening_has_a_token_of_its_own(client):
    assert value(client.get("/membership/"), "token") != value(client.get("/membership/"), "token")


# --- sending it -------------------------------------------------------------------------------


@pytest.mark.usefixtures("pledging")
def test_a_gift_is_promised_and_the_donor_is_shown_how_to_pay(client, filled_in):
    Imprint.objects.create(name="The Harbour Ledger", bank_details="IBAN XX12 SALT 9900")

    answer = client.post("/membership/", filled_in)
    donation = Donation.objects.get()
    page = client.get(answer.url)

    assert (answer.status_code, answer.url) == (303, f"/membership/gift/{donation.public_id}/")
    assert (str(donation.amount), donation.email, donation.for_receipt) == (
        "€12.50",
        "hanne@reader.example",
        "Oduya & Daughters",
    )
    told = text(page)
    for words in (
        "Thank you, Hanne Oduya. One step left",
        donation.reference,
        "IBAN XX12 SALT 9900",
        "€12.50, every month",
    ):
        assert words in told
    assert '<a href="/harbour/outfall/">' in page.content.decode()
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert (answer.cookies, page.cookies) == ({}, {})


@pytest.mark.usefixtures("pledging")
def test_a_typed_amount_needs_no_radio(client, filled_in):
    del filled_in["amount"]

    client.post("/membership/", filled_in)

    assert Donation.objects.get().minor == 1250


@pytest.mark.usefixtures("pledging")
def test_a_chosen_amount_and_another_typed_one_are_asked_about(client, filled_in):
    page = client.post("/membership/", {**filled_in, "amount": "10", "own": "12"})
    agreeing = client.post("/membership/", {**filled_in, "amount": "10", "own": "10"})

    assert "You chose €10 and typed “12”. Choose “Other”, or empty that field." in text(page)
    assert (page.status_code, agreeing.status_code, Donation.objects.get().minor) == (422, 303, 1000)


@pytest.mark.usefixtures("pledging")
def test_sending_again_by_the_back_button_leads_to_the_same_page(client, filled_in):
    answers = [client.post("/membership/", filled_in).url for _ in range(3)]

    assert len(set(answers)) == Donation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("pledging")
def test_a_double_click_makes_one_donation(filled_in):
    ready, answers = threading.Barrier(2, timeout=30), []

    def click():
        try:
            ready.wait()
            answers.append(Client().post("/membership/", filled_in).url)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=60)

    donation = Donation.objects.get()
    assert answers == [donation.get_absolute_url()] * 2
    assert len(outbox.outbox) == 1


# --- what is refused --------------------------------------------------------------------------


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
    page = client.post("/membership/", {**filled_in, "own": typed})
    html = page.content.decode()

    assert (page.status_code, Donation.objects.count()) == (422, 0)
    assert title(page).startswith("Error: ")
    assert f'<li><a href="#id_own">{sentence}</a></li>' in html
    assert text(page).count(sentence) == 2
    assert "Nothing has been charged. What you typed is still here." in text(page)
    assert value(page, "own") == typed
    assert "<script>alert" not in html
    assert re.search(r'<input[^>]*id="id_own"[^>]*>', html)[0].count('aria-invalid="true"') == 1


def test_yen_with_decimals_are_refused(client, filled_in, settings):
    settings.MEMBERSHIP_CURRENCY = "JPY"

    page = client.post("/membership/", {**filled_in, "own": "500.50"})

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
    wrong = {**filled_in, "own": "ten", "email": "hanne", "interval": "yearly", "name": 'A "B" <i>'}

    page = client.post("/membership/", wrong)

    assert "Two things need your attention" in text(page)
    assert {
        name: value(page, name) for name in ("own", "email", "name", "receipt_name", "source", "back")
    } == {name: wrong[name] for name in ("own", "email", "name", "receipt_name", "source", "back")}
    assert (chosen(page, "interval"), chosen(page, "amount")) == (["yearly"], ["other"])
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
    kept = {name: value(page, name) for name in ("own", "name", "email")}
    with time_machine.travel(timezone.now() + timedelta(seconds=10), tick=False):
        again = client.post("/membership/", {**filled_in, "token": value(page, "token")})

    assert (page.status_code, again.status_code, Donation.objects.count()) == (422, 303, 1)
    assert words in text(page)
    assert kept == {"own": "12,50", "name": "Hanne Oduya", "email": "hanne@reader.example"}
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
    assert value(page, "own") == "12,50"


@pytest.mark.usefixtures("pledging")
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_a_form_sent_by_our_own_page_is_taken(client, filled_in, headers):
    assert client.post("/membership/", filled_in, headers=headers).status_code == 303


@pytest.mark.usefixtures("pledging")
def test_a_refusal_of_giving_is_told_and_everything_is_kept(client, filled_in):
    for _ in range(giving.PROMISES_AN_HOUR):
        make_donation()

    page = client.post("/membership/", filled_in)

    assert (page.status_code, value(page, "own")) == (422, "12,50")
    assert "several gifts from this e-mail address" in text(page)


def test_when_the_provider_is_down_nothing_is_lost(client, filled_in, monkeypatch):
    def down(_wish):
        raise TemporarilyUnavailable("The payment page cannot be reached. Try again in a few minutes.")

    monkeypatch.setattr(giving, "start", down)

    page = client.post("/membership/", filled_in)

    assert (page.status_code, value(page, "own")) == (503, "12,50")
    assert "The payment page cannot be reached." in text(page)


# --- practice ---------------------------------------------------------------------------------


@pytest.fixture
def practised(client, filled_in):
    return client.post("/membership/", filled_in).url


def test_practice_asks_which_outcome_you_want_and_says_that_no_money_moves(client, practised):
    told = text(client.get(practised))

    for words in ("No money moves", "The payment succeeds", "The card is declined", "The donor turns back"):
        assert words in told
    assert Payment.objects.count() == 0


def test_a_practised_payment_is_thanked_once_however_often_the_page_is_loaded(
    client, practised, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(practised, {"outcome": "succeeds"}) for _ in range(2)]
    pages = [client.get(answers[0].url) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Payment.objects.get().amount == Donation.objects.get().amount
    assert len(outbox.outbox) == 1
    assert pages[0].content == pages[1].content
    told = text(pages[0])
    for words in ("Thank you, Hanne Oduya", "Received €12.50", "Oduya & Daughters", "No money moves"):
        assert words in told
    assert (pages[0].headers["Cache-Control"], pages[0].headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_a_declined_payment_can_be_tried_again_with_everything_kept(client, practised):
    declined = client.get(client.post(practised, {"outcome": "declined"}).url)
    link = re.search(r'href="(/membership/\?again=[^"]+)"', declined.content.decode())[1]
    form = client.get(link)

    assert "Nothing has been charged." in text(declined)
    assert (value(form, "own"), value(form, "email"), value(form, "receipt_name")) == (
        "12.50",
        "hanne@reader.example",
        "Oduya & Daughters",
    )
    assert form.headers["X-Robots-Tag"] == "noindex"


def test_turning_back_leads_to_the_form_as_it_was_filled_in(client, practised):
    answer = client.post(practised, {"outcome": "cancelled"})

    assert (answer.status_code, value(client.get(answer.url), "own")) == (303, "12.50")
    assert Payment.objects.count() == 0


def test_a_gift_that_is_not_paid_yet_says_so_and_offers_the_payment_page(client, practised):
    page = client.get(Donation.objects.get().get_absolute_url())

    assert "This gift is not paid yet" in text(page)
    assert f'href="{practised}"' in page.content.decode()


@pytest.mark.parametrize(
    ("data", "headers"),
    [({"outcome": "riches"}, {}), ({}, {}), ({"outcome": "succeeds"}, {"Sec-Fetch-Site": "cross-site"})],
)
def test_an_outcome_that_nobody_chose_changes_nothing(client, practised, data, headers):
    assert client.post(practised, data, headers=headers).status_code == 200
    assert Payment.objects.count() == 0


def test_practice_is_not_there_outside_the_demo(client, practised, settings):
    settings.DEMO = False

    assert (
        client.get(practised).status_code
        == client.post(practised, {"outcome": "succeeds"}).status_code
        == 404
    )
    assert Payment.objects.count() == 0


def test_a_pledge_cannot_be_paid_on_the_practice_page(client):
    pledge = make_donation()

    assert (
        client.post(f"/membership/practice/{pledge.public_id}/", {"outcome": "succeeds"}).status_code == 404
    )


# --- a donor's own page -----------------------------------------------------------------------


def test_a_page_that_nobody_was_given_is_not_there(client):
    assert client.get("/membership/gift/11111111-2222-4333-8444-555555555555/").status_code == 404


def test_a_gift_that_was_given_back_is_not_thanked(client):
    donation = make_donation()
    for kind, minor in (("payment", 800), ("refund", -800)):
        Payment.objects.create(
            donation=donation,
            kind=kind,
            minor=minor,
            currency="EUR",
            provider="pledge",
            reference="x",
            at=timezone.now(),
        )

    assert "Your gift was given back" in text(client.get(donation.get_absolute_url()))


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/harbour/outfall/", "/harbour/outfall/"),
        ("//evil.example/", ""),
        ("https://evil.example/", ""),
        ("/\\evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/a\nb", ""),
        ("/" + "x" * 300, ""),
        ("", ""),
    ],
)
def test_the_way_back_leads_to_our_own_pages_only(typed, path):
    assert same_site_path(typed) == path
