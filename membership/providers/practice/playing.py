"""What a real provider would tell after each thing that may happen to a gift. Nothing is kept here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from membership.money import Money
from membership.periods import after
from membership.providers.base import Card, Declined, Fact, Interval, ReportedStatus, State, Told

SLUG = "practice"
Outcome = Literal[
    "succeeds", "declined", "processing", "arrives", "fails", "expires",
    "renews", "renewal-fails", "recovers", "ends",
    "refunded", "disputed", "dispute-won",
]  # fmt: skip
OUTCOMES: frozenset[str] = frozenset(get_args(Outcome))
#: A card that anybody can tell from a real one.
CARD = Card(brand="practice", last4="0000", until="2034-09")
#: A failed payment is tried again after so long.
RETRY = timedelta(days=3)


@dataclass(frozen=True)
class Scene:
    """A gift at the moment at which something happens to it, as our books have it."""

    donation: UUID
    amount: Money
    interval: Interval
    #: How many payments have come, and how many tries have failed.
    paid: int = 0
    failed: int = 0
    #: The latest payment's reference, and what of it has not gone back.
    payment: str = ""
    left: Money | None = None
    #: How often money of it has gone back, and the dispute that is open.
    back: int = 0
    dispute: str = ""
    disputed: Money | None = None


def play(outcome: Outcome, scene: Scene) -> list[Told]:
    """What is told after this outcome. Raises Declined where it cannot happen now."""
    told = _PLAYS[outcome](scene)
    if not told:
        raise Declined(_("That cannot happen to this gift just now. Choose another outcome."))
    return told


def subscription_of(donation: UUID) -> str:
    return f"practice-sub-{donation}"


def gift_of(subscription: str) -> UUID:
    """Raises Declined for a repeated gift that was not begun here."""
    try:
        return UUID(subscription.removeprefix("practice-sub-"))
    except ValueError as error:
        raise Declined(_("The practice provider does not know this gift.")) from error


def reported(donation: UUID, state: State, **told: object) -> ReportedStatus:
    return ReportedStatus(
        provider=SLUG,
        donation=donation,
        state=state,
        asked_at=timezone.now(),
        live=False,
        **told,  # type: ignore[arg-type]
    )


def _first(scene: Scene) -> list[Told]:
    return _paid(scene) if not scene.paid else []


def _declined(scene: Scene) -> list[Told]:
    return [_failed(scene)] if not scene.paid else []


def _bounced(scene: Scene) -> list[Told]:
    return [_failed(scene), reported(scene.donation, "expired")] if not scene.paid else []


def _processing(scene: Scene) -> list[Told]:
    return [reported(scene.donation, "processing")] if not scene.paid else []


def _expired(scene: Scene) -> list[Told]:
    return [reported(scene.donation, "expired")] if not scene.paid else []


def _renewed(scene: Scene) -> list[Told]:
    return _paid(scene) if scene.paid and scene.interval != "once" else []


def _renewal_failed(scene: Scene) -> list[Told]:
    if not scene.paid or scene.interval == "once":
        return []
    again = timezone.now() + RETRY
    return [_failed(scene, again_at=again), _repeated(scene, "past_due", next_at=again)]


def _ended(scene: Scene) -> list[Told]:
    """The provider has tried for long enough."""
    if not scene.paid or scene.interval == "once":
        return []
    return [_repeated(scene, "ended", ends_at=timezone.now())]


def _refunded(scene: Scene) -> list[Told]:
    if not scene.left or not scene.left.minor:
        return []
    return [_back(scene, "refund", f"{scene.payment}/back/{scene.back + 1}", -scene.left)]


def _disputed(scene: Scene) -> list[Told]:
    if scene.dispute or not scene.left or not scene.left.minor:
        return []
    return [_back(scene, "dispute", f"{scene.payment}/dispute/{scene.back + 1}", -scene.left)]


def _won(scene: Scene) -> list[Told]:
    if not scene.dispute or not scene.disputed:
        return []
    return [_back(scene, "reinstated", scene.dispute, scene.disputed)]


def _paid(scene: Scene) -> list[Told]:
    number = f"/{scene.paid + 1}" if scene.paid else ""
    payment = Fact(
        kind="payment",
        provider=SLUG,
        reference=f"practice-{scene.donation}{number}",
        donation=scene.donation,
        amount=scene.amount,
        at=timezone.now(),
        live=False,
    )
    if scene.interval == "once":
        return [payment]
    return [payment, _repeated(scene, "active", next_at=after(payment.at, scene.interval))]


def _failed(scene: Scene, *, again_at: datetime | None = None) -> Fact:
    return Fact(
        kind="failed",
        provider=SLUG,
        reference=f"practice-{scene.donation}/try/{scene.failed + 1}",
        donation=scene.donation,
        amount=Money(0, scene.amount.currency),
        at=timezone.now(),
        live=False,
        again_at=again_at,
    )


def _back(
    scene: Scene, kind: Literal["refund", "dispute", "reinstated"], reference: str, amount: Money
) -> Fact:
    return Fact(
        kind=kind,
        provider=SLUG,
        reference=reference,
        donation=scene.donation,
        amount=amount,
        at=timezone.now(),
        live=False,
        of=scene.payment,
    )


def _repeated(
    scene: Scene, state: State, *, next_at: datetime | None = None, ends_at: datetime | None = None
) -> ReportedStatus:
    return reported(
        scene.donation,
        state,
        amount=scene.amount,
        subscription=subscription_of(scene.donation),
        customer=f"practice-donor-{scene.donation}",
        next_at=next_at,
        ends_at=ends_at,
        card=CARD,
    )


_PLAYS: dict[str, Callable[[Scene], list[Told]]] = {
    "succeeds": _first,
    "declined": _declined,
    "processing": _processing,
    "arrives": _first,
    "fails": _bounced,
    "expires": _expired,
    "renews": _renewed,
    "renewal-fails": _renewal_failed,
    "recovers": _renewed,
    "ends": _ended,
    "refunded": _refunded,
    "disputed": _disputed,
    "dispute-won": _won,
}
