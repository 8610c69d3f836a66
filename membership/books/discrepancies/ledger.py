"""Discrepancies that ledger, receipts and bank statements give when they are held against each other."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Subquery, Sum, Window
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving, receipts
from membership.books.discrepancies.discrepancy import Discrepancy
from membership.models import BankCredit, Doubt, Issuer, Payment, Receipt, RefundOrder, Resolution
from membership.money import Money, locales
from membership.periods import midnight, noon
from membership.providers import IMPORTED, PLEDGE
from membership.transfers.remittance import in_words

MOST = 200
#: The provider answers an order to give back at once; until then it may still be asking.
ANSWERED_WITHIN = timedelta(minutes=10)


def unreceipted(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    """Payments without a receipt since there is somebody to issue it, with what is in the way."""
    without = without_receipt(doubted(to_certify(), "receipt"))
    shown = list(before(without.select_related("donation__member"), until, first=first))
    # A month only counts them.
    grounds = None if until else receipts.Grounds.about(shown)
    for payment in shown:
        in_the_way = " ".join(receipts.obstacles(payment, grounds)) if grounds else ""
        yield Discrepancy(
            kind="receipt",
            about=str(payment.pk),
            title=_("Paid, but without a receipt"),
            text=in_the_way or _("Nothing is in its way now: write it."),
            when=payment.at,
            amount=payment.amount,
            donation=payment.donation_id,
            of_kind=payment.of_kind,
        )


def uneven(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    """Payments whose papers come to something else than what is left of them, though none of them is missing:
    a paper still says that money went which came back."""
    rows = unevenly(doubted(to_certify(), "uneven"))
    for payment in before(rows.select_related("donation"), until, first=first):
        stands, left = Money(payment.stands, payment.currency), Money(payment.left, payment.currency)
        yield Discrepancy(
            kind="uneven",
            about=str(payment.pk),
            title=_("The receipts do not come to what was received"),
            text=_(
                "%(gift)s: the papers that stand certify %(stands)s, and %(left)s are left of the payment."
            )
            % {"gift": payment.donation.reference, "stands": stands.exact, "left": left.exact},
            when=payment.at,
            amount=Money(payment.stands - payment.left, payment.currency),
            donation=payment.donation_id,
            of_kind=payment.of_kind,
        )


def uncorrected(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    """Money that went back, while the receipt still certifies it."""
    back = still_counted(doubted(Payment.objects.live(), "counted"))
    for line in before(back.select_related("donation"), until, first=first):
        yield Discrepancy(
            kind="counted",
            about=str(line.pk),
            title=_("Went back, but still counted on the receipt"),
            text=_("%(gift)s: the receipt of the payment has not been corrected.")
            % {"gift": line.donation.reference},
            when=line.at,
            amount=line.amount,
            donation=line.donation_id,
            of_kind=line.of_kind,
        )


def unmatched(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    """Money on the bank's statement that belongs to no gift yet."""
    waiting = not_booked(BankCredit.objects.filter(pk__in=Doubt.rows(Doubt.CREDIT, "credit")))
    for credit in before(waiting, until, "booked_on", first):
        yield Discrepancy(
            kind="credit",
            about=str(credit.pk),
            title=_("Money at the bank that belongs to no gift"),
            text=_("%(day)s, from %(payer)s: “%(text)s”")
            % {
                "day": locales.day(credit.booked_on, short=True),
                "payer": credit.payer or _("nobody named"),
                "text": in_words(credit.text),
            },
            when=noon(credit.booked_on),
            amount=credit.amount,
            statement=credit.statement_id,
            of_kind=credit.of_kind,
        )


