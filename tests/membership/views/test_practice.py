"""The practice page, and a donor's own page afterwards."""

from __future__ import annotations

import re

import pytest
from django.core import mail as outbox
from django.utils import timezone

from membership.models import Donation, Payment
from membership.paths import same_site_path
from tests.builders.books import pay
from tests.builders.gifts import make_donation, text, value

pytestmark = pytest.mark.django_db


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
    assert (value(form, "own_monthly"), value(form, "email"), value(form, "receipt_name")) == (
        "12.50",
        "hanne@reader.example",
        "Oduya & Daughters",
    )
    assert form.headers["X-Robots-Tag"] == "noindex"


def test_turning_back_leads_to_the_form_as_it_was_filled_in(client, practised):
    answer = client.post(practised, {"outcome": "cancelled"})

    assert (answer.status_code, value(client.get(answer.url), "own_monthly")) == (303, "12.50")
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


def play(client, page, *outcomes):
    """The gift's own status after each of them."""
    seen = []
    for outcome in outcomes:
        assert client.post(page, {"outcome": outcome}).status_code == 303
        seen.append(str(Donation.objects.with_summary().get().status))
    return seen


def offered(client, page) -> list[str]:
    return re.findall(r'name="outcome" value="([^"]+)"', client.get(page).content.decode())


def test_the_bank_asks_on_a_page_of_its_own(client, practised):
    asked = client.post(practised, {"outcome": "confirm"}).url

    assert "Is it you who pays?" in text(client.get(asked))
    assert (offered(client, asked), Payment.objects.count()) == (["succeeds", "declined"], 0)
    assert play(client, asked, "declined", "succeeds") == ["failed", "active"]


def test_a_bank_debit_is_on_its_way_before_it_arrives_or_comes_back(client, practised):
    assert play(client, practised, "processing") == ["processing"]
    assert offered(client, practised) == ["arrives", "fails"]

    assert play(client, practised, "arrives") == ["active"]
    assert Payment.objects.get().kind == "payment"


def test_a_bank_debit_that_comes_back_leaves_no_money(client, practised):
    play(client, practised, "processing", "fails")

    assert [(line.kind, line.minor) for line in Payment.objects.all()] == [("failed", 0)]


def test_a_page_that_was_left_open_closes(client, practised):
    assert play(client, practised, "expires", "succeeds") == ["failed", "active"]


def test_a_repeated_gift_is_played_through_its_months(client, practised):
    play(client, practised, "succeeds")
    assert offered(client, practised) == ["renews", "renewal-fails", "ends", "refunded", "disputed"]

    seen = play(client, practised, "renews", "renewal-fails", "recovers", "ends")

    assert seen == ["active", "past-due", "active", "ended"]
    assert [line.minor for line in Payment.objects.order_by("pk")] == [1250, 1250, 0, 1250]
    assert offered(client, practised) == ["refunded", "disputed"]
    assert "What happens next?" in text(client.get(practised))


def test_a_dispute_takes_the_last_payment_and_a_won_one_brings_it_back(client, practised):
    play(client, practised, "succeeds", "disputed")
    assert offered(client, practised) == ["renews", "renewal-fails", "ends", "dispute-won"]

    play(client, practised, "dispute-won", "refunded")

    assert [(line.kind, line.minor) for line in Payment.objects.order_by("pk")] == [
        ("payment", 1250),
        ("dispute", -1250),
        ("reinstated", 1250),
        ("refund", -1250),
    ]


def test_what_cannot_happen_changes_nothing(client, practised):
    for outcome in ("renews", "recovers", "ends", "refunded", "disputed", "dispute-won", "renewal-fails"):
        assert client.post(practised, {"outcome": outcome}).status_code == 303

    assert (Payment.objects.count(), Donation.objects.get().status_reports.count()) == (0, 0)


def test_the_thanks_lead_back_to_the_practice_page(client, practised):
    thanks = client.get(client.post(practised, {"outcome": "succeeds"}).url)

    assert f'href="{practised}"' in thanks.content.decode()


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


def test_a_page_that_nobody_was_given_is_not_there(client):
    assert client.get("/membership/gift/11111111-2222-4333-8444-555555555555/").status_code == 404


def test_a_gift_that_was_given_back_is_not_thanked(client):
    donation = make_donation()
    for kind, minor in (("payment", 800), ("refund", -800)):
        pay(donation, timezone.now(), minor, kind)

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
