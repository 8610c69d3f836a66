"""The sum of a gift in a real browser: on the button with a script, by a step of its own without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from membership import providers
from membership.models import Donation
from membership.money import Money
from membership.providers.practice import Practice
from tests.builders.appeals import appeal
from tests.driving.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


class Charging(Practice):
    def caps(self):
        return replace(super().caps(), charges=True)


@pytest.fixture
def form(live_server, open_page, quick_hand, monkeypatch):
    """The form with an amount of one's own and the charge covered."""
    monkeypatch.setitem(providers.REGISTRY, "practice", Charging())
    appeal()

    def opened(**told):
        page = open_page(width=390, **told)
        page.goto(f"{live_server.url}/membership/")
        page.get_by_label("Name (optional)", exact=False).first.fill("Łukasz Żółć")
        page.get_by_label("E-mail").fill("lukasz@reader.example")
        page.locator("#id_own_monthly").fill("12,50")
        page.locator("[name=cover]").check()
        return page

    return opened


def test_with_a_script_the_button_says_the_sum_that_is_charged(form):
    page = form(bypass_csp=True)
    page.get_by_role("button", name="Continue to payment: €13.19").wait_for()
    found = violations(page)
    page.get_by_role("button", name="Continue to payment: €13.19").click()
    page.wait_for_url("**/practice/**")

    assert found == []
    assert Donation.objects.get().amount == Money(1319, "EUR")


def test_without_a_script_a_step_says_it_and_enter_presses_no_other_button(form):
    page = form(javascript=False)
    page.locator("#id_own_monthly").press("Enter")
    page.get_by_role("heading", name="You give €13.19 every month").wait_for()
    before = Donation.objects.count()
    page.get_by_role("button", name="Change something").click()
    kept = page.get_by_label("E-mail").input_value(), page.locator("#id_own_monthly").input_value()
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url("**/practice/**")

    assert (before, kept) == (0, ("lukasz@reader.example", "12,50"))
    assert Donation.objects.get().amount == Money(1319, "EUR")


def test_the_box_says_what_ticking_it_comes_to(live_server, open_page, monkeypatch):
    monkeypatch.setitem(providers.REGISTRY, "practice", Charging())
    appeal()
    page = open_page(width=390)
    page.goto(f"{live_server.url}/membership/?amount=8")
    said = page.locator("label[for=id_cover]").text_content
    unticked = (said(), page.get_by_role("button", name="Continue to payment").last.text_content())
    page.locator("[name=cover]").check()
    ticked = page.get_by_role("button", name="Continue to payment").last.text_content()
    page.locator("#id_own_monthly").fill("12,50")

    assert unticked == (
        "Add the payment charge: I give €8.55 instead of €8",
        "Continue to payment: €8",
    )
    assert ticked == "Continue to payment: €8.55"
    assert said() == "Add the payment charge to my gift"
