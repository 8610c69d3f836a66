"""A promise: written down first, then begun with the provider."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from membership import limits, mail, providers, references
from membership.giving.refusals import Refused, TooMany
from membership.models import Donation, Interval, Letter
from membership.money import Money
from membership.providers.base import Gift, Provider, Start
from newsroom.models import Imprint

#: More promises than this from one mail address in an hour are a mistake or an attack on its owner.
PROMISES_AN_HOUR = 5
#: One showing of the form may be sent again with other contents, so many times in all.
PROMISES_A_FORM = 3
HOUR = 60 * 60
#: What the donor told us that goes into the row as it is.
_TOLD = (
    "interval", "name", "email", "language", "receipt_name", "street", "postcode", "town", "country",
    "tribute", "tribute_name", "message", "anonymous", "consent_text", "declaration", "source", "appeal",
    "back",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What the form understood. `token` belongs to one showing of the form."""

    amount: Money
    interval: Interval
    email: str
    token: str
    #: The part of `amount` that covers the provider's charge.
    cover: Money | None = None
    name: str = ""
    language: str = ""
    receipt_name: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    tribute: str = ""
    tribute_name: str = ""
    message: str = ""
    anonymous: bool = True
    consent_text: str = ""
    declaration: str = ""
    source: str = ""
    appeal: str = ""
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


def _promise(wish: Wish, through: Provider, address: str) -> Donation:
    key = _key(wish)
    if known := Donation.objects.filter(form_token=key).first():
        return known
    caps = through.caps()
    if wish.interval not in caps.intervals:
        raise Refused(_("Gifts cannot be repeated here. Choose “Once”."))
    if caps.currencies is not None and wish.amount.currency not in caps.currencies:
        raise Refused(_("Gifts in %(currency)s cannot be taken here.") % {"currency": wish.amount.currency})
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
        cover_minor=wish.cover.minor if wish.cover else 0,
        form_token=key,
        live=through.caps().live,
        **{name: getattr(wish, name) for name in _TOLD},
    )
    if not through.caps().hosted:
        mail.write(Letter.Kind.INSTRUCTIONS, donation=donation)
    return donation


def _begin(donation: Donation, through: Provider) -> Start:
    return through.start(
        Gift(
            id=donation.public_id,
            reference=donation.reference,
            amount=donation.amount,
            interval=donation.interval,  # type: ignore[arg-type]
            email=donation.email,
            title=_("Gift to %(paper)s") % {"paper": Imprint.current().name},
            language=donation.language,
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
