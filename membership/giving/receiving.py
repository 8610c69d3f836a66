"""Money that staff see arrive, or send back, themselves: pledges by transfer and cheque."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.giving.ledger import record
from membership.giving.refunding import refundable
from membership.giving.refusals import Refused
from membership.models import BankCredit, Donation, Interval, Payment
from membership.money import Money, locales
from membership.periods import noon
from membership.providers import PLEDGE
from membership.transfers.references import BANK
from newsroom.models import User

#: A transfer marked by hand and a credit of the same amount this near may be one.
NEAR = timedelta(days=10)


def require_receive(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.receive_donation"):
        raise PermissionDenied(_("Only membership managers can mark a gift as received."))


@transaction.atomic
def receive(donation: Donation, *, by: User, amount: Money, at: date, note: str = "") -> Payment:
    """Record that a pledged gift has arrived, as staff saw it on the statement of that day.

    Raises PermissionDenied or Refused. A second click is refused with the day of the first.
    """
    require_receive(by)
    donation = _pledged(donation, amount)
    if amount.minor <= 0:
        raise Refused(_("Enter an amount above zero."))
    today = timezone.localdate()
    if at > today:
        raise Refused(_("That day has not come yet. Enter the day on the bank statement."))
    if at < timezone.localdate(donation.promised_at) - timedelta(days=31):
        raise Refused(_("That is more than a month before the gift was promised. Check the year."))
    _not_yet_received(donation, amount, at)
    return record(
        Payment(
            donation=donation,
            kind=Payment.Kind.PAYMENT,
            minor=amount.minor,
            currency=amount.currency,
            provider=donation.provider,
            reference=f"{donation.reference}/{at:%Y-%m-%d}",
            at=noon_or_now(at, today),
            note=note.strip()[:300],
            recorded_by=by,
        )
    )


@transaction.atomic
def receive_credit(donation: Donation, credit: BankCredit, *, by: User, note: str = "") -> Payment:
    """Record a credit of the bank statement as a payment of this gift, whatever its amount: it is here.

    Twice is once. Raises PermissionDenied or Refused.
    """
    require_receive(by)
    # The lock comes first: of two hands that book the same credit, the second finds what the first wrote.
    credit = BankCredit.objects.select_for_update().get(pk=credit.pk)
    reference = credit_reference(credit)
    known = Payment.objects.filter(provider=PLEDGE, kind=Payment.Kind.PAYMENT, reference=reference).first()
    if known and known.donation_id != donation.pk:
        raise Refused(_("This credit is booked for %(other)s already.") % {"other": known.donation.reference})
    if known:
        return known
    _not_booked_elsewhere(credit)
    donation = _pledged(donation, credit.amount)
    return record(
        Payment(
            donation=donation,
            kind=Payment.Kind.PAYMENT,
            minor=credit.minor,
            currency=credit.currency,
            provider=donation.provider,
            reference=reference,
            at=noon_or_now(credit.booked_on, timezone.localdate()),
            note=note.strip()[:300],
            recorded_by=by,
        )
    )


def _not_booked_elsewhere(credit: BankCredit) -> None:
    """One account may have been called by two names: then each of its entries is here twice."""
    twins = BankCredit.objects.exclude(pk=credit.pk).filter(
        currency=credit.currency,
        minor=credit.minor,
        booked_on=credit.booked_on,
        reference=credit.reference,
        payer=credit.payer,
        text=credit.text,
    )
    names = [credit_reference(twin) for twin in twins]
    booked = Payment.objects.filter(provider=PLEDGE, kind=Payment.Kind.PAYMENT, reference__in=names)
    if line := booked.select_related("donation").first():
        said = _(
            "The same entry was taken in for another account too, and is booked for %(other)s. If it is "
            "one account under two names, say what became of this one. If it is another transfer, mark "
            "it received on the page of its gift."
        )
        raise Refused(said % {"other": line.donation.reference})


def credit_reference(credit: BankCredit) -> str:
    """What the ledger calls a payment that came as this credit."""
    return f"{BANK}{credit.pk}"


def credit_expression() -> Concat:
    """The same inside a query about credits, for the credit of the query around it."""
    return Concat(Value(BANK), Cast(OuterRef("pk"), CharField()))


def _pledged(donation: Donation, amount: Money) -> Donation:
    donation = Donation.objects.select_for_update().get(pk=donation.pk)
    if donation.provider != PLEDGE:
        raise Refused(_("This gift is paid through a provider, which tells us itself when money arrives."))
    if amount.currency != donation.currency:
        raise Refused(_("The gift was promised in %(currency)s.") % {"currency": donation.currency})
    return donation


def _not_yet_received(donation: Donation, amount: Money, at: date) -> None:
    for payment in donation.payments.filter(kind=Payment.Kind.PAYMENT):
        day = timezone.localdate(payment.at)
        told = {"amount": payment.amount.exact, "day": locales.day(day, short=True)}
        if day == at or (donation.interval == Interval.ONCE and donation.received.minor >= donation.minor):
            raise Refused(_("%(amount)s of this gift are already marked as received on %(day)s.") % told)
        from_bank = payment.reference.startswith(BANK) and payment.amount == amount
        if from_bank and abs(day - at) <= NEAR and refundable(payment).minor:
            said = _(
                "The bank’s statement brought %(amount)s for this gift on %(day)s, and they are booked. "
                "A second transfer will stand on the statement too: it is booked from there."
            )
            raise Refused(said % told)


def noon_or_now(day: date, today: date) -> datetime:
    """Noon of the day, so that no time zone moves it to another; now, if it is today and still morning."""
    return min(noon(day), timezone.now()) if day == today else noon(day)
