"""A provider whose truth the test says, and gifts that are repeated through it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership.members import signing_in
from membership.models import Donation
from membership.providers import REGISTRY
from membership.providers.base import Declined, ReportedStatus, Start
from tests.builders.gifts import make_donation

EMAIL = "hanne@reader.example"
KEEPER = ("close_books", "refund_donation", "steer_donation", "view_donation", "change_member")


class Counter(type(REGISTRY["stripe"])):
    """A provider with a page for each key, whose truth the test says."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.told: list = []
        self.cancelled: list[str] = []
        self.declines = False

    def check(self):
        return []

    def start(self, gift, *, key, return_url, cancel_url):
        self.keys.append(key)
        if self.declines:
            raise Declined("No.")
        number = len(set(self.keys))
        return Start(url=f"https://pay.example/{number}", reference=f"page-{number}")

    def fetch(self, reference):
        return self.told

    def cancel(self, subscription, *, at_period_end, key):
        self.cancelled.append(subscription)
        self.told = [reported(self.told[-1].donation, "ended", subscription)]
        return self.told


def reported(public_id, state: str, subscription: str = "sub-1") -> ReportedStatus:
    return ReportedStatus(
        provider="stripe", donation=public_id, state=state, asked_at=timezone.now(), live=False,
        subscription=subscription,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(signing_in, "REFUSAL_TAKES", 0.0)


@pytest.fixture
def counter(monkeypatch):
    through = Counter()
    monkeypatch.setitem(REGISTRY, "stripe", through)
    return through


def subscription(**told) -> Donation:
    """A repeated gift that was begun with the provider and that nothing has come for."""
    return make_donation(
        **{"provider": "stripe", "interval": "monthly", "provider_reference": "page-1", "live": False, **told}
    )


def again(gift: Donation) -> Donation:
    return Donation.objects.with_summary().get(pk=gift.pk)
