"""A member's own way in a real browser, with and without JavaScript: code, gift, stop; and the appeals turned off."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership.models import Issuer, Receipt
from membership.tokens import supporter_token
from newsroom.models import Imprint
from tests.builders.membership_members import giver
from tests.driving.axe import violations_in_both_colours
from tests.driving.member_browser import come_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def donation(transactional_db):
    Imprint.objects.create(name="The Harbour Ledger", phone="0555 0140", email="desk@paper.example")
    Issuer.objects.create(name="Cooperative", address="14 Ropewalk", valid_from="2020-01-01")
    return giver()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_signs_in_and_stops_a_gift_in_two_clicks(live_server, donation, open_page, javascript):
    page = open_page(width=390, javascript=javascript)
    come_in(page, live_server.url)
    page.get_by_role("link", name="€8 a month").click()

    page.get_by_role("link", name="Stop this gift").click()
    page.get_by_role("button", name="Stop the gift").click()
    page.get_by_text("Your gift has ended. Nothing more is charged.").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()

    assert donation.status == "ended"
    assert page.context.cookies() == []


def test_the_cookie_is_sent_to_these_pages_alone(live_server, donation, open_page):
    page = open_page()
    come_in(page, live_server.url)

    [cookie] = page.context.cookies()
    elsewhere = [page.context.cookies(f"{live_server.url}{path}") for path in ("/", "/membership/")]

    assert (cookie["path"], cookie["httpOnly"], cookie["sameSite"]) == ("/membership/me/", True, "Lax")
    assert elsewhere == [[], []]


def test_no_page_of_a_member_has_a_fault_that_axe_finds_or_is_wider_than_a_small_screen(
    live_server, donation, open_page
):
    page = open_page(width=320)
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    gift, receipt = f"me/gifts/{donation.public_id}/", Receipt.objects.get().name
    paths = ["me/", "me/code/", f"supporter/{supporter_token.token()}/"]
    own = ["me/", gift, f"{gift}stop/", "me/details/", "me/erase/", f"me/receipts/{receipt}/"]
    own.append(f"me/years/{timezone.localdate().year}/")

    found = {path: faults(page, f"{live_server.url}/membership/{path}") for path in paths}
    come_in(page, live_server.url)
    found |= {f"own {path}": faults(page, f"{live_server.url}/membership/{path}") for path in own}

    assert {path: told for path, told in found.items() if told} == {}
    assert (len(found), errors) == (10, [])


def faults(page, url: str) -> list[object]:
    assert page.goto(url).status == 200
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*violations_in_both_colours(page), *(["wider than the screen"] if wide else [])]


def test_a_supporter_turns_the_appeals_off_and_on_again_without_a_request(live_server, donation, open_page):
    page = open_page()
    # Idle: a browser asks for the icon of the page when it likes.
    page.goto(f"{live_server.url}/membership/supporter/{supporter_token.token()}/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    kept = "localStorage.getItem('appeals-off-until')"

    page.get_by_role("button", name="Turn our appeals off").click()
    off, said = page.evaluate(kept), page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Turn them on again").click()

    assert off == page.locator("[data-until]").get_attribute("data-until")
    assert said == "Our appeals are off in this browser."
    assert page.evaluate(kept) is None
    assert (asked, page.context.cookies()) == ([], [])