def unanswered(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    """Orders to give back that the provider has not carried out."""
    orders = not_carried_out(RefundOrder.objects.filter(pk__in=Doubt.rows(Doubt.ORDER, "order")))
    orders = orders.filter(at__lte=timezone.now() - ANSWERED_WITHIN).select_related("payment__donation")
    for order in before(orders, until, first=first):
        payment = order.payment
        yield Discrepancy(
            kind="order",
            about=str(order.pk),
            title=_("To be given back, but the provider has not answered"),
            text=_("%(gift)s: %(reason)s") % {"gift": payment.donation.reference, "reason": order.reason},
            when=order.at,
            amount=Money(order.minor, payment.currency),
            donation=payment.donation_id,
            of_kind=order.of_kind,
        )


def doubted(lines: Any, kind: str) -> Any:
    """Of these lines of the ledger, those that are in doubt: no other can be such a discrepancy."""
    return lines.filter(pk__in=Doubt.rows(Doubt.LINE, kind))


def to_certify() -> Any:
    """Payments since there is somebody to issue a receipt for them; none while there is nobody."""
    since = Issuer.objects.order_by("valid_from").values("valid_from")[:1]
    return certifiable().filter(recorded_at__date__gte=Subquery(since))


def certified_since() -> datetime | None:
    valid = list(Issuer.objects.values_list("valid_from", flat=True))
    if not valid or min(valid) > timezone.localdate():
        return None
    return midnight(min(valid))


def certifiable() -> Any:
    """What was moved in from another system was certified there."""
    return Payment.objects.live().filter(kind=Payment.Kind.PAYMENT).exclude(provider=IMPORTED)


def without_receipt(payments: Any) -> Any:
    return payments.exclude(certified() | gone_back()).filter(~settled("receipt"))


def unevenly(payments: Any) -> Any:
    """Those whose papers come to something else than is `left` of them: to what `stands`."""
    lines = Payment.objects.back_on_outer()
    went, papers = (
        some.values("of").annotate(total=Sum("minor")).values("total")
        for some in (lines.money(), lines.filter(certified()))
    )
    return (
        # A receipt that is to be written, or corrected, is another discrepancy.
        payments.filter(certified(), ~settled("uneven"))
        .exclude(Exists(_uncorrected(lines)))
        .annotate(
            left=F("minor") + Coalesce(Subquery(went), 0), stands=F("minor") + Coalesce(Subquery(papers), 0)
        )
        .exclude(left=F("stands"))
    )


def still_counted(lines: Any) -> Any:
    """Those of them that went back, while a receipt still certifies the payment."""
    paid = Payment.objects.filter(
        provider=OuterRef("provider"), kind=Payment.Kind.PAYMENT, reference=OuterRef("of")
    ).filter(certified())
    return _uncorrected(lines).filter(Exists(paid), ~settled("counted"))


def not_booked(rows: Any) -> Any:
    return rows.filter(~booked(), ~settled("credit"))


def not_carried_out(orders: Any) -> Any:
    """Those that the provider has neither carried out nor refused."""
    done = Payment.objects.filter(
        provider=OuterRef("payment__provider"),
        kind=Payment.Kind.REFUND,
        of=OuterRef("payment__reference"),
        minor=-OuterRef("minor"),
        recorded_at__gte=OuterRef("at"),
    )
    return orders.filter(~Exists(done), ~settled("order"), answer__isnull=True)


def _uncorrected(lines: Any) -> Any:
    """What went back, did not come back again, and stands on no paper."""
    return lines.gone_for_good().exclude(certified())


def before(rows: Any, until: datetime | None, column: str = "at", first: int | None = None) -> Any:
    """The newest, as a page shows them; with `until` every one of before then, as a month asks for them.

    Each knows how many there are (`of_kind`), so that those that nobody looks at are not read to count them.
    """
    rows = rows.annotate(of_kind=Window(Count("*")))
    if until is None:
        return rows[: first or MOST]
    at = timezone.localdate(until) if column == "booked_on" else until
    return rows.filter(**{f"{column}__lt": at})


def certified() -> Exists:
    """A line of the ledger that stands on a paper which has not been voided."""
    papers = Receipt.objects.filter(
        kind__in=["gift", "annual", "back"], lines__payment=OuterRef("pk")
    ).exclude(answers__kind="void")
    return Exists(papers)


def gone_back() -> LessThanOrEqual:
    """A payment of which nothing is left."""
    went = Payment.objects.back_on_outer().money().values("of").annotate(total=Sum("minor")).values("total")
    return LessThanOrEqual(F("minor") + Coalesce(Subquery(went), 0), 0)


def booked() -> Exists:
    """A credit that a line of the ledger books for a gift."""
    # Credits are booked for gifts by transfer alone; named, the unique index over the three columns serves.
    lines = Payment.objects.filter(
        provider=PLEDGE, kind=Payment.Kind.PAYMENT, reference=giving.credit_expression()
    )
    return Exists(lines)


def settled(kind: str, about: Any = None) -> Exists:
    """A row of which somebody has decided already; it is known by its number where `about` is not given."""
    known = about or Cast(OuterRef("pk"), CharField())
    return Exists(Resolution.objects.filter(kind=kind, about=known))
