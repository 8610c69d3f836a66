"""Stripe's rows in our own words: what a row says, and whether it agrees with what we asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from membership.money import Money
from membership.providers.base import DoesNotFit, Fact, State, Told
from membership.providers.stripe import keys
from membership.providers.stripe.amounts import from_stripe
from membership.providers.stripe.requests import Row, name

SLUG = "stripe"
#: The one thing that we write on Stripe's rows: which gift they belong to. Nothing personal goes there.
MARK = "donation"

Back = Literal["refund", "dispute", "reinstated"]


@dataclass(frozen=True)
class Bill:
    """What an invoice of a repeated gift says of its payments."""

    donation: UUID
    subscription: str
    open: bool
    attempts: int
    mend_url: str
    again_at: datetime | None


def from_epoch(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def gift_of(row: Row) -> UUID | None:
    """The gift whose id stands on this row; none for rows that others made in the same account."""
    try:
        return UUID((row["metadata"] or {}).get(MARK, ""))
    except ValueError:
        return None


def same_mode(row: Row) -> None:
    if row["livemode"] != keys.current().live:
        raise DoesNotFit(_("%(id)s belongs to Stripe's other mode, live or test.") % {"id": row["id"]})


def gift_of_session(session: Row) -> UUID | None:
    """The gift that a session was begun for, if all that names it agrees. None: not begun by us."""
    gift, reference = gift_of(session), session["client_reference_id"]
    if gift is None:
        return None
    same_mode(session)
    if reference != str(gift):
        raise DoesNotFit(_("%(id)s names two different gifts.") % {"id": session["id"]})
    if session["mode"] not in {"payment", "subscription"}:
        raise DoesNotFit(_("%(id)s takes no payment.") % {"id": session["id"]})
    return gift


def state_of_session(session: Row) -> State | None:
    """What a payment page says beside the payment: that it is under way, or that none will come of it."""
    if session["status"] == "expired":
        return "expired"
    if session["status"] != "complete" or session["subscription"] or _is_paid(session):
        return None
    # A debit under way, or a voucher that the donor has yet to pay at a counter.
    waiting = (session["payment_intent"] or {}).get("status") in {"processing", "requires_action"}
    return "processing" if waiting else "expired"


def agrees(session: Row, gift: UUID, told: list[Told]) -> None:
    """Hold a payment page against what was paid through it. Raises DoesNotFit."""
    payments = {one.reference: one for one in told if isinstance(one, Fact) and one.kind == "payment"}
    if session["subscription"]:
        # It may be paid later, and then not through its page; the page speaks of the first payment only.
        links = session["invoice"]["payments"]["data"] if session["invoice"] else []
        first = {name(link["payment"]["payment_intent"]) for link in links}
        payments = {reference: one for reference, one in payments.items() if reference in first}
    elif payments and not _is_paid(session):
        raise DoesNotFit(_("%(id)s says that nothing was paid.") % {"id": session["id"]})
    if any(one.donation != gift for one in told):
        raise DoesNotFit(_("%(id)s led to the payment of another gift.") % {"id": session["id"]})
    asked = from_stripe(session["amount_total"], session["currency"])
    for one in payments.values():
        if one.amount != asked:
            said = _("%(id)s asked for %(asked)s, but %(paid)s was paid.")
            raise DoesNotFit(said % {"id": session["id"], "asked": asked.exact, "paid": one.amount.exact})


def _is_paid(session: Row) -> bool:
    return session["payment_status"] in {"paid", "no_payment_required"}


def bill_of(invoice: Row) -> Bill | None:
    """None for an invoice that is none of ours."""
    details: Row | None = (invoice["parent"] or {}).get("subscription_details")
    gift = gift_of(details) if details else None
    if details is None or gift is None:
        return None
    same_mode(invoice)
    is_open = invoice["status"] == "open"
    again = invoice["next_payment_attempt"] if is_open else None
    return Bill(
        donation=gift,
        subscription=name(details["subscription"]),
        open=is_open,
        attempts=invoice["attempt_count"],
        mend_url=(invoice["hosted_invoice_url"] or "") if is_open else "",
        again_at=from_epoch(again) if again else None,
    )


def failures(
    charges: Sequence[Row], gift: UUID, intent: Row, bill: Bill | None, mend_url: str
) -> Iterator[Fact]:
    """Every try that came to nothing; the newest says how to mend it, while it can be mended.

    A bank that asks the absent donor to confirm leaves no charge behind: such a try is known by its number.
    """
    made = [(charge["id"], charge["created"]) for charge in charges if charge["status"] == "failed"]
    if bill and intent["status"] == "requires_action" and bill.attempts > len(made):
        made.append((f"{intent['id']}/{bill.attempts}", intent["created"]))
    settled = intent["status"] in {"succeeded", "canceled"}
    for number, (reference, created) in enumerate(made, start=1):
        newest = number == len(made) and not settled
        yield Fact(
            kind="failed",
            provider=SLUG,
            reference=reference,
            donation=gift,
            amount=Money(0, intent["currency"].upper()),
            at=from_epoch(created),
            live=intent["livemode"],
            mend_url=mend_url if newest else "",
            again_at=bill.again_at if newest and bill else None,
        )


def payment_of(intent: Row, gift: UUID, at: datetime) -> Fact:
    return Fact(
        kind="payment",
        provider=SLUG,
        reference=intent["id"],
        donation=gift,
        amount=from_stripe(intent["amount_received"], intent["currency"]),
        at=at,
        live=intent["livemode"],
    )


def arrived_at(charges: Sequence[Row]) -> datetime:
    """When the money of a payment came to the account: days after its charge was made, for a bank debit."""
    charge = next(row for row in reversed(charges) if row["status"] == "succeeded")
    return from_epoch((charge["balance_transaction"] or charge)["created"])


def received(link: Row, gift: UUID) -> Fact:
    """The same, as an invoice names the payment that settled it."""
    return Fact(
        kind="payment",
        provider=SLUG,
        reference=name(link["payment"]["payment_intent"]),
        donation=gift,
        amount=from_stripe(link["amount_paid"], link["currency"]),
        at=from_epoch(link["status_transitions"]["paid_at"]),
        live=link["livemode"],
    )


def paid_at(link: Row) -> datetime | None:
    at = link["status_transitions"]["paid_at"]
    return from_epoch(at) if at else None


def refunds(rows: Sequence[Row], gift: UUID, intent: Row) -> Iterator[Fact]:
    """What went back to the donor, and what came back to us because it did not arrive.

    A refund is told once it has moved the balance, pending or not; before that it may still be withdrawn. A
    card refund may fail weeks after it has succeeded (docs.stripe.com/refunds#failed-refunds): Stripe then
    puts the money back by a second line of the account. Facts are never taken back, so that second line is a
    fact of its own, `reinstated` with the refund's reference, and the two cancel out.
    """
    for row in rows:
        amount = from_stripe(row["amount"], row["currency"])
        lines: list[tuple[Back, Row | None, Money]] = [
            ("refund", row["balance_transaction"], -amount),
            ("reinstated", row["failure_balance_transaction"], amount),
        ]
        for kind, line, signed in lines:
            if line:
                yield Fact(
                    kind=kind,
                    provider=SLUG,
                    reference=row["id"],
                    donation=gift,
                    amount=signed,
                    at=from_epoch(line["created"]),
                    live=intent["livemode"],
                    of=intent["id"],
                )


def disputes(rows: Sequence[Row], gift: UUID, intent: Row) -> Iterator[Fact]:
    """Money that a bank took back, and what a won dispute brings. An inquiry moves none, and is no fact.

    A dispute that was won can be lost on appeal: each movement is told, the first of its kind under the
    dispute's own id.
    """
    for row in rows:
        seen: set[str] = set()
        for line in sorted(row["balance_transactions"], key=lambda line: line["created"]):
            kind: Back = "dispute" if line["amount"] < 0 else "reinstated"
            yield Fact(
                kind=kind,
                provider=SLUG,
                reference=f"{row['id']}/{line['id']}" if kind in seen else row["id"],
                donation=gift,
                amount=_disputed(row, line),
                at=from_epoch(line["created"]),
                live=row["livemode"],
                of=intent["id"],
            )
            seen.add(kind)


def _disputed(dispute: Row, line: Row) -> Money:
    """In the currency that the donor paid, which the account's may not be."""
    if line["currency"] == dispute["currency"]:
        return from_stripe(line["amount"], line["currency"])
    amount = from_stripe(dispute["amount"], dispute["currency"])
    return -amount if line["amount"] < 0 else amount
