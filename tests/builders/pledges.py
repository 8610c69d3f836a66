"""Pledges of some day in the past, paid or not, and a clock that ticks through the days."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils import timezone

from membership import giving
from membership.models import Donation
from tests.builders import books
from tests.builders.books import day
from tests.builders.by_hand import by_hand
from tests.builders.gifts import make_donation


def pledge(since: str = "2026-01-01", **told) -> Donation:
    gift = make_donation(**{"interval": "monthly", **told})
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=day(since))
    return Donation.objects.get(pk=gift.pk)


def pay(gift: Donation, at: str) -> None:
    """It comes on that day, and is written down on that day."""
    with time_machine.travel(day(at), tick=False):
        books.pay(gift, at)


def letters(gift: Donation) -> list[tuple[str, str]]:
    """What was written, and of which day ("" where it is about the promise itself)."""
    rows = gift.letters.order_by("pk").values_list("kind", "day")
    return [(kind, day.isoformat() if day else "") for kind, day in rows]


def states(gift: Donation) -> list[tuple[str, str]]:
    return list(gift.status_reports.order_by("asked_at", "pk").values_list("state", "told_by"))


def live_through(first: str, last: str) -> None:
    """The clock ticks once a day."""
    at = day(first, hour=15)
    while at <= day(last, hour=15):
        with time_machine.travel(at, tick=False):
            giving.remind()
        at += timedelta(days=1)


def shown(gift: Donation, now: str) -> list[tuple[str, str]]:
    """Each instalment: its day, and the day on which it was paid, "open" or "let go"."""
    return [
        (
            f"{timezone.localdate(one.due):%m-%d}",
            f"{timezone.localdate(one.paid_at):%m-%d}" if one.paid_at else "let go" if one.let_go else "open",
        )
        for one in giving.instalments(gift, day(now))
    ]
