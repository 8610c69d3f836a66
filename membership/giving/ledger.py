"""The one door into the ledger: every line of it is written here, and nowhere else."""

from membership import letters, receipts
from membership.giving import gate
from membership.giving.pairing import notice_later
from membership.giving.summing_up import sum_up
from membership.models import Donation, Letter, Member, Payment, StatusReport
from membership.models.ledger import GIVING, LEDGER
from membership.models.member import CONSENT


def record(payment: Payment, *, elsewhere: bool = False) -> Payment:
    """Write down a line, and what follows from money. The caller holds the donation's lock.

    Nothing follows from what moves in from `elsewhere`: that system has thanked for it and certified it.
    """
    with LEDGER.open():
        payment.save()
    sum_up(payment.donation)
    if not elsewhere:
        _follow(payment)
    return payment


def _follow(payment: Payment) -> None:
    donation = payment.donation
    if payment.kind in {Payment.Kind.PAYMENT, Payment.Kind.FAILED}:
        gate.settled(donation, paid=payment.kind == Payment.Kind.PAYMENT)
    if payment.kind == Payment.Kind.PAYMENT:
        _becomes_member(donation)
    # Before the letters: the receipt goes with the thanks.
    paper = receipts.follow(payment)
    # Who gave cash or by transfer may have left no address.
    if payment.kind == Payment.Kind.PAYMENT and (donation.email or donation.member_id):
        letters.write(Letter.Kind.THANKS, donation=donation, payment=payment)
    elif payment.kind in receipts.BACK:
        letters.write(Letter.Kind.GIVEN_BACK, donation=donation, payment=payment)
    elif payment.kind == Payment.Kind.REINSTATED and paper:
        letters.write(Letter.Kind.RECEIPT, donation=donation, receipt=paper)
    elif payment.kind == Payment.Kind.FAILED and _still_fails(payment, donation):
        letters.write(_dunning(payment), donation=donation, payment=payment)
    notice_later(payment)


def _still_fails(payment: Payment, donation: Donation) -> bool:
    """A try of which we hear after a later payment needs nothing of its donor any more; nor does a first try,
    whose donor sees the provider's page, unless it was a bank debit that we have said is under way."""
    if not donation.email:
        return False
    tried = donation.status_reports.filter(state=StatusReport.State.PROCESSING)
    if not (donation.repeats and donation.member_id) and not tried.exists():
        return False
    return not donation.payments.filter(kind=Payment.Kind.PAYMENT, at__gte=payment.at).exists()


def _dunning(payment: Payment) -> Letter.Kind:
    """First and later tries ask for another card; a payment that waits for the bank's question says so."""
    if not payment.donation.member_id:
        return Letter.Kind.FAILED
    if payment.mend_url and payment.again_at is None:
        return Letter.Kind.CONFIRM
    return Letter.Kind.FAILED if payment.again_at else Letter.Kind.LAST_TRY


@GIVING.writes
def _becomes_member(donation: Donation) -> None:
    """Whoever gives is a member, under the address of the gift; addresses that differ in case are one."""
    if donation.member_id or not donation.email:
        return
    member, new = Member.objects.get_or_create(
        email=donation.email.lower(), defaults={"name": donation.name, "language": donation.language}
    )
    if not new and not member.name and donation.name:
        member.name = donation.name
        member.save(update_fields=["name"])
    # Anybody may type in the address of somebody who is a member: they say yes on their own page.
    if new and donation.consent_text:
        member.agree(donation.consent_text, Member.Where.FORM)
        member.save(update_fields=CONSENT)
    donation.member = member
    donation.save(update_fields=["member"])
