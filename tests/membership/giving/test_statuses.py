"""Each gift is in exactly the list that its word names, whatever its history."""

from __future__ import annotations

import re
from itertools import product

import pytest

from membership.models import Donation, Status
from tests.builders.books import pay, report
from tests.builders.by_hand import summed_up_once
from tests.builders.gifts import make_donation, person, text

pytestmark = pytest.mark.django_db
PATH = "/admin/membership/donation/"
#: What came or was tried, oldest first.
LEDGERS = {
    "nothing": [],
    "declined": [("failed", 0)],
    "paid": [("payment", 800)],
    "declined, then paid": [("failed", 0), ("payment", 800)],
    "paid twice": [("payment", 800), ("payment", 800)],
    "partly given back": [("payment", 800), ("refund", -300)],
    "given back": [("payment", 800), ("refund", -800)],
    "disputed": [("payment", 800), ("dispute", -800)],
    "dispute won": [("payment", 800), ("dispute", -800), ("reinstated", 800)],
}
#: What was told of it last, after something else or alone.
TOLD = [
    [],
    ["processing"],
    ["expired"],
    ["active"],
    ["past_due"],
    ["paused"],
    ["ended"],
    ["ended", "active"],
    ["processing", "expired"],
]


@pytest.fixture
def staff(client):
    client.force_login(person("petra", "view_donation"))
    return client


def history(interval: str, lines: list, told: list) -> Donation:
    gift = make_donation(interval=interval)
    for number, (kind, minor) in enumerate(lines, 1):
        pay(gift, f"2026-03-{number:02}", minor, kind)
    for number, state in enumerate(told, 1):
        report(gift, f"2026-04-{number:02}", state)
    return gift


def listed(staff, status: str) -> set[str]:
    page = staff.get(PATH, {"standing": status}).content.decode()
    return set(re.findall(r">(HL-TEST[^<]*)</a>", page))


def test_each_gift_is_in_the_list_that_its_word_names_and_in_no_other(staff):
    with summed_up_once():
        gifts = [
            history(interval, lines, told)
            for interval, lines, told in product(("once", "monthly"), LEDGERS.values(), TOLD)
        ]
    words = {gift.reference: gift.status for gift in Donation.objects.with_summary()}
    assert len(words) == len(gifts) == 162

    found = {status: set() for status in Status}
    for status in Status:
        for page in (1, 2):
            shown = staff.get(PATH, {"standing": status.value, "p": page}).content.decode()
            found[status] |= set(re.findall(r">(HL-TEST[^<]*)</a>", shown))

    assert found == {status: {name for name, word in words.items() if word == status} for status in Status}
    # No list is empty, so none could have been left out of this.
    assert all(found.values())


def test_promised_holds_only_what_is_promised_and_open(staff):
    promised = history("once", [], [])
    others = {
        history("once", [], ["ended"]).reference: "ended",
        history("once", [], ["processing"]).reference: "processing",
        history("once", [("failed", 0)], []).reference: "failed",
        history("monthly", [], ["expired"]).reference: "failed",
    }

    assert listed(staff, "promised") == {promised.reference}
    assert {
        name: status for status in Status.values for name in listed(staff, status) if name in others
    } == others


def test_the_filter_offers_every_status_by_its_word(staff):
    page = text(staff.get(PATH))

    assert all(str(status.label) in page for status in Status)


def test_what_was_paid_through_is_offered_by_name(staff):
    make_donation(provider="pledge")
    staff.force_login(person("kim", "view_donation", "view_payment", "view_event", "view_comparison"))
    for table in ("donation", "payment", "event", "comparison"):
        page = text(staff.get(f"/admin/membership/{table}/"))
        assert "Bank transfer or cheque" in page, table
        assert "From a list of the time before" in page, table

    assert "HL-TEST0-00" in text(staff.get(PATH, {"provider": "pledge"}))
    assert "HL-TEST0-00" not in text(staff.get(PATH, {"provider": "stripe"}))
