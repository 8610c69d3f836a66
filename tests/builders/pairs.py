"""What the tests of gifts given twice by accident share: Hanne's gifts at a counter, and what it tells of them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from membership import giving
from membership.models import Donation, Pair, StatusReport
from membership.money import Money
from membership.providers.base import ReportedStatus
from tests.builders.by_hand import by_hand
from tests.builders.found import counter, keeper, kinds  # noqa: F401 (fixtures)
from tests.builders.gifts import fact, make_donation

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def tell():
    """Tells facts as a webhook does: one after the other."""

    def told(*facts) -> None:
        for one in facts:
            giving.apply(one)

    return told


def monthly(name: str, since: datetime, **told) -> Donation:
    gift = make_donation(
        provider="counter", interval="monthly", provider_reference=name, **{"name": "Hanne Oduya", **told}
    )
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=since)
    gift.refresh_from_db()
    return gift


def paid(gift: Donation, name: str, at: datetime):
    return fact(gift, reference=name, at=at, amount=gift.promised)


def failed(gift: Donation, name: str, at: datetime):
    return fact(gift, reference=name, at=at, kind="failed", amount=Money(0, gift.currency))


def reported(gift: Donation, state: str, at: datetime):
    return ReportedStatus(
        "counter", gift.public_id, state, at, live=True, subscription=f"sub-{gift.provider_reference}"
    )


@pytest.fixture
def story():
    """A renewal fails, the donor gives monthly anew, the retry succeeds: both run on."""
    days = [NOW - timedelta(days=days) for days in (60, 3, 2, 1)]
    older = monthly("older", days[0])
    newer = monthly("newer", days[2], minor=1000)
    return [
        paid(older, "o-1", days[0]),
        reported(older, "active", days[0]),
        failed(older, "o-2", days[1]),
        reported(older, "past_due", days[1]),
        paid(newer, "n-1", days[2]),
        reported(newer, "active", days[2]),
        paid(older, "o-3", days[3]),
        reported(older, "active", days[3]),
    ]


def twice(tell, *, after: timedelta, **other) -> tuple[Donation, Donation]:
    first = make_donation(provider="counter", name="Hanne Oduya")
    second = make_donation(provider="counter", **{"name": "Hanne Oduya", **other})
    tell(paid(first, "first", NOW - after), paid(second, "second", NOW))
    return first, second


@pytest.fixture
def stoppable(tell, counter, story):
    """The two run, and the provider can end each."""
    tell(*story)
    pair = Pair.objects.get()
    for one in (pair.first, pair.second):
        name = f"sub-{one.provider_reference}"
        counter.truth[f"stopped-{name}"] = [reported(one, "ended", timezone.now())]
    return pair


def links() -> list[str]:
    """The two of the latest mail, without the host."""
    body = next(one.body for one in reversed(outbox.outbox) if "twice?" in one.subject)
    return re.findall(r"https?://[^/]+(/membership/twice/\S+)", body)


def ended() -> set[str]:
    return set(
        StatusReport.objects.filter(state="ended").values_list("donation__provider_reference", flat=True)
    )
