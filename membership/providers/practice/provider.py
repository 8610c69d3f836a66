"""The practice provider, as `giving` sees it. It answers for itself; there is nobody behind it."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.checks import CheckMessage, Error
from django.urls import reverse
from django.utils import timezone

from membership.money import Money
from membership.periods import falls_due
from membership.providers.base import (
    Caps,
    Fact,
    Gift,
    Interval,
    Misconfigured,
    Provider,
    ReportedStatus,
    Start,
    Told,
)
from membership.providers.practice import playing
from membership.providers.practice.playing import Outcome, Scene


class Practice(Provider):
    slug = playing.SLUG

    def caps(self) -> Caps:
        return Caps(
            intervals=frozenset({"once", "monthly", "yearly"}),
            hosted=True,
            live=False,
            refunds=True,
            steers=True,
        )

    def check(self) -> list[CheckMessage]:
        if settings.DEMO:
            return []
        return [
            Error(
                "MEMBERSHIP_PROVIDER=practice moves no money and is for the demo only.",
                hint="Set MEMBERSHIP_PROVIDER=pledge, or DEMO=1.",
                id="membership.E001",
            )
        ]

    def start(self, gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
        self._only_in_the_demo()
        return Start(url=reverse("membership:practice", args=[gift.id]), reference=f"practice-{gift.id}")

    def fetch(self, reference: str) -> list[Told]:
        """The page tells its outcome at once; there is nothing else to ask."""
        return []

    def play(self, outcome: Outcome, scene: Scene) -> list[Told]:
        """What a real provider would tell us after this outcome. Raises Declined if it cannot be now."""
        self._only_in_the_demo()
        told = [_on_its_day(one, scene.interval) for one in playing.play(outcome, scene)]
        for one in told:
            if isinstance(one, ReportedStatus):
                _remember(one)
        return told

    def refund(self, payment: str, amount: Money, *, key: str) -> list[Told]:
        self._only_in_the_demo()
        mark = hashlib.sha256(key.encode()).hexdigest()[:16]
        return [
            Fact(
                kind="refund",
                provider=self.slug,
                reference=f"{payment}/back/{mark}",
                donation=None,
                amount=-amount,
                at=timezone.now(),
                live=False,
                of=payment,
            )
        ]

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> list[Told]:
        if not at_period_end:
            now = timezone.now()
            return self._stands(subscription, state="ended", next_at=None, ends_at=now)
        until = _recalled(subscription).get("next_at") or timezone.now()
        return self._stands(subscription, next_at=None, ends_at=until)

    def change_amount(self, subscription: str, amount: Money, *, key: str) -> list[Told]:
        return self._stands(subscription, amount=amount)

    def change_day(self, subscription: str, next_at: datetime, *, key: str) -> list[Told]:
        told = self._stands(subscription, next_at=next_at)
        cache.set(f"{_name(subscription)}:day", next_at, None)
        return told

    def pause(self, subscription: str, *, until: datetime | None, key: str) -> list[Told]:
        return self._stands(subscription, state="paused", next_at=until)

    def resume(self, subscription: str, *, key: str) -> list[Told]:
        return self._stands(subscription, state="active", next_at=None)

    def _stands(self, subscription: str, **changed: Any) -> list[Told]:
        self._only_in_the_demo()
        donation: UUID = playing.gift_of(subscription)
        told = {"state": "active", "card": playing.CARD, **_recalled(subscription), **changed}
        status = playing.reported(donation, subscription=subscription, **told)
        _remember(status)
        return [status]

    def _only_in_the_demo(self) -> None:
        if not settings.DEMO:
            raise Misconfigured("Gifts cannot be taken just now: the practice provider is for the demo only.")


_KEPT = ("state", "amount", "customer", "next_at", "ends_at", "card")


def _remember(status: ReportedStatus) -> None:
    """A change of one thing leaves the others: a gift that is paused stays so when its amount is changed."""
    if status.subscription:
        cache.set(_name(status.subscription), {name: getattr(status, name) for name in _KEPT}, None)


def _on_its_day(told: Told, interval: Interval) -> Told:
    """A gift whose day was changed keeps it: the next payment is the one after that which was due."""
    if not isinstance(told, ReportedStatus) or told.state != "active" or told.next_at is None:
        return told
    day: datetime | None = cache.get(f"{_name(told.subscription)}:day")
    if day is None:
        return told
    due = _recalled(told.subscription).get("next_at") or timezone.now()
    return replace(told, next_at=next(one for one in falls_due(day, interval) if one > due))


def _recalled(subscription: str) -> dict[str, Any]:
    found: dict[str, Any] | None = cache.get(_name(subscription))
    return found or {}


def _name(subscription: str) -> str:
    return f"practice:{subscription}"
