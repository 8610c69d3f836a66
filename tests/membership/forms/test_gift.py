"""The form by which readers give: what it opens with, and what becomes of it."""

from __future__ import annotations

import re

import pytest
from django.core import mail as outbox
from django.test import Client

from membership.models import Appeal, Donation
from newsroom.models import Imprint
from tests.builders.gifts import chosen, text, value
from tests.driving.at_once import at_once

pytestmark = pytest.mark.django_db


def test_the_form_opens_with_what_the_link_has_chosen(client):
    Appeal.objects.create(heading="Ask", text="Text", amounts="4 a meeting\n8 a request\n15", place="story")

    page = client.get("/membership/?from=7&amount=8&interval=once&back=/harbour/outfall/")

    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert (chosen(page, "interval"), chosen(page, "amount_once")) == (["once"], ["8"])
    assert (value(page, "source"), value(page, "back"), value(page, "own_once")) == (
        "7",
        "/harbour/outfall/",
        "",
    )
    assert '<a href="/harbour/outfall/">Back to the story you were reading</a>' in page.content.decode()
    assert "a request" in text(page)


def test_an_amount_that_is_not_offered_stands_in_the_own_field(client):
    page = client.get("/membership/?amount=12.50")

    assert (chosen(page, "amount_monthly"), value(page, "own_monthly"), chosen(page, "interval")) == (
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
    assert (chosen(page, "interval"), chosen(page, "amount_monthly")) == (["monthly"], ["10"])
    assert (value(page, "own_monthly"), value(page, "back")) == ("", "")
    assert "evil" not in page.content.decode()


def test_no_box_is_ticked_beforehand_one_amount_is_chosen_and_no_cookie_is_set(client):
    page = client.get("/membership/")

    boxes = re.findall(r'<input type="checkbox"[^>]*>', page.content.decode())
    assert len(boxes) >= 1
    assert [box for box in boxes if "checked" in box] == []
    assert ([chosen(page, f"amount_{each}") for each in ("once", "monthly", "yearly")], page.cookies) == (
        [["10"], ["10"], ["10"]],
        {},
    )


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


@pytest.mark.usefixtures("pledging")
def test_a_gift_is_promised_and_the_donor_is_shown_how_to_pay(client, filled_in):
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


def test_without_an_account_to_send_them_to_no_pledges_are_taken(client, filled_in, settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"

    page, sent = client.get("/membership/"), client.post("/membership/", filled_in)

    assert "Gifts cannot be taken just now: how they are paid is being set up." in text(page)
    assert 'id="gift"' not in page.content.decode()
    assert (sent.status_code, Donation.objects.count()) == (503, 0)


@pytest.mark.usefixtures("pledging")
def test_a_typed_amount_needs_no_radio(client, filled_in):
    del filled_in["amount_monthly"]

    client.post("/membership/", filled_in)

    assert Donation.objects.get().minor == 1250


@pytest.mark.usefixtures("pledging")
def test_sending_again_by_the_back_button_leads_to_the_same_page(client, filled_in):
    answers = [client.post("/membership/", filled_in).url for _ in range(3)]

    assert len(set(answers)) == Donation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("pledging")
def test_a_double_click_makes_one_donation(filled_in):
    answers = at_once(*[lambda: Client().post("/membership/", filled_in).url] * 2)

    donation = Donation.objects.get()
    assert answers == [donation.get_absolute_url()] * 2
    assert len(outbox.outbox) == 1
