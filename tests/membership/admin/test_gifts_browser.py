"""The staff's pages of gifts in a real browser: axe, the policy, a phone, no scripts, one plot at each width."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership import giving
from membership.models import Issuer, Note, Terms
from newsroom.models import Imprint, User
from tests.builders.books import gift, report
from tests.builders.gifts import fact, make_donation
from tests.driving.axe import violations_in_both_colours
from tests.driving.desk_browser import DESK_AND_PHONE, settle, signed_in, watch, widths_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def maya() -> User:
    return User.objects.create_superuser("maya", first_name="Maya")


@pytest.fixture
def at_desk(live_server, open_page, maya):
    """Opens pages as somebody who has signed in."""
    return lambda **how: signed_in(open_page(**how), live_server, maya)


@pytest.fixture
def screens(maya) -> list[str]:
    Imprint.objects.update_or_create(pk=1, defaults={"name": "The Harbour Ledger"})
    Terms.objects.create(monthly_goal_minor=24_000_00)
    today = f"{timezone.localdate():%Y-%m-%d}"
    one = gift("agnes", today, name="Agnes Tollund", source="7")
    report(one, today, "active", card_brand="visa", card_last4="4471", card_until="2027-10")
    Note.objects.create(donation=one, text="Rang about the double charge.", by=maya)
    page = f"/admin/membership/donation/{one.pk}"
    return [
        "/admin/membership/gifts/",
        f"{page}/change/",
        f"{page}/back/",
        f"{page}/stop/",
        "/admin/membership/look/",
    ]


def test_the_pages_of_gifts_pass_axe(at_desk, live_server, screens):
    page = at_desk(bypass_csp=True)

    found = {}
    for path in screens:
        page.goto(f"{live_server.url}{path}")
        found[path] = violations_in_both_colours(page)

    assert found == {path: [] for path in screens}


def test_no_page_of_gifts_breaks_the_policy_or_runs_over_the_edge(at_desk, live_server, screens):
    page = at_desk(width=390)
    complaints = watch(page)

    widths = {}
    for path in screens:
        page.goto(f"{live_server.url}{path}")
        settle(page)
        widths[path] = widths_of(page)

    assert [line for line in complaints if "favicon" not in line and "404" not in line] == []
    assert widths == dict.fromkeys(screens, DESK_AND_PHONE)


@pytest.mark.parametrize(("size", "shown"), [(390, "phone"), (1280, "wide")])
def test_each_plot_is_shown_once(at_desk, live_server, screens, size, shown):
    page = at_desk(width=size)
    page.goto(f"{live_server.url}{screens[0]}")

    seen = page.evaluate(
        "[...document.querySelectorAll('.chart')].filter(one => one.getBoundingClientRect().width)"
        ".map(one => one.classList[1])"
    )

    assert seen == [shown] * 3


def test_a_gift_is_stopped_without_scripts(at_desk, live_server, screens):
    page = at_desk(javascript=False)
    page.goto(f"{live_server.url}{screens[1]}")

    page.get_by_role("link", name="Stop the promise…").click()
    page.get_by_label("Why").fill("asked by mail")
    page.get_by_role("button", name="Stop the promise").click()

    assert page.get_by_text("The promise has ended. No more payments are taken.").is_visible()
    assert page.get_by_text("told by staff (maya): asked by mail").is_visible()


def test_a_row_of_a_list_takes_three_lines_of_a_phone_at_most(at_desk, live_server, screens):
    Issuer.objects.create(name="Harbour Ledger Trust")
    for number in range(3):
        one = make_donation(name="Agnes Tollund", reference=f"HL-000{number}-00")
        giving.apply(fact(one, reference=f"practice-{number}" * 4))
    page = at_desk(width=390)

    tall = {}
    for table in ("donation", "payment", "receipt", "member"):
        page.goto(f"{live_server.url}/admin/membership/{table}/")
        rows = "[...document.querySelectorAll('#result_list tbody tr')].map(row => row.getBoundingClientRect().height)"
        tall[table] = max(page.evaluate(rows))

    # Three lines of 14 pixels, the first of which holds the link, and their padding.
    assert {table: height for table, height in tall.items() if height > 88} == {}
