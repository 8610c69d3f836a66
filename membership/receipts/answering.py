"""A receipt that is wrong is not edited: it is voided, and another is written in its place."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from membership import letters
from membership.models import Letter, Payment, Receipt
from membership.receipts.issuing import certify_what_went_back, compose, obstacles, valid_backs, write_void
from membership.receipts.numbering import hold, write
from membership.refusals import Refused
from newsroom.models import User


def require_answer(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.void_receipt"):
        raise PermissionDenied(_("Voiding and replacing receipts needs a permission of its own."))


@transaction.atomic
def void(receipt: Receipt, *, by: User, reason: str, mailed: bool = True) -> Receipt:
    """Write the paper that takes a receipt back, and those that take back what answered it in part.

    Twice is once. `mailed`: whether the donor is told by a mail of its own. Raises PermissionDenied or
    Refused.
    """
    require_answer(by)
    receipt = _held(receipt)
    if known := receipt.answers.filter(kind=Receipt.Kind.VOID).first():
        return known
    if receipt.kind not in {Receipt.Kind.GIFT, Receipt.Kind.ANNUAL}:
        raise Refused(_("This paper takes something back already; it cannot be voided itself."))
    if not reason.strip():
        raise Refused(_("Say why the receipt is voided; it stands in the books."))
    # Left valid, “300 went back” would be said of a receipt that holds no longer.
    for back in valid_backs(receipt.answers.all()):
        write_void(back, by=by, reason=reason)
    paper = write_void(receipt, by=by, reason=reason)
    if mailed:
        _mail(paper)
    return paper


@transaction.atomic
def void_backs(payment: Payment, *, by: User, reason: str) -> list[Receipt]:
    """Void the papers that say something of this payment went back; a discrepancy asks for the right ones."""
    require_answer(by)
    back = Payment.objects.filter(provider=payment.provider, of=payment.reference)
    about = Receipt.objects.filter(lines__payment__in=back)
    held = [_held(back) for back in valid_backs(about)]
    return [write_void(back, by=by, reason=reason) for back in held if not back.voided]


@transaction.atomic
def replace(receipt: Receipt, *, by: User, reason: str) -> Receipt:
    """Void a receipt of one gift and write another from what the gift says now; mailed to the donor.

    What went back of the gift is written down again after it, as an answer to the new one. Raises Refused
    where the new one cannot be written: the old one then stands.
    """
    require_answer(by)
    if receipt.kind != Receipt.Kind.GIFT:
        raise Refused(
            _("Void the paper and issue it anew; only the receipt of one gift is replaced in one step.")
        )
    # Held before it is asked about: of two who replace it at once, the second finds it voided.
    receipt = _held(receipt)
    if receipt.voided:
        raise Refused(_("This receipt has been voided already. Issue a new one from the gift."))
    payment = receipt.lines.select_related("payment__donation__member").get().payment
    if in_the_way := obstacles(payment):
        raise Refused(" ".join(in_the_way))
    # The mail of the new one says which it replaces.
    void(receipt, by=by, reason=reason, mailed=False)
    issuer = receipt.issuer
    new = write(
        issuer,
        lambda number, at: compose(issuer, payment, number, at, answers=receipt.name),
        kind=Receipt.Kind.GIFT,
        payment=payment,
        of=receipt,
        by=by,
        reason=reason,
    )
    certify_what_went_back(payment)
    _mail(new)
    return new


def _mail(paper: Receipt) -> None:
    """To the address of its gift, or of its member; nowhere if there is none."""
    if paper.donation and paper.donation.email:
        letters.write(Letter.Kind.RECEIPT, donation=paper.donation, receipt=paper)
    elif paper.donation is None and paper.member and paper.member.email:
        letters.write(Letter.Kind.RECEIPT, member=paper.member, receipt=paper)


def _held(receipt: Receipt) -> Receipt:
    """Nobody else answers it until this transaction ends."""
    hold(receipt.donation_id)
    return Receipt.objects.select_for_update(no_key=True).get(pk=receipt.pk)
