"""A gift that came by itself, without a promise: staff write it down, and it is thanked for and certified."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.giving.ledger import record
from membership.giving.new_reference import under_new_reference
from membership.giving.receiving import credit_reference, noon_or_now, require_receive
from membership.giving.refusals import Refused
from membership.models import BankCredit, Donation, Interval, Payment
from membership.models.ledger import GIVING
from membership.money import Money
from membership.providers import PLEDGE
from newsroom.models import User

How = Literal["transfer", "cash", "cheque"]
HOWS = {
    "transfer": gettext_lazy("Bank transfer"),
    "cash": gettext_lazy("Cash"),
    "cheque": gettext_lazy("Cheque"),
}
#: Further back it is more likely a mistyped year.
LOOKS_BACK = timedelta(days=366)


@dataclass(frozen=True)
class ArrivedMoney:
    """What staff know of it. With `credit`, its amount and its day are what counts."""

    name: str
    amount: Money
    on: date
    how: How
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    note: str = ""
    credit: BankCredit | None = None


def take(found: ArrivedMoney, *, by: User, token: str) -> Payment:
    """Write down a gift that nobody promised: a Donation of its own, and its Payment, thanks and receipt.

    Twice is once: `token` belongs to one showing of the form, and a credit is taken once whatever the token.
    Raises PermissionDenied or Refused.
    """
    require_receive(by)
    if found.credit:
        found = ArrivedMoney(**{**vars(found), "amount": found.credit.amount, "on": found.credit.booked_on})
    if not found.name.strip():
        raise Refused(_("Write down whom it came from; “Cash box” will do."))
    if found.amount.minor <= 0:
        raise Refused(_("Enter an amount above zero."))
    today = timezone.localdate()
    if found.on > today:
        raise Refused(_("That day has not come yet. Enter the day on which the money came."))
    if not found.credit and found.on < today - LOOKS_BACK:
        raise Refused(_("That is more than a year ago. Check the year."))
    key = _key(found, token)
    try:
        with transaction.atomic():
            return _known(found, key) or _written(found, key, by)
    except IntegrityError as error:
        # Somebody else was writing the same down at this moment.
        if known := _known(found, key):
            return known
        raise Refused(_("The gift could not be written down. Try again in a minute.")) from error


def _known(found: ArrivedMoney, key: str) -> Payment | None:
    booked = Payment.objects.filter(kind=Payment.Kind.PAYMENT).select_related("donation")
    own: Payment | None = booked.filter(donation__form_token=key).order_by("pk").first()
    if own or found.credit is None:
        return own
    if other := booked.filter(reference=credit_reference(found.credit)).first():
        raise Refused(_("This credit is booked for %(other)s already.") % {"other": other.donation.reference})
    return None


@GIVING.writes
def _written(found: ArrivedMoney, key: str, by: User) -> Payment:
    donation = under_new_reference(partial(_write_gift, found, key), form_token=key)
    at = noon_or_now(found.on, timezone.localdate())
    Donation.objects.filter(pk=donation.pk).update(promised_at=at)
    donation = Donation.objects.select_for_update().get(pk=donation.pk)
    came = credit_reference(found.credit) if found.credit else f"{found.how}/{donation.reference}"
    return record(
        Payment(
            donation=donation,
            kind=Payment.Kind.PAYMENT,
            minor=found.amount.minor,
            currency=found.amount.currency,
            provider=donation.provider,
            reference=came,
            at=at,
            note=", ".join(part for part in (str(HOWS[found.how]), found.note.strip()) if part)[:300],
            recorded_by=by,
        )
    )


@transaction.atomic
def _write_gift(found: ArrivedMoney, key: str, reference: str) -> Donation:
    return Donation.objects.create(
        reference=reference,
        provider=PLEDGE,
        minor=found.amount.minor,
        currency=found.amount.currency,
        interval=Interval.ONCE,
        name=found.name.strip()[:120],
        email=found.email.strip(),
        language=settings.LANGUAGE_CODE[:12],
        street=found.street.strip()[:120],
        postcode=found.postcode.strip()[:20],
        town=found.town.strip()[:80],
        country=found.country[:2],
        form_token=key,
        live=True,
    )


def _key(found: ArrivedMoney, token: str) -> str:
    one = credit_reference(found.credit) if found.credit else token
    return hashlib.sha256(f"taken:{one}".encode()).hexdigest()
