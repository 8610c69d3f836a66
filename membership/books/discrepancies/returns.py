"""What a bank took back, and nobody has booked back or said of what it is."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from membership import bank_imports, giving
from membership.bank_imports import Back
from membership.books.discrepancies.discrepancy import Discrepancy
from membership.books.discrepancies.ledger import before, settled
from membership.models import BankReturn, Payment
from membership.money import locales
from membership.periods import noon
from membership.providers import PLEDGE
from membership.transfers.remittance import in_words


def returned(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    """Entries of bank statements that take something back."""
    rows = list(before(BankReturn.objects.filter(still_open()), until, "booked_on", first))
    for row, back in zip(rows, bank_imports.judge_rows(rows), strict=True):
        yield Discrepancy(
            kind="returned",
            about=str(row.pk),
            title=_("The bank took a transfer back"),
            text=" ".join(filter(None, [_told(row, back), back.why])),
            when=noon(row.booked_on),
            amount=row.amount,
            donation=back.donation.pk if back.donation else None,
            statement=row.statement_id,
            without=_without(back),
            of_kind=row.of_kind,
        )


def still_open() -> Q:
    """Of entries that were taken back: neither booked back nor settled."""
    booked = Payment.objects.filter(
        provider=PLEDGE, kind=Payment.Kind.REFUND, reference=giving.return_expression()
    )
    return Q(~Exists(booked), ~settled("returned"))


def _told(row: BankReturn, back: Back) -> str:
    told = {"day": locales.day(row.booked_on, short=True), "text": in_words(row.text)}
    if back.payment is None or back.donation is None:
        return _("%(day)s: “%(text)s”") % told
    told |= {"gift": back.donation.reference, "donor": back.donation.donor}
    told["paid"] = locales.day(back.payment.at, short=True)
    return _("%(day)s: “%(text)s”. It is the payment of %(paid)s for %(gift)s, %(donor)s.") % told


def _without(back: Back) -> frozenset[str]:
    if back.verdict == "ours":
        return frozenset({"back", "book"})
    return frozenset() if back.bookable else frozenset({"back"})
