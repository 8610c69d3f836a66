"""The newsroom's account at Stripe, line by line, as its books are held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.utils import timezone

from membership.providers.base import Payout, ReportedLine
from membership.providers.stripe.amounts import from_stripe
from membership.providers.stripe.reading import from_epoch
from membership.providers.stripe.requests import Row, asking, every, name

if TYPE_CHECKING:
    from stripe import StripeClient
    from stripe.params import BalanceTransactionListParamsCreated

Kind = Literal["payment", "refund", "dispute", "reinstated", "fee", "payout", "other"]
#: docs.stripe.com/reports/reporting-categories. What is not here is `other`, and staff look at it.
_KINDS: dict[str, Kind] = {
    "charge": "payment",
    "refund": "refund",
    "refund_failure": "reinstated",
    "dispute": "dispute",
    "dispute_reversal": "reinstated",
    "fee": "fee",
    "network_cost": "fee",
    "tax": "fee",
    "payout": "payout",
    "payout_reversal": "payout",
}
#: What our own check of a key writes on the payment that it makes, and on its refund.
CHECK = {"newsroom": "self-check"}
#: Lists come newest first; so much time is read at once to put them in order.
STRETCH = timedelta(days=1)


def lines(since: datetime) -> Iterator[ReportedLine]:
    with asking() as client:
        payout_of = _payouts_of(client, since)
    now = timezone.now()
    while since + STRETCH < now:
        yield from _between(since, since + STRETCH, payout_of)
        since += STRETCH
    yield from _between(since, None, payout_of)


def payouts(since: datetime) -> Iterator[Payout]:
    """Those that carry money to the bank or have done so, oldest first."""
    with asking() as client:
        rows = _made(client, since)
    for row in rows:
        if row["status"] not in {"canceled", "failed"}:
            yield Payout(
                reference=row["id"],
                amount=from_stripe(row["amount"], row["currency"]),
                arrives_on=from_epoch(row["arrival_date"]),
            )


def _between(start: datetime, end: datetime | None, payout_of: dict[str, str]) -> Iterator[ReportedLine]:
    created: BalanceTransactionListParamsCreated = {"gte": int(start.timestamp())}
    if end:
        created["lt"] = int(end.timestamp())
    with asking() as client:
        found = client.v1.balance_transactions.list(
            {"created": created, "limit": 100, "expand": ["data.source"]}
        )
        rows = every(found)
    for row in rows:
        if not _of_a_check(row["source"]):
            yield _line(row, payout_of.get(row["id"], ""))


def _of_a_check(source: Row | str | None) -> bool:
    """Nobody gave what our own check of a test key pays and gives back."""
    return isinstance(source, dict) and CHECK.items() <= (source.get("metadata") or {}).items()


def _made(client: StripeClient, since: datetime) -> Sequence[Row]:
    return every(client.v1.payouts.list({"created": {"gte": int(since.timestamp())}, "limit": 100}))


def _payouts_of(client: StripeClient, since: datetime) -> dict[str, str]:
    """The payout of each line. A line does not name it, and a payout made by hand does not name its lines."""
    return {
        row["id"]: payout["id"]
        for payout in _made(client, since)
        if payout["automatic"]
        for row in every(client.v1.balance_transactions.list({"payout": payout["id"], "limit": 100}))
    }


def _line(row: Row, payout: str) -> ReportedLine:
    kind = _KINDS.get(row["reporting_category"], "other")
    return ReportedLine(
        reference=row["id"],
        kind=kind,
        gross=from_stripe(row["amount"], row["currency"]),
        fee=from_stripe(row["fee"], row["currency"]),
        net=from_stripe(row["net"], row["currency"]),
        at=from_epoch(row["created"]),
        of=_of(kind, row["source"]),
        payout=payout,
    )


def _of(kind: Kind, source: Row | str | None) -> str:
    """The reference of the fact that a line belongs to: a charge's is that of its payment."""
    if kind in {"fee", "payout"}:
        return ""
    if isinstance(source, dict) and source["object"] == "charge":
        return name(source["payment_intent"]) or name(source)
    return name(source)
