"""A donor's whole way in a real browser: appeal, form, hosted page, thanks, receipt, own pages, card, stop."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core import mail
from playwright.sync_api import expect
from pypdf import PdfReader

from membership.models import Donation, Member, Payment, Receipt
from tests.builders.newsdesk import live
from tests.driving.stripe_ways import SECRET, stripe  # noqa: F401 (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def code_in(letter) -> str:
    return re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", letter.body)[0]


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_appeal_to_the_end_of_the_gift(newsroom, standin, open_page, quick_hand, javascript):
    page = open_page(width=390, javascript=javascript)
    story = live("The outfall ran for 211 days")
    page.goto(newsroom.url + story.editions.get().path)
    page.locator(".ask").get_by_text("€8", exact=False).first.click()
    page.get_by_label("E-mail").fill("zora@reader.example")
    page.get_by_label("Name (optional)", exact=False).first.fill("Hanne Oduya")
    page.get_by_role("button", name="Continue to payment").click()

    # On the provider's page: a card is declined, the bank of another asks back, then it goes through.
    page.get_by_role("button", name="Card that is declined").click()
    assert Payment.objects.filter(kind="payment").count() == 0
    page.get_by_role("button", name="Card that asks for 3-D Secure").click()
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/membership/gift/**")
    assert "Thank you, Hanne Oduya" in page.get_by_role("heading", level=1).inner_text()
    standin.idle()

    donation = Donation.objects.get()
    receipt = Receipt.objects.get()
    assert (str(donation.amount), donation.interval, donation.source) == ("€8", "monthly", str(story.pk))
    assert (str(donation.status), Payment.objects.filter(kind="payment").count()) == ("active", 1)

    # Her own pages, by a code from the mail.
    page.goto(f"{newsroom.url}/membership/me/")
    page.get_by_label("E-mail").fill("ZORA@reader.example")
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code").fill(code_in(mail.outbox[-1]).lower())
    page.get_by_role("button", name="Sign in").click()
    assert receipt.name in page.content()
    cookies = page.context.cookies()
    assert [(cookie["path"], cookie["httpOnly"], cookie["sameSite"]) for cookie in cookies] == [
        ("/membership/me/", True, "Lax")
    ]
    file = page.request.get(f"{newsroom.url}/membership/me/receipts/{receipt.name}.pdf")
    said = PdfReader(BytesIO(file.body())).pages[0].extract_text()
    assert all(word in said for word in (receipt.name, "Hanne Oduya", "Harbour Ledger Cooperative"))

    # Another card, on the provider's page and back.
    page.get_by_role("link", name="€8 a month").click()
    page.get_by_role("button", name="Change the card").click()
    page.get_by_role("button", name="Save this card").click()
    page.get_by_role("link", name=re.compile("Return|Back", re.IGNORECASE)).first.click()
    page.wait_for_url("**/membership/me/**")

    # Two clicks end it.
    page.goto(f"{newsroom.url}/membership/me/gifts/{donation.public_id}/")
    page.get_by_role("link", name="Stop this gift").click()
    page.get_by_role("button", name="Stop the gift").click()
    page.wait_for_load_state()
    standin.idle()

    assert str(Donation.objects.get().status) == "ended"
    assert standin.dump("subscription")[0]["status"] == "canceled"
    assert Member.objects.get().name == "Hanne Oduya"


def trip_the_circuit_breaker() -> None:
    from membership.giving import circuit_breaker
    from tests.builders.gifts import make_donation

    for number in range(circuit_breaker.MOST_A_MINUTE + 1):
        make_donation(provider="stripe", reference=f"HL-{number:04d}-00")
    circuit_breaker.look(card=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_while_the_circuit_breaker_is_tripped_the_browser_does_a_small_sum_and_nobody_notices(
    newsroom, standin, open_page, width
):
    trip_the_circuit_breaker()
    page = open_page(width=width)
    page.goto(f"{newsroom.url}/membership/?amount=8")
    page.get_by_label("E-mail").fill("zora@reader.example")
    expect(page.locator("[name=answer]")).not_to_have_value("")
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url(f"{standin.url}/**")

    assert Donation.objects.filter(email="zora@reader.example").count() == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_whoever_was_faster_than_the_sum_waits_for_it_on_the_page(newsroom, standin, open_page, width):
    trip_the_circuit_breaker()
    page = open_page(width=width)
    page.route("**/proofworker*.js", lambda route: route.abort())
    page.goto(f"{newsroom.url}/membership/?amount=8")
    page.get_by_label("E-mail").fill("zora@reader.example")
    page.unroute("**/proofworker*.js")
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_text("Done. Press the button to continue.").wait_for(timeout=60_000)
    assert not page.get_by_role("button", name="Mail me a code").is_visible()
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url(f"{standin.url}/**")

    assert Donation.objects.filter(email="zora@reader.example").count() == 1


def test_without_a_script_a_mailed_code_does_as_well(newsroom, standin, open_page, quick_hand):
    trip_the_circuit_breaker()
    page = open_page(width=390, javascript=False)
    page.goto(f"{newsroom.url}/membership/?amount=8")
    page.get_by_label("E-mail").fill("zora@reader.example")
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code from the mail").fill(code_in(mail.outbox[-1]))
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url(f"{standin.url}/**")

    assert Donation.objects.filter(email="zora@reader.example").count() == 1
