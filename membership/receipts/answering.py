"""A receipt that is wrong is not edited: it is voided, and another is written in its place."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from membership import mail
from membership.models import Letter, Payment, Receipt
from membership.receipts.issuing import about_of, compose, compose_answer, obstacles
from membership.receipts.numbering import write
from newsroom.models import User


class Refused(Exception):
    """The receipt cannot be answered so; the message says why and what to do."""


def may_answer(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.void_receipt"):
        raise PermissionDenied(_("Voiding and replacing receipts needs a permission of its own."))


@transaction.atomic
def void(receipt: Receipt, *, by: User, reason: str) -> Receipt:
    """Write the paper that takes a receipt back; twice is once. Raises PermissionDenied or Refused."""
    may_answer(by)
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if known := receipt.answers.filter(kind=Receipt.Kind.VOID).first():
        return known
    if receipt.kind not in {Receipt.Kind.GIFT, Receipt.Kind.ANNUAL}:
        raise Refused(_("This paper takes something back already; it cannot be voided itself."))
    if not reason.strip():
        raise Refused(_("Say why the receipt is voided; it stands in the books."))
    lines = _payments(receipt)
    return write(
        receipt.issuer,
        lambda number, at: compose_answer(receipt, "void", lines, number, at),
        kind=Receipt.Kind.VOID,
        about=f"void:{receipt.pk}",
        lines=lines,
        donation=receipt.donation,
        member=receipt.member,
        of=receipt,
        by=by,
        reason=reason,
        minor=-receipt.minor,
    )


@transaction.atomic
def replace(receipt: Receipt, *, by: User, reason: str) -> Receipt:
    """Void a receipt of one gift and write another from what the gift says now; mailed to the donor.

    Raises Refused where the new one cannot be written: the old one then stands.
    """
    may_answer(by)
    if receipt.kind != Receipt.Kind.GIFT:
        raise Refused(
            _("Void the paper and issue it anew; only the receipt of one gift is replaced in one step.")
        )
    payment = receipt.lines.select_related("payment__donation__member").get().payment
    if in_the_way := obstacles(payment):
        raise Refused(" ".join(in_the_way))
    if receipt.voided:
        raise Refused(_("This receipt has been voided already. Issue a new one from the gift."))
    void(receipt, by=by, reason=reason)
    issuer = receipt.issuer
    new = write(
        issuer,
        lambda number, at: compose(issuer, payment, number, at, answers=receipt.name),
        kind=Receipt.Kind.GIFT,
        about=about_of(payment),
        lines=[payment],
        donation=payment.donation,
        member=payment.donation.member,
        of=receipt,
        by=by,
        reason=reason,
    )
    mail.write(Letter.Kind.RECEIPT, donation=payment.donation, about=f"receipt:{new.pk}")
    return new


def _payments(receipt: Receipt) -> list[Payment]:
    lines = receipt.lines.select_related("payment__donation").order_by("payment__at", "payment_id")
    return [line.payment for line in lines]
