"""Everything about a payment or a repeated gift, asked of Stripe now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from membership.providers.base import Fact, Told
from membership.providers.stripe import reading, reported_status
from membership.providers.stripe.requests import Row, every, name, plain

if TYPE_CHECKING:
    from stripe import StripeClient
    from stripe.params import InvoiceListParams

_PAGE = 100
_CARD = "default_payment_method"
#: A refund's movements of the account, with the moment of each.
_LINES = ["data.balance_transaction", "data.failure_balance_transaction"]


def session(client: StripeClient, reference: str) -> list[Told]:
    """What became of a payment page. Raises DoesNotFit if the page and the payment contradict each other."""
    row = plain(
        client.v1.checkout.sessions.retrieve(reference, {"expand": ["payment_intent", "invoice.payments"]})
    )
    gift = reading.gift_of_session(row)
    if gift is None:
        return []
    told: list[Told] = []
    if row["subscription"]:
        told = subscription(client, name(row["subscription"]))
    elif row["payment_intent"]:
        facts = _paid(client, row["payment_intent"], mend_url=row["url"] or "")
        told = [one for one in facts if isinstance(one, Fact)]
    reading.agrees(row, gift, told)
    if state := reading.state_of_session(row):
        told.append(reported_status.of_single_gift(gift, row, state))
    return told


def payment(client: StripeClient, reference: str) -> list[Told]:
    """A payment with its refunds, disputes and failed tries; how it stands while it is under way."""
    return _paid(client, plain(client.v1.payment_intents.retrieve(reference)))


def _paid(client: StripeClient, intent: Row, *, mend_url: str = "") -> list[Told]:
    gift = reading.gift_of(intent)
    if gift:
        return _about(client, intent, gift, mend_url=mend_url)
    link = _link(client, intent["id"])
    bill = reading.bill_of(link["invoice"]) if link else None
    if link is None or bill is None:
        return []
    told = _about(
        client, intent, bill.donation, bill=bill, paid_at=reading.paid_at(link), mend_url=bill.mend_url
    )
    return told + status(client, bill.subscription)


def invoice(client: StripeClient, reference: str) -> list[Told]:
    """One payment of a repeated gift, and how the gift stands."""
    row = plain(client.v1.invoices.retrieve(reference, {"expand": ["payments"]}))
    bill = reading.bill_of(row)
    if bill is None:
        return []
    return _of_bill(client, row, bill) + status(client, bill.subscription)


def subscription(client: StripeClient, reference: str) -> list[Told]:
    """Every payment of a repeated gift, all about the newest one, and how the gift stands.

    Refunds and disputes of older payments are told by their own events and by `payment`.
    """
    how = status(client, reference)
    return _payments(client, reference) + how if how else []


def status(client: StripeClient, reference: str) -> list[Told]:
    row = plain(
        client.v1.subscriptions.retrieve(
            reference,
            {
                "expand": [
                    "default_payment_method",
                    "customer.invoice_settings.default_payment_method",
                    "latest_invoice",
                ]
            },
        )
    )
    found = reported_status.of_subscription(row)
    return [found] if found else []


def refund(client: StripeClient, reference: str) -> list[Told]:
    return _paid_by(client, plain(client.v1.refunds.retrieve(reference)))


def charge(client: StripeClient, reference: str) -> list[Told]:
    return _paid_by(client, plain(client.v1.charges.retrieve(reference)))


def dispute(client: StripeClient, reference: str) -> list[Told]:
    return _paid_by(client, plain(client.v1.disputes.retrieve(reference)))


def warning(client: StripeClient, reference: str) -> list[Told]:
    return _paid_by(client, plain(client.v1.radar.early_fraud_warnings.retrieve(reference)))


def card(client: StripeClient, reference: str) -> list[Told]:
    """The bank has sent a newer card: how each gift that its owner repeats stands now."""
    of = name(plain(client.v1.payment_methods.retrieve(reference))["customer"])
    return [told for row in _repeated(client, of) for told in status(client, row["id"])] if of else []


def owner(client: StripeClient, reference: str) -> list[Told]:
    """A donor has chosen another card: each gift that they repeat follows it, and is told as it stands then.

    A subscription keeps the card that it was begun with, while the page for the card changes the donor's
    only (“Portal updated their card but next payment used the original one”). Payment pages set no card of
    the donor's, so one that stands there was chosen. Done again, this changes nothing.
    """
    chosen = name((plain(client.v1.customers.retrieve(reference)).get("invoice_settings") or {}).get(_CARD))
    told: list[Told] = []
    for row in _repeated(client, reference):
        if chosen and name(row[_CARD]) != chosen:
            client.v1.subscriptions.update(row["id"], {"default_payment_method": chosen})
        told += status(client, row["id"])
    return told


#: Who tells about the object of an event, by how its kind begins.
TELLERS: dict[str, Callable[[StripeClient, str], list[Told]]] = {
    "checkout.session.": session,
    "payment_intent.": payment,
    "invoice.": invoice,
    "customer.subscription.": subscription,
    "charge.dispute.": dispute,
    "charge.refunded": charge,
    "refund.": refund,
    "radar.early_fraud_warning.": warning,
    "payment_method.": card,
    "customer.updated": owner,
}
#: And about a reference of ours, by its first letters.
KNOWN_BY: dict[str, Callable[[StripeClient, str], list[Told]]] = {
    "cs_": session,
    "pi_": payment,
    "sub_": subscription,
    "in_": invoice,
    "ch_": charge,
    "py_": charge,
    "re_": refund,
    "pyr_": refund,
    "du_": dispute,
    "dp_": dispute,
}


def _repeated(client: StripeClient, customer: str) -> list[Row]:
    rows = every(client.v1.subscriptions.list({"customer": customer, "limit": _PAGE}))
    return [row for row in rows if reading.gift_of(row)]


def _payments(client: StripeClient, reference: str) -> list[Told]:
    asked: InvoiceListParams = {"subscription": reference, "limit": _PAGE, "expand": ["data.payments"]}
    # What is moved to another day leaves an invoice over nothing, which nobody pays.
    rows = [row for row in every(client.v1.invoices.list(asked)) if row["payments"]["data"]]
    told: list[Told] = []
    for row in rows:
        bill = reading.bill_of(row)
        if bill and row is rows[-1]:
            told += _of_bill(client, row, bill)
        elif bill:
            told += [
                reading.received(link, bill.donation)
                for link in row["payments"]["data"]
                if link["status"] == "paid" and link["payment"]["payment_intent"]
            ]
    return told


def _of_bill(client: StripeClient, row: Row, bill: reading.Bill) -> list[Told]:
    told: list[Told] = []
    for link in row["payments"]["data"]:
        if intent_id := name(link["payment"]["payment_intent"]):
            intent = plain(client.v1.payment_intents.retrieve(intent_id))
            told += _about(
                client,
                intent,
                bill.donation,
                bill=bill,
                paid_at=reading.paid_at(link),
                mend_url=bill.mend_url,
            )
    return told


def _about(
    client: StripeClient,
    intent: Row,
    gift: UUID,
    *,
    bill: reading.Bill | None = None,
    paid_at: datetime | None = None,
    mend_url: str = "",
) -> list[Told]:
    reading.same_mode(intent)
    of = intent["id"]
    found = client.v1.charges.list(
        {"payment_intent": of, "limit": _PAGE, "expand": ["data.balance_transaction"]}
    )
    charges = every(found)
    told: list[Told] = list(reading.failures(charges, gift, intent, bill, mend_url))
    if intent["status"] == "processing" and bill is None:
        told.append(reported_status.of_single_gift(gift, intent, "processing"))
    if intent["status"] == "succeeded":
        told.append(reading.payment_of(intent, gift, paid_at or reading.arrived_at(charges)))
        back = client.v1.refunds.list({"payment_intent": of, "limit": _PAGE, "expand": _LINES})
        told += reading.refunds(every(back), gift, intent)
        if any(row["disputed"] for row in charges):
            taken = client.v1.disputes.list({"payment_intent": of, "limit": _PAGE})
            told += reading.disputes(every(taken), gift, intent)
    return told


def _paid_by(client: StripeClient, row: Row) -> list[Told]:
    """About the payment that a refund, charge, dispute or warning belongs to."""
    intent = name(row["payment_intent"])
    return payment(client, intent) if intent else []


def _link(client: StripeClient, intent: str) -> Row | None:
    """Which invoice a payment was made for, if any."""
    found = client.v1.invoice_payments.list(
        {
            "payment": {"type": "payment_intent", "payment_intent": intent},
            "limit": 1,
            "expand": ["data.invoice"],
        }
    )
    return next((plain(row) for row in found.data), None)
