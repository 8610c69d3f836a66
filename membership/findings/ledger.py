"""Findings that ledger, receipts and bank statements give when they are held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership import countries
from membership.countries.wording import UnknownRule
from membership.findings.finding import Finding
from membership.models import BankCredit, Issuer, Payment, Receipt, RefundOrder, Resolution
from membership.receipts.parties import donor_of, issuer_of

MOST = 200
#: Two payments of one donor within this are asked about, for so long after.
TWICE_WITHIN = timedelta(minutes=5)
TWICE_SHOWN = timedelta(days=62)
#: The provider answers an order to give back at once; until then it may still be asking.
ANSWERED_WITHIN = timedelta(minutes=10)
BACK = (Payment.Kind.REFUND, Payment.Kind.DISPUTE)


def unreceipted() -> Iterator[Finding]:
    """Payments without a receipt since there is somebody to issue it, with what is in the way."""
    issuers = list(Issuer.objects.all())
    issuer = next((one for one in issuers if one.valid_from <= timezone.localdate()), None)
    if issuer is None:
        return
    since = timezone.make_aware(datetime.combine(min(one.valid_from for one in issuers), time()))
    paid = Payment.objects.live().filter(kind=Payment.Kind.PAYMENT, recorded_at__gte=since)
    paid = paid.exclude(provider="import")  # certified by the system that it was moved in from
    for payment in (
        paid.exclude(certified() | gone_back())
        .filter(~settled("receipt"))
        .select_related("donation__member")[:MOST]
    ):
        yield Finding(
            kind="receipt",
            about=str(payment.pk),
            title=_("Paid, but without a receipt"),
            text=_why_not(issuer, payment) or _("Nothing is in its way now: write it."),
            when=payment.at,
            amount=payment.amount,
            donation=payment.donation_id,
        )


def uncorrected() -> Iterator[Finding]:
    """Money that went back, while the receipt still certifies it."""
    paid = Payment.objects.filter(
        provider=OuterRef("provider"), kind=Payment.Kind.PAYMENT, reference=OuterRef("of")
    ).filter(certified())
    won = Payment.objects.filter(
        provider=OuterRef("provider"),
        kind=Payment.Kind.REINSTATED,
        of=OuterRef("of"),
        minor=-OuterRef("minor"),
    )
    back = Payment.objects.live().filter(Exists(paid), ~Exists(won), kind__in=BACK).exclude(certified())
    for line in back.filter(~settled("counted")).select_related("donation")[:MOST]:
        yield Finding(
            kind="counted",
            about=str(line.pk),
            title=_("Went back, but still counted on the receipt"),
            text=_("%(gift)s: the receipt of the payment has not been corrected.")
            % {"gift": line.donation.reference},
            when=line.at,
            amount=line.amount,
            donation=line.donation_id,
        )


def paid_twice() -> Iterator[Finding]:
    """The second of two payments of the same amount from the same address within five minutes."""
    came = Payment.objects.live().filter(kind=Payment.Kind.PAYMENT).exclude(donation__email="")
    before = came.filter(
        Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")),
        donation__email__iexact=OuterRef("donation__email"),
        minor=OuterRef("minor"),
        currency=OuterRef("currency"),
        at__gte=OuterRef("at") - TWICE_WITHIN,
    ).exclude(gone_back())
    second = came.filter(Exists(before), at__gte=timezone.now() - TWICE_SHOWN).exclude(gone_back())
    for payment in second.filter(~settled("twice")).select_related("donation")[:MOST]:
        yield Finding(
            kind="twice",
            about=str(payment.pk),
            title=_("Paid twice within five minutes"),
            text=_("%(donor)s gave the same amount before, just as this payment came for %(gift)s.")
            % {"donor": payment.donation.donor, "gift": payment.donation.reference},
            when=payment.at,
            amount=payment.amount,
            donation=payment.donation_id,
        )


def unmatched() -> Iterator[Finding]:
    """Money on the bank's statement that belongs to no gift yet."""
    booked = Payment.objects.filter(
        kind=Payment.Kind.PAYMENT, reference=Concat(Value("bank/"), Cast(OuterRef("pk"), CharField()))
    )
    unbooked = BankCredit.objects.filter(~Exists(booked))
    for credit in unbooked.filter(~settled("credit"))[:MOST]:
        yield Finding(
            kind="credit",
            about=str(credit.pk),
            title=_("Money at the bank that belongs to no gift"),
            text=_("%(day)s, from %(payer)s: “%(text)s”")
            % {
                "day": date_format(credit.booked_on),
                "payer": credit.payer or _("nobody named"),
                "text": credit.text,
            },
            when=timezone.make_aware(datetime.combine(credit.booked_on, time(12))),
            amount=credit.amount,
        )


def unanswered() -> Iterator[Finding]:
    """Orders to give back that the provider has not carried out."""
    orders = RefundOrder.objects.filter(at__lte=timezone.now() - ANSWERED_WITHIN).select_related(
        "payment__donation"
    )
    done = Payment.objects.filter(
        provider=OuterRef("payment__provider"),
        kind=Payment.Kind.REFUND,
        of=OuterRef("payment__reference"),
        minor=-OuterRef("minor"),
        recorded_at__gte=OuterRef("at"),
    )
    waiting = orders.filter(~Exists(done))
    for order in waiting.filter(~settled("order"))[:MOST]:
        payment = order.payment
        yield Finding(
            kind="order",
            about=str(order.pk),
            title=_("To be given back, but the provider has not answered"),
            text=_("%(gift)s: %(reason)s") % {"gift": payment.donation.reference, "reason": order.reason},
            when=order.at,
            amount=type(payment.amount)(order.minor, payment.currency),
            donation=payment.donation_id,
        )


def certified() -> Exists:
    """A line of the ledger that stands on a paper which has not been voided."""
    papers = Receipt.objects.filter(
        kind__in=["gift", "annual", "back"], lines__payment=OuterRef("pk")
    ).exclude(answers__kind="void")
    return Exists(papers)


def gone_back() -> Exists:
    """A payment of which something went back."""
    return Exists(
        Payment.objects.filter(provider=OuterRef("provider"), of=OuterRef("reference"), kind__in=BACK)
    )


def settled(kind: str) -> Exists:
    """A row of which somebody has decided already."""
    return Exists(Resolution.objects.filter(finding=kind, about=Cast(OuterRef("pk"), CharField())))


def _why_not(issuer: Issuer, payment: Payment) -> str:
    try:
        rule = countries.rule(issuer.rule)
    except UnknownRule as error:
        return str(error)
    return " ".join(
        countries.problems(rule, issuer_of(issuer), donor_of(payment.donation, payment), payment.amount)
    )
