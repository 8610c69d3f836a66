"""What every driver does: it lets things happen to a gift out there, and then has the provider tell of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from itertools import count
from typing import Any, ClassVar

import pytest

from membership import giving
from membership.books import reconciling
from membership.giving import Actor
from membership.models import Donation, Payment
from membership.money import Money
from membership.providers import by_slug
from membership.providers.base import NotSupported, Provider
from tests.builders.gifts import wish

_numbers = count(1)


@dataclass(frozen=True)
class Books:
    """All that our books say of a gift."""

    ledger: tuple[tuple[str, int, str], ...]
    status: str
    amount: Money
    received: Money
    member: bool
    letters: tuple[str, ...]


class Driver(ABC):
    """Each act ends with the provider having told of it. What does not exist there raises NotSupported."""

    slug: ClassVar[str]
    #: The acts that exist there, beside paying.
    acts: ClassVar[frozenset[str]]

    @property
    def provider(self) -> Provider:
        return by_slug(self.slug)

    # --- our side
    def begin(self, amount: Money | None = None, interval: str = "once", **told: Any) -> Donation:
        told = {"email": f"donor-{next(_numbers)}@reader.example", **told}
        of = wish(amount=amount or Money(1234, "EUR"), interval=interval, **told)
        return giving.start(of, provider=self.provider)

    def paid(self, amount: Money | None = None, interval: str = "once") -> Donation:
        gift = self.begin(amount, interval)
        self.pay(gift)
        return self.fresh(gift)

    def fresh(self, gift: Donation) -> Donation:
        return Donation.objects.get(pk=gift.pk)

    def actor(self, gift: Donation) -> Actor:
        return Actor(donor=self.fresh(gift).member_id)

    def payment(self, gift: Donation) -> Payment:
        """The latest."""
        return gift.payments.filter(kind=Payment.Kind.PAYMENT).order_by("at", "pk").last()

    # --- out there
    @abstractmethod
    def pay(self, gift: Donation) -> None: ...

    @abstractmethod
    def tell_all(self, order: Callable[[list[Any]], Iterable[Any]] = list) -> None:
        """Everything that happened so far is told once more, in this order."""

    def _not_there(self, gift: Donation) -> None:
        raise NotSupported(self.slug)

    decline = debit = arrive = bounce = expire = _not_there
    renewal_fails = recover = gives_up = dispute = win = _not_there

    def renew(self, gift: Donation) -> None:
        raise NotSupported(self.slug)

    def comes_round(self, gift: Donation, day: date) -> None:
        """The day comes on which the next payment falls due, and it is made."""
        self.renew(gift)

    def refund_there(self, gift: Donation, minor: int) -> None:
        """Given back on the provider's own pages."""
        raise NotSupported(self.slug)

    def away(self) -> None:
        """The provider cannot be reached from now on, until `back_again`."""
        raise NotSupported(self.slug)

    def back_again(self) -> None:
        raise NotSupported(self.slug)

    # --- what is not there
    def says_no(self, act: str) -> None:
        """The provider says itself that it cannot; and our books stay as they are."""
        gift, money = self.begin(), Money(100, "EUR")
        before = books(gift)
        asked: dict[str, list[Callable[[], Any]]] = {
            "refunds": [lambda: self.provider.refund("p", money, key="k")],
            "steers": [
                lambda: self.provider.cancel("s", at_period_end=False, key="k"),
                lambda: self.provider.change_amount("s", money, key="k"),
                lambda: self.provider.change_day("s", gift.promised_at, key="k"),
                lambda: self.provider.pause("s", until=None, key="k"),
                lambda: self.provider.resume("s", key="k"),
            ],
            "events": [
                lambda: self.provider.read_event(b"{}", {}),
                lambda: self.provider.told_by("payment", "p"),
                lambda: list(self.provider.events(gift.promised_at)),
            ],
            "portal": [lambda: self.provider.portal_url("c", "/")],
            "account": [
                lambda: list(self.provider.account(gift.promised_at)),
                lambda: list(self.provider.payouts(gift.promised_at)),
            ],
        }
        arguments = {"refund_there": [gift, 1], "away": []}.get(act, [gift])
        for ask in asked.get(act) or [lambda: getattr(self, act)(*arguments)]:
            with pytest.raises(NotSupported):
                ask()
        assert self.provider.fetch(gift.provider_reference) == []
        assert self.provider.warnings("anything", "p") == []
        assert reconciling.in_use() == [one for one in reconciling.in_use() if one.caps().events]
        assert books(gift) == before


def books(gift: Donation) -> Books:
    gift = Donation.objects.with_summary().get(pk=gift.pk)
    lines = gift.payments.values_list("kind", "minor", "currency")
    return Books(
        ledger=tuple(sorted(lines)),
        status=str(gift.status),
        amount=gift.amount,
        received=gift.received,
        member=gift.member_id is not None,
        letters=tuple(sorted(gift.letters.values_list("kind", flat=True))),
    )


def ledger(gift: Donation) -> list[str]:
    """The lines as they came: "payment 1234"."""
    return [f"{line.kind} {line.minor}" for line in gift.payments.order_by("pk")]


def needs(*acts: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Where one of these does not exist, the scenario is that the provider says so."""

    def wrap(scenario: Callable[..., None]) -> Callable[..., None]:
        @wraps(scenario)
        def run(driver: Driver, **told: Any) -> None:
            missing = [act for act in acts if act not in driver.acts]
            for act in missing:
                driver.says_no(act)
            if not missing:
                scenario(driver, **told)

        return run

    return wrap
