"""Donors of a year that nobody has certified yet, and runs that write its papers."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from membership import giving, members
from membership.models import Issuer, Payment, YearRun
from membership.money import Money
from membership.receipts import all_donors
from tests.builders.gifts import at_desk, fact, make_donation

BERLIN = ZoneInfo("Europe/Berlin")
NOW = "2027-01-12T09:00:00+01:00"


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def manager(client):
    return at_desk(client, "void_receipt", "refund_donation", "view_member", "view_receipt")


def gave(name: str, *, minor: int = 800, year: int = 2026, **told) -> Payment:
    """A gift that no receipt was written for: nobody was named yet who issues them."""
    gift = make_donation(**{"email": f"{name}@reader.example", "name": name, "minor": minor, **told})
    at = datetime(year, 3, 1, 12, tzinfo=BERLIN)
    return giving.apply(fact(gift, reference=f"pay-{name}-{year}", amount=Money(minor, "EUR"), at=at))


def issuer(**told) -> Issuer:
    return Issuer.objects.create(
        **{
            "name": "Harbour Ledger",
            "address": "14 Ropewalk\nSaltmere",
            "valid_from": date(2020, 1, 1),
            **told,
        }
    )


def run(manager, **told) -> YearRun:
    asked = {"year": 2026, "what": "receipts", "rehearsal": False, "mailed": False, "by": manager, **told}
    begun = all_donors.begin(**asked, job=False)
    list(all_donors.go_on(begun))
    begun.refresh_from_db()
    return begun


def results(of: YearRun) -> dict[str, str]:
    return {one.member.name: one.result for one in of.answers.select_related("member")}


def everybody(manager) -> None:
    """One donor of each kind."""
    gave("written")
    back = gave("nothing")
    gave("imported", provider=giving.IMPORTED)
    gave("before", year=2025)
    erased = gave("erased")
    members.erase(erased.donation.member, None)
    issuer()
    gave("each")
    giving.refund(back, amount=back.amount, reason="Asked for it", by=manager)
