"""A month for accounting: one row for each line of the ledger, the sums at the end."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.books.closing.months import lines_of
from membership.models import AccountLine, Receipt
from membership.money import Money
from membership.tables.csv_cells import safe

HEAD = (
    "date", "gift", "kind", "gross", "fee", "net", "currency", "provider", "provider number", "payout",
    "receipt",
)  # fmt: skip
Row = list[str]


def export(month: date) -> Iterator[Row]:
    """The rows of a month's file, beginning with its head.

    A closed month is as it was closed, an open one as it stands now, whatever is open before it. Amounts have
    a point and no sign of currency. A fee that was taken in another currency than the gift's is left out, and
    so is its net.
    """
    yield list(HEAD)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in _lines(month):
        fee = line.fee
        yield [
            f"{timezone.localtime(line.at):%Y-%m-%d}",
            safe(line.donation.reference),
            line.kind,
            line.amount.plain,
            "" if fee is None else Money(fee, line.currency).plain,
            "" if fee is None else Money(line.minor - fee, line.currency).plain,
            line.currency,
            safe(line.provider),
            safe(line.reference),
            safe(line.payout),
            safe(line.receipt),
        ]
        for place, minor in enumerate((line.minor, fee or 0, line.minor - (fee or 0))):
            sums[line.currency][place] += minor
    for currency, parts in sorted(sums.items()):
        figures = [Money(minor, currency).plain for minor in parts]
        yield ["", "", _("Total"), *figures, currency, "", "", "", ""]


def _lines(month: date) -> Iterator[Any]:
    account = AccountLine.objects.filter(
        live=True,
        provider=OuterRef("provider"),
        kind=OuterRef("kind"),
        of=OuterRef("reference"),
        currency=OuterRef("currency"),
    ).order_by()
    receipt = Receipt.objects.filter(kind__in=["gift", "back", "annual"], lines__payment=OuterRef("pk"))
    found: Iterator[Any] = (
        lines_of(month)
        .select_related("donation")
        .annotate(
            fee=Subquery(account.values("of").annotate(total=Sum("fee_minor")).values("total")),
            payout=Subquery(account.exclude(payout="").values("payout")[:1]),
            receipt=Subquery(receipt.exclude(answers__kind="void").order_by("-pk").values("name")[:1]),
        )
        .order_by("at", "pk")
        .iterator(chunk_size=1000)
    )
    return found
