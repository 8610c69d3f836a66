"""No money moves: a page that asks which outcome you want. For the demo newsroom and for tests only."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import reverse
from django.utils import timezone

from membership.money import Money
from membership.providers.base import Caps, Fact, Gift, Misconfigured, Provider, Start, Told

Outcome = Literal["succeeds", "declined"]


class Practice(Provider):
    slug = "practice"

    def caps(self) -> Caps:
        return Caps(intervals=frozenset({"once", "monthly", "yearly"}), hosted=True, live=False)

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

    def play(self, outcome: Outcome, *, donation: UUID, amount: Money) -> Fact:
        """The fact that a real provider would tell us after this outcome."""
        self._only_in_the_demo()
        paid = outcome == "succeeds"
        return Fact(
            kind="payment" if paid else "failed",
            provider=self.slug,
            reference=f"practice-{donation}",
            donation=donation,
            amount=amount if paid else Money(0, amount.currency),
            at=timezone.now(),
            live=False,
        )

    def _only_in_the_demo(self) -> None:
        if not settings.DEMO:
            raise Misconfigured("Gifts cannot be taken just now: the practice provider is for the demo only.")
