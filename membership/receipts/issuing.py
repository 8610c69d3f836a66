"""A receipt for each payment, and one for what goes back on it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from membership import countries, receipt_documents
from membership.countries.rule import Kind
from membership.countries.wording import UnknownRule
from membership.models import Issuer, Payment, Receipt
from membership.providers import IMPORTED
from membership.receipt_documents import Paper
from membership.receipts.gone import gone
from membership.receipts.grounds import Grounds
from membership.receipts.numbering import hold, write
from membership.receipts.parties import donor_of, entry_of, in_return, issuer_of
from newsroom.models import User

BACK = {Payment.Kind.REFUND, Payment.Kind.DISPUTE}


def follow(payment: Payment) -> Receipt | None:
    """What a new line of the ledger means for receipts; called in the transaction that records it.

    A payment that cannot be certified yet gets none: it waits among what needs a hand, with the reason.
    """
    if payment.kind == Payment.Kind.PAYMENT:
        return issue(payment)
    if payment.kind in BACK:
        return _certify_less(payment)
    if payment.kind == Payment.Kind.REINSTATED:
        return _certify_again(payment)
    return None


@transaction.atomic
def issue(payment: Payment, *, by: User | None = None) -> Receipt | None:
    """The receipt of a payment: the one that stands, a new one, or None if something is in the way."""
    hold(payment.donation_id)
    if valid := valid_receipt(payment):
        return valid
    if obstacles(payment):
        return None
    issuer = _current()
    receipt = write(
        issuer,
        lambda number, at: compose(issuer, payment, number, at),
        kind=Receipt.Kind.GIFT,
        payment=payment,
        by=by,
    )
    certify_what_went_back(payment)
    return receipt


def obstacles(payment: Payment, grounds: Grounds | None = None) -> list[str]:
    """Why no receipt can be written for this payment, as sentences for staff; empty if it can.

    For many payments give it what was `Grounds.about` them all.
    """
    if not payment.donation.live or payment.kind != Payment.Kind.PAYMENT:
        return [_("No money moved here, so there is nothing to certify.")]
    if payment.provider == IMPORTED:
        return [_("This gift came through another system, which certified it.")]
    grounds = grounds or Grounds.about([payment])
    issuer = grounds.issuer
    if issuer is None:
        return [_("Name the organisation that receives the money, under Membership.")]
    if grounds.left(payment) <= 0:
        return [_("All of it went back, so there is nothing to certify.")]
    given = in_return(payment, grounds.tiers)
    try:
        rule = countries.rule(issuer.rule)
    except UnknownRule as error:
        return [str(error)]
    return countries.problems(
        rule,
        issuer_of(issuer),
        donor_of(payment.donation, payment),
        payment.amount,
        benefit=given.value,
        benefit_text=given.text,
    )


def compose(issuer: Issuer, payment: Payment, number: str, at: datetime, *, answers: str = "") -> Paper:
    given = in_return(payment)
    return receipt_documents.compose(
        countries.rule(issuer.rule),
        issuer_of(issuer),
        donor_of(payment.donation, payment),
        [entry_of(payment)],
        number=number,
        kind="gift",
        issued_at=at,
        answers=answers,
        benefit_text=given.text,
    )


def compose_answer(
    receipt: Receipt, kind: Kind, lines: list[Payment], number: str, at: datetime, *, part: bool = False
) -> Paper:
    """A paper that says that `receipt` no longer holds, or a `part` of it, in the names that stand on it."""
    before = Paper.from_json(receipt.paper)
    donor = countries.Donor(name=before.donor.name)
    entries = [entry_of(line) for line in lines]
    return receipt_documents.compose(
        countries.rule(before.rule),
        issuer_of(receipt.issuer),
        donor,
        entries,
        number=number,
        kind=kind,
        issued_at=at,
        answers=receipt.name,
        part=part,
        language=before.language,
    )


def valid_receipt(payment: Payment) -> Receipt | None:
    """The receipt that certifies this payment now: the latest that has not been voided."""
    given = Receipt.objects.filter(kind=Receipt.Kind.GIFT, lines__payment=payment)
    return given.exclude(answers__kind=Receipt.Kind.VOID).order_by("-pk").first()


def valid_backs(papers: QuerySet[Receipt]) -> list[Receipt]:
    """Those of them that say something went back, and have not been voided."""
    backs = papers.filter(kind=Receipt.Kind.BACK).exclude(answers__kind=Receipt.Kind.VOID)
    return list(backs.order_by("pk"))


def certify_what_went_back(payment: Payment) -> list[Receipt]:
    """After a receipt: the papers of what went back before it was written, and did not come back again."""
    return [paper for line in gone(payment) if (paper := _certify_less(line))]


def write_void(receipt: Receipt, *, by: User | None, reason: str) -> Receipt:
    """The paper that takes another one back whole; asks nothing."""
    held = receipt.lines.select_related("payment__donation").order_by("payment__at", "payment_id")
    lines = [line.payment for line in held]
    return write(
        receipt.issuer,
        lambda number, at: compose_answer(receipt, "void", lines, number, at),
        kind=Receipt.Kind.VOID,
        lines=lines,
        donation=receipt.donation,
        member=receipt.member,
        of=receipt,
        by=by,
        reason=reason,
        minor=-receipt.minor,
    )


def _current() -> Issuer:
    issuer = Issuer.current()
    assert issuer is not None  # obstacles() has asked
    return issuer


def _paid(line: Payment) -> Payment | None:
    return (
        Payment.objects.filter(provider=line.provider, kind=Payment.Kind.PAYMENT, reference=line.of)
        .select_related("donation")
        .first()
    )


@transaction.atomic
def _certify_less(line: Payment) -> Receipt | None:
    # Somebody may be voiding or replacing the receipt: whoever comes second sees what the first has left.
    hold(line.donation_id)
    payment = _paid(line)
    receipt = valid_receipt(payment) if payment else None
    if payment is None or receipt is None:
        return None
    for known in valid_backs(Receipt.objects.filter(lines__payment=line)):
        if known.of_id == receipt.pk:
            return known
        write_void(known, by=None, reason=_("The receipt that it answered has been voided."))
    part = payment.remains.minor > 0
    return write(
        receipt.issuer,
        lambda number, at: compose_answer(receipt, "back", [line], number, at, part=part),
        kind=Receipt.Kind.BACK,
        payment=line,
        of=receipt,
        minor=line.minor,
    )


@transaction.atomic
def _certify_again(line: Payment) -> Receipt | None:
    """Money that came back after all: the paper that said it went is voided, the first one holds again."""
    backs = (
        Receipt.objects.filter(kind=Receipt.Kind.BACK, lines__payment__of=line.of)
        .exclude(answers__kind=Receipt.Kind.VOID)
        .filter(minor=-line.minor)
        .order_by("-pk")
    )
    gone = backs.filter(lines__payment__reference=line.reference).first() or backs.first()
    if gone is None:
        return None
    return write(
        gone.issuer,
        lambda number, at: compose_answer(gone, "void", [line], number, at),
        kind=Receipt.Kind.VOID,
        payment=line,
        of=gone,
        minor=line.minor,
    )
