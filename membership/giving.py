"""The one hand that changes donations and payments.

`start` writes down what a donor promises, then asks the provider; `apply` records what a provider tells us;
`receive` records what staff see arrive. All three are safe to call twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership import limits, mail, providers, references
from membership.models import Donation, Interval, Letter, Payment
from membership.money import Money
from membership.providers.base import Fact, Gift, Provider, Start
from newsroom.models import Imprint, User

#: More promises than this from one mail address in an hour are a mistake or an attack on its owner.
PROMISES_AN_HOUR = 5
#: One showing of the form may be sent again with other contents, so many times in all.
PROMISES_A_FORM = 3
HOUR = 60 * 60


class Refused(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


class TooMany(Refused):
    """Not this time: so many gifts in so short a time are a mistake or an attack."""


@dataclass(frozen=True)
class Wish:
    """What the form understood. `token` belongs to one showing of the form."""

    amount: Money
    interval: Interval
    email: str
    token: str
    name: str = ""
    receipt_name: str = ""
    source: str = ""
    back: str = ""


def start(wish: Wish, *, provider: Provider | None = None, address: str = "") -> Donation:
    """Write the promise down, then begin with the provider. `next_url` says where the donor goes.

    `address` is the network address that the wish came from, if it came from outside; it is not kept.

    The same wish told twice is one Donation with the same next page; the same form with other contents
    is another. Raises Refused or the provider's ProviderError; the promise stays, so a later try goes on.
    """
    through = provider or providers.chosen()
    donation = _promise(wish, through, address)
    if donation.next_url:
        return donation
    begun = _begin(donation, through)
    # Only the first of two clicks writes; the other goes where the first went.
    Donation.objects.filter(pk=donation.pk, next_url="").update(
        next_url=begun.url, provider_reference=begun.reference
    )
    donation.refresh_from_db(fields=["next_url", "provider_reference"])
    return donation


@transaction.atomic
def apply(fact: Fact) -> Payment:
    """Record what a provider tells us, once, however often and in whatever order it tells us.

    Raises Refused, and records nothing, when the fact does not fit the promise it speaks of.
    """
    donation = Donation.objects.select_for_update().filter(public_id=fact.donation).first()
    if donation is None:
        raise Refused(_("There is no such gift."))
    known = Payment.objects.filter(provider=fact.provider, kind=fact.kind, reference=fact.reference).first()
    if known and known.donation_id != donation.pk:
        raise Refused(_("This payment is recorded for another gift."))
    if known:
        return known
    _fits(fact, donation)
    return _record(
        donation,
        Payment(
            donation=donation,
            kind=fact.kind,
            minor=fact.amount.minor,
            currency=fact.amount.currency,
            provider=fact.provider,
            reference=fact.reference,
            at=fact.at,
        ),
    )


def may_receive(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.receive_donation"):
        raise PermissionDenied(_("Only membership managers can mark a gift as received."))


@transaction.atomic
def receive(donation: Donation, *, by: User, amount: Money, at: date, note: str = "") -> Payment:
    """Record that a pledged gift has arrived, as staff saw it on the statement of that day.

    Raises PermissionDenied or Refused. A second click is refused with the day of the first.
    """
    may_receive(by)
    donation = Donation.objects.select_for_update().get(pk=donation.pk)
    if donation.provider != "pledge":
        raise Refused(_("This gift is paid through a provider, which tells us itself when money arrives."))
    if amount.currency != donation.currency:
        raise Refused(_("The gift was promised in %(currency)s.") % {"currency": donation.currency})
    if amount.minor <= 0:
        raise Refused(_("Enter an amount above zero."))
    today = timezone.localdate()
    if at > today:
        raise Refused(_("That day has not come yet. Enter the day on the bank statement."))
    if at < timezone.localdate(donation.promised_at) - timedelta(days=31):
        raise Refused(_("That is more than a month before the gift was promised. Check the year."))
    _not_yet_received(donation, at)
    return _record(
        donation,
        Payment(
            donation=donation,
            kind=Payment.Kind.PAYMENT,
            minor=amount.minor,
            currency=amount.currency,
            provider=donation.provider,
            reference=f"{donation.reference}/{at:%Y-%m-%d}",
            at=_moment(at, today),
            note=note.strip()[:300],
            recorded_by=by,
        ),
    )


def _promise(wish: Wish, through: Provider, address: str) -> Donation:
    key = _key(wish)
    if known := Donation.objects.filter(form_token=key).first():
        return known
    if wish.interval not in through.caps().intervals:
        raise Refused(_("Gifts cannot be repeated here. Choose “Once”."))
    try:
        with _counted(wish, address):
            return _drawn_up(wish, through, key)
    except (IntegrityError, TooMany):
        # The other of two clicks was faster.
        if known := Donation.objects.filter(form_token=key).first():
            return known
        raise


def _drawn_up(wish: Wish, through: Provider, key: str) -> Donation:
    prefix = references.prefix_of(Imprint.current().name)
    for attempt in range(20):
        try:
            return _write_promise(wish, through, key, references.make(prefix, length=4 + attempt // 5))
        except IntegrityError:
            # The reference is taken; or the promise is written already.
            if Donation.objects.filter(form_token=key).exists():
                raise
    raise Refused(_("Your gift could not be written down. Try again in a minute."))


# Durable: the promise is committed before the provider is asked, and no caller holds a transaction open.
@transaction.atomic(durable=True)
def _write_promise(wish: Wish, through: Provider, key: str, reference: str) -> Donation:
    donation = Donation.objects.create(
        reference=reference,
        provider=through.slug,
        minor=wish.amount.minor,
        currency=wish.amount.currency,
        interval=wish.interval,
        name=wish.name,
        email=wish.email,
        receipt_name=wish.receipt_name,
        source=wish.source,
        back=wish.back,
        form_token=key,
        live=through.caps().live,
    )
    if not through.caps().hosted:
        mail.write(donation, Letter.Kind.INSTRUCTIONS)
    return donation


def _begin(donation: Donation, through: Provider) -> Start:
    return through.start(
        Gift(
            id=donation.public_id,
            reference=donation.reference,
            amount=donation.amount,
            interval=donation.interval,  # type: ignore[arg-type]
            email=donation.email,
        ),
        key=f"gift:{donation.public_id}:start",
        return_url=donation.get_absolute_url(),
        cancel_url=f"{reverse('membership:give')}?again={donation.public_id}",
    )


def _key(wish: Wish) -> str:
    """Going back, changing the amount and sending again is another gift: contents are part of the key."""
    told = "\x1f".join(str(part) for part in (*astuple(wish)[1:], wish.amount.minor, wish.amount.currency))
    return hashlib.sha256(told.encode()).hexdigest()


@contextmanager
def _counted(wish: Wish, address: str) -> Iterator[None]:
    """Take a place with the form, the mail address and the network address; TooMany if one has none left.

    What comes to nothing takes no place.
    """
    asked = [
        (
            f"form:{wish.token}",
            PROMISES_A_FORM,
            # Longer than a form may stay open.
            3 * HOUR,
            _("This page has sent several gifts already. Open it anew to make another, or write to us."),
        ),
        (
            f"mail:{limits.one_mailbox(wish.email)}",
            PROMISES_AN_HOUR,
            HOUR,
            _(
                "There were several gifts from this e-mail address within an hour. "
                "Try again later, or write to us."
            ),
        ),
    ]
    if address and settings.MEMBERSHIP_HOURLY_LIMIT:
        sentence = _(
            "There were many gifts from your network within an hour. Try again later, or write to us."
        )
        asked.append((f"from:{address}", settings.MEMBERSHIP_HOURLY_LIMIT, HOUR, sentence))
    taken: list[str] = []
    try:
        for of, most, seconds, sentence in asked:
            place = limits.take_place(of, most, seconds)
            if place is None:
                raise TooMany(sentence)
            taken.append(place)
        yield
    except BaseException:
        limits.give_back(taken)
        raise


def _fits(fact: Fact, donation: Donation) -> None:
    if fact.provider != donation.provider or fact.live != donation.live:
        raise Refused(_("The gift was begun through another provider."))
    if fact.amount.currency != donation.currency:
        raise Refused(_("The gift was promised in %(currency)s.") % {"currency": donation.currency})
    if fact.kind == "payment" and fact.amount != donation.amount:
        raise Refused(_("The gift was promised as %(amount)s.") % {"amount": donation.amount.exact})


def _not_yet_received(donation: Donation, at: date) -> None:
    for payment in donation.payments.filter(kind=Payment.Kind.PAYMENT):
        that_day = timezone.localdate(payment.at) == at
        if that_day or (donation.interval == Interval.ONCE and donation.received.minor >= donation.minor):
            raise Refused(
                _("%(amount)s of this gift are already marked as received on %(day)s.")
                % {"amount": payment.amount.exact, "day": date_format(timezone.localdate(payment.at))}
            )


def _moment(day: date, today: date) -> datetime:
    """Noon of the day, so that no time zone moves it to another; now, if it is today and still morning."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return min(noon, timezone.now()) if day == today else noon


def _record(donation: Donation, payment: Payment) -> Payment:
    payment.save()
    if payment.kind == Payment.Kind.PAYMENT:
        mail.write(donation, Letter.Kind.THANKS, about=f"{payment.provider}:{payment.reference}")
    return payment
