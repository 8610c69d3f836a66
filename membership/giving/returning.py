"""What the bank took back of a transfer, as staff see it on the statement: it goes back in the ledger too."""

from django.db import transaction
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.giving.ledger import record
from membership.giving.receiving import noon_or_now, require_receive
from membership.giving.refunding import refundable
from membership.giving.refusals import Refused
from membership.models import BankReturn, Donation, Payment
from membership.models.payment import RETURN
from membership.money import Money, locales
from membership.providers import PLEDGE
from newsroom.models import User

#: The marks of MT940 say that it is a return, and not why.
_NO_REASON = {"", "RC", "RD"}


@transaction.atomic
def take_back(payment: Payment, entry: BankReturn, *, by: User) -> Payment:
    """Record that the bank took (part of) this payment back. The receipt is answered, the donor is told.

    Twice is once. Raises PermissionDenied or Refused: never more goes back than is left of the payment.
    """
    require_receive(by)
    # The lock comes first: of two hands that book the same entry, the second finds what the first wrote.
    entry = BankReturn.objects.select_for_update().get(pk=entry.pk)
    donation = Donation.objects.select_for_update().get(pk=payment.donation_id)
    known = Payment.objects.filter(
        provider=PLEDGE, kind=Payment.Kind.REFUND, reference=return_reference(entry)
    ).first()
    if known and known.of != payment.reference:
        raise Refused(_("It is booked back for %(other)s already.") % {"other": known.donation.reference})
    if known:
        return known
    if payment.kind != Payment.Kind.PAYMENT or payment.provider != PLEDGE or entry.minor >= 0:
        raise Refused(_("Only a payment by transfer can be taken back by the bank."))
    left = refundable(payment)
    if entry.currency != left.currency or -entry.minor > left.minor:
        raise Refused(
            _("%(amount)s went back, but of the payment of %(day)s only %(left)s are left.")
            % {
                "amount": Money(-entry.minor, entry.currency).exact,
                "day": locales.day(payment.at, short=True),
                "left": left.exact,
            }
        )
    return record(
        Payment(
            donation=donation,
            kind=Payment.Kind.REFUND,
            minor=entry.minor,
            currency=entry.currency,
            provider=PLEDGE,
            reference=return_reference(entry),
            of=payment.reference,
            at=noon_or_now(entry.booked_on, timezone.localdate()),
            note=(
                _("Returned by the bank: %(why)s") % {"why": entry.why}
                if entry.why not in _NO_REASON
                else _("Returned by the bank")
            )[:300],
            recorded_by=by,
        )
    )


def return_reference(entry: BankReturn) -> str:
    """What the ledger calls the line that books this entry."""
    return f"{RETURN}{entry.pk}"


def return_expression() -> Concat:
    """The same inside a query about such entries, for the entry of the query around it."""
    return Concat(Value(RETURN), Cast(OuterRef("pk"), CharField()))
