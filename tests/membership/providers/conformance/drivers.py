"""How money moves at each provider: a bank's statement, the practice page, the stand-in Stripe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from membership import giving
from membership.giving.practice_scenes import scene_of
from membership.models import BankCredit, BankStatement, Donation
from membership.providers.base import Told
from membership.providers.practice import Practice
from tests.builders.gifts import person
from tests.membership.providers.conformance.driver import Driver
from tests.stripe_standin.running import StandIn

#: What happens to a gift at a provider with cards.
WORLD = frozenset(
    {
        "decline", "debit", "arrive", "bounce", "expire", "renew", "renewal_fails", "recover", "gives_up",
        "dispute", "win", "refund_there", "refunds", "steers", "away",
    }
)  # fmt: skip


class OnPaper(Driver):
    """Pledges: a credit on the bank's statement is all that ever happens."""

    slug = "pledge"
    acts = frozenset({"renew"})

    def __init__(self) -> None:
        self.told: list[tuple[Donation, BankCredit]] = []
        self.by = person("petra", "receive_donation", "refund_donation")

    def pay(self, gift: Donation) -> None:
        number = len(self.told) + 1
        statement = BankStatement.objects.create(
            name=f"{number}.csv", digest=f"{number}", format="CSV", taken_by=self.by
        )
        credit = BankCredit.objects.create(
            statement=statement,
            reference=f"B{number}",
            minor=gift.amount.minor,
            currency=gift.currency,
            booked_on=timezone.localdate() - timedelta(days=1),
        )
        self.told.append((gift, credit))
        giving.receive_credit(gift, credit, by=self.by)

    renew = pay

    def tell_all(self, order: Callable[[list[Any]], Iterable[Any]] = list) -> None:
        for gift, credit in order(self.told):
            giving.receive_credit(gift, credit, by=self.by)


class Rehearsed(Driver):
    slug = "practice"
    acts = WORLD

    def __init__(self, settings: Any) -> None:
        self.settings = settings
        settings.DEMO = True
        self.told: list[list[Told]] = []

    def pay(self, gift: Donation) -> None:
        self._play(gift, "succeeds")

    def tell_all(self, order: Callable[[list[Any]], Iterable[Any]] = list) -> None:
        for told in order(self.told):
            giving.apply_all(told)

    def _play(self, gift: Donation, outcome: Any) -> None:
        told = Practice().play(outcome, scene_of(self.fresh(gift)))
        self.told.append(told)
        giving.apply_all(told)

    def decline(self, gift: Donation) -> None:
        self._play(gift, "declined")

    def debit(self, gift: Donation) -> None:
        self._play(gift, "processing")

    def arrive(self, gift: Donation) -> None:
        self._play(gift, "arrives")

    def bounce(self, gift: Donation) -> None:
        self._play(gift, "fails")

    def expire(self, gift: Donation) -> None:
        self._play(gift, "expires")

    def renew(self, gift: Donation) -> None:
        self._play(gift, "renews")

    def renewal_fails(self, gift: Donation) -> None:
        self._play(gift, "renewal-fails")

    def recover(self, gift: Donation) -> None:
        self._play(gift, "recovers")

    def gives_up(self, gift: Donation) -> None:
        self._play(gift, "ends")

    def dispute(self, gift: Donation) -> None:
        self._play(gift, "disputed")

    def win(self, gift: Donation) -> None:
        self._play(gift, "dispute-won")

    def refund_there(self, gift: Donation, minor: int) -> None:
        payment = self.payment(gift)
        amount = type(payment.amount)(minor, payment.currency)
        told = Practice().refund(payment.reference, amount, key=f"there:{len(self.told)}")
        self.told.append(told)
        giving.apply_all(told)

    def away(self) -> None:
        self.settings.DEMO = False

    def back_again(self) -> None:
        self.settings.DEMO = True


class AtStripe(Driver):
    slug = "stripe"
    acts = WORLD | {"events", "portal", "account"}

    def __init__(self, standin: StandIn) -> None:
        self.standin = standin

    def tell_all(self, order: Callable[[list[Any]], Iterable[Any]] = list) -> None:
        """As the webhook does it: each event leads to the question what is true of its object now."""
        since = datetime.now(UTC) - timedelta(days=1)
        for event in order(list(self.provider.events(since))):
            giving.apply_all(self.provider.told_by(event.kind, event.about))

    def pay(self, gift: Donation) -> None:
        self._press(gift, "paid")

    def decline(self, gift: Donation) -> None:
        self._press(gift, "declined")

    def debit(self, gift: Donation) -> None:
        self._press(gift, "debit")

    def _press(self, gift: Donation, outcome: Any) -> None:
        self.standin.press(gift.provider_reference, outcome, email=gift.email)
        self.tell_all()

    def arrive(self, gift: Donation) -> None:
        self.standin.settle(gift.provider_reference)
        self.tell_all()

    def bounce(self, gift: Donation) -> None:
        self.standin.bounce(gift.provider_reference)
        self.tell_all()

    def expire(self, gift: Donation) -> None:
        self._pass(hours=2)

    def renew(self, gift: Donation) -> None:
        self._pass(days=33 if gift.interval == "monthly" else 367)

    def comes_round(self, gift: Donation, day: date) -> None:
        midnight = datetime.combine(day, time(), UTC) + timedelta(days=1)
        self._pass(seconds=int(midnight.timestamp()) - self.standin.now())

    def renewal_fails(self, gift: Donation) -> None:
        self.standin.behave(gift.latest_report.customer, "declines")
        self._pass(days=32 if gift.interval == "monthly" else 366)

    def recover(self, gift: Donation) -> None:
        self.standin.behave(gift.latest_report.customer, "works")
        self._pass(days=4)

    def gives_up(self, gift: Donation) -> None:
        self.standin.behave(gift.latest_report.customer, "declines")
        self._pass(days=60 if gift.interval == "monthly" else 400)

    def _pass(self, **time: int) -> None:
        self.standin.advance(**time)
        self.tell_all()

    def dispute(self, gift: Donation) -> None:
        payment = self.payment(gift)
        back = gift.payments.filter(of=payment.reference).values_list("minor", flat=True)
        self.standin.dispute(payment.reference, amount=payment.minor + sum(back))
        self.tell_all()

    def win(self, gift: Donation) -> None:
        self.standin.win(self.standin.dump("dispute")[0]["id"])
        self.tell_all()

    def refund_there(self, gift: Donation, minor: int) -> None:
        self.standin.refund(self.payment(gift).reference, minor)
        self.tell_all()

    def away(self) -> None:
        self.standin.fault("status", times=50, status=503)

    def back_again(self) -> None:
        self.standin.no_faults()
