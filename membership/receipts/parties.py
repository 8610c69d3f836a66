"""Our rows as the plain values that the rules of receipts know."""

from dataclasses import dataclass

from django.conf import settings

from membership import countries
from membership.models import Donation, Interval, Issuer, Payment, Tier
from membership.money import Money
from membership.receipt_documents import Entry


@dataclass(frozen=True)
class InReturn:
    """What a payment brings the donor: its fair value, and in words."""

    value: Money
    text: str = ""


def issuer_of(issuer: Issuer) -> countries.Issuer:
    return countries.Issuer.of(
        name=issuer.name,
        address=issuer.address,
        details={**issuer.details, "tax_id": issuer.tax_id, "signatory": issuer.signatory},
        wording=issuer.wording,
        language=issuer.language,
        timezone=settings.TIME_ZONE,
    )


def donor_of(donation: Donation, payment: Payment | None = None) -> countries.Donor:
    """The donor as a receipt names them. A declaration that was cancelled holds for what came before."""
    ended = donation.declaration_ended_at
    holds = bool(donation.declaration) and (ended is None or (payment is not None and payment.at < ended))
    return countries.Donor(
        name=donation.for_receipt or (donation.member.name if donation.member else ""),
        street=donation.street,
        postcode=donation.postcode,
        town=donation.town,
        country=donation.country,
        declared=holds,
    )


def tiers() -> list[Tier]:
    """Those that are offered, the highest first."""
    return list(Tier.objects.filter(active=True).order_by("-yearly_minor"))


def in_return(payment: Payment, offered: list[Tier] | None = None) -> InReturn:
    """By the tier that the promise reaches in a year: a month's payment brings a twelfth of its value.

    For many payments give it the `tiers()`; without them they are asked for.
    """
    donation = payment.donation
    times = 12 if donation.interval == Interval.MONTHLY else 1
    reached = (
        tier
        for tier in (tiers() if offered is None else offered)
        if tier.currency == payment.currency and tier.yearly_minor <= payment.minor * times
    )
    tier = next(reached, None)
    if tier is None or tier.value_minor == 0:
        return InReturn(Money(0, payment.currency))
    text = ", ".join(line.strip() for line in tier.benefits.splitlines() if line.strip())
    return InReturn(Money(-(-tier.value_minor // times), payment.currency), text)


def entry_of(payment: Payment) -> Entry:
    """A line of the ledger as a line of a paper, under the reference that the donor knows."""
    came = payment.kind == Payment.Kind.PAYMENT
    return Entry(
        at=payment.at,
        reference=payment.donation.reference,
        amount=payment.amount,
        of="" if came else payment.donation.reference,
        benefit=in_return(payment).value if came else None,
    )
