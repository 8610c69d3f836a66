"""The stand-in's pages in a real browser: without JavaScript, narrow, light and dark, no fault for axe."""

from __future__ import annotations

import pytest

from tests.driving.axe import violations_in_both_colours
from tests.stripe_standin.sdk_requests import begun, given

pytestmark = pytest.mark.browser


def test_a_donor_pays_without_javascript_after_a_decline(standin, open_page):
    thanks = f"{standin.url}/page.css?s={{CHECKOUT_SESSION_ID}}"
    session = begun(standin.client(), success_url=thanks, submit_type="donate")
    page = open_page(width=390, javascript=False)

    page.goto(session.url)
    page.get_by_label("Name on card").fill("Ada Oduya")
    page.get_by_role("button", name="Card that is declined").click()
    said = page.get_by_role("alert").inner_text()
    kept = page.get_by_label("Name on card").input_value()
    page.get_by_role("button", name="Donate 8.00 EUR").click()

    assert said == "Your card was declined. Try another way to pay."
    assert kept == "Ada Oduya"
    assert page.url == thanks.replace("{CHECKOUT_SESSION_ID}", session.id)
    assert standin.client().v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_the_pages_are_accessible_and_fit_a_narrow_screen(standin, open_page):
    client = standin.client()
    monthly = given(standin, "subscription")
    standin.behave(monthly.customer, "declines")
    standin.advance(days=31)
    first, second = begun(client), begun(client, "subscription")
    _status, asked, _html = standin.page(first.url, outcome="authenticate")
    portal = client.v1.billing_portal.sessions.create(
        {"customer": monthly.customer, "return_url": standin.url}
    )
    invoice = client.v1.invoices.list({"status": "open"}).data[0]
    page = open_page(width=320)

    found = {}
    for url in (second.url, asked, portal.url, invoice.hosted_invoice_url, f"{standin.url}/gone"):
        page.goto(url)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[page.title()] = (violations_in_both_colours(page), wide)

    assert found == {
        "Subscribe 8.00 EUR": ([], 320),
        "Confirm this payment": ([], 320),
        "Your card": ([], 320),
        f"Invoice {invoice.number}": ([], 320),
        "This page is not available": ([], 320),
    }
