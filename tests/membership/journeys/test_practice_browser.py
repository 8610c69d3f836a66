"""The whole way in a real browser, with and without JavaScript: appeal, form, practice page, thanks."""

from __future__ import annotations

import pytest

from membership.models import Appeal, Donation, Payment
from newsroom.models import Imprint
from tests.builders.books import pay
from tests.builders.gifts import make_donation
from tests.builders.newsdesk import live
from tests.driving.axe import violations_in_both_colours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def paper(transactional_db):
    Imprint.objects.create(
        name="The Harbour Ledger",
        publisher="Harbour Ledger Cooperative, 14 Ropewalk, Saltmere",
        phone="0555 0140",
        gift_heading="Keep Saltmere’s newsroom open to everyone",
        gift_standfirst="There is no paywall here and no owner behind us.",
        tax_text="Gifts are deductible in Saltmere province.",
        bank_details="Harbour Ledger Cooperative\nIBAN XX12 SALT 9900 0012 3456 78\nBIC SALTXX2M",
    )
    Appeal.objects.create(
        heading="The pump logs cost us €640 and five months",
        text="Members paid for them.",
        amounts="4 keeps one council meeting covered\n8 pays for a records request\n15 an hour’s work",
    )


def reflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_gives_from_the_appeal_to_the_thanks(live_server, paper, open_page, quick_hand, javascript):
    page = open_page(width=390, javascript=javascript)
    story = live("The outfall ran for 211 days")
    page.goto(live_server.url + story.editions.get().path)
    page.locator(".ask").get_by_text("€8", exact=False).first.click()
    page.get_by_label("E-mail").fill("hanne.example.org")
    page.get_by_label("Name (optional)", exact=False).first.fill("Hanne Oduya")
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url("**/membership/")
    focused = page.evaluate("document.activeElement.id")
    page.locator("#problems a").click()
    page.get_by_label("E-mail").fill("hanne@reader.example")
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("button", name="The payment succeeds").click()
    page.wait_for_url("**/membership/gift/**")

    donation = Donation.objects.get()
    assert focused == "problems"
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you, Hanne Oduya"
    assert (str(donation.amount), donation.interval, donation.back, donation.source) == (
        "€8",
        "monthly",
        story.editions.get().path,
        str(story.pk),
    )
    assert Payment.objects.get().amount == donation.amount
    assert page.context.cookies() == []


def test_typing_an_amount_means_it_and_choosing_another_takes_it_back(live_server, paper, open_page):
    page = open_page()
    page.goto(live_server.url + "/membership/?amount=8")

    page.locator("#id_own_monthly").fill("12,50")
    typed = page.locator("[name=amount_monthly]:checked").get_attribute("value")
    page.locator("[name=amount_monthly][value='4']").check()

    assert (typed, page.locator("#id_own_monthly").input_value()) == ("other", "")


def test_the_form_is_given_by_keyboard_alone(live_server, paper, open_page):
    page = open_page(javascript=False)
    page.goto(live_server.url + "/membership/?amount=8")
    page.locator("#id_interval_1").focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    chosen = page.locator("[name=amount_yearly]:checked").get_attribute("value")
    page.keyboard.press("ArrowDown")

    assert page.locator("[name=interval]:checked").get_attribute("value") == "yearly"
    assert (chosen, page.locator("[name=amount_yearly]:checked").get_attribute("value")) == ("96", "180")
    assert [page.locator(f"fieldset.{each}").is_visible() for each in ("once", "monthly", "yearly")] == [
        False,
        False,
        True,
    ]


def test_every_page_of_a_donor_is_accessible_and_fits_a_narrow_screen(live_server, paper, open_page):
    gift = make_donation(interval="monthly", name="Hanne")
    practised = make_donation(provider="practice", live=False)
    paid = make_donation(name="Hanne")
    declined = make_donation()
    for donation, kind, minor in ((paid, "payment", 800), (declined, "failed", 0)):
        pay(donation, donation.promised_at, minor, kind)
    page = open_page(width=320, bypass_csp=True)
    found = {}
    for path in (
        "/membership/?amount=8&back=/harbour/outfall/",
        gift.get_absolute_url(),
        practised.get_absolute_url(),
        paid.get_absolute_url(),
        declined.get_absolute_url(),
        f"/membership/practice/{practised.public_id}/",
        "wrong",
    ):
        if path == "wrong":
            page.goto(live_server.url + "/membership/?amount=0.5")
            page.get_by_role("button", name="Continue to payment").click()
            page.locator("#problems").wait_for()
        else:
            page.goto(live_server.url + path)
        found[path] = (violations_in_both_colours(page), reflows(page))

    assert set(map(str, found.values())) == {"([], True)"}, found
