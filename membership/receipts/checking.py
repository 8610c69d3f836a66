"""Whether the papers are whole: no number missing, no seal broken, no paper changed."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from membership.models import Receipt, Series
from membership.receipt_documents import NotAPaper, Paper, seal


def check() -> list[str]:
    """Everything that is wrong with the receipts, as sentences; empty if every series is whole."""
    found: list[str] = []
    rows = Receipt.objects.order_by("issuer_id", "year", "number").iterator(chunk_size=500)
    lasts = {(series.issuer_id, series.year): series for series in Series.objects.all()}
    for key, series in groupby(rows, key=lambda row: (row.issuer_id, row.year)):
        number, sealed = 0, ""
        for receipt in series:
            found += _of_one(receipt, number, sealed)
            number, sealed = receipt.number, receipt.seal
        last = lasts.pop(key, None)
        if last is None or (last.last, last.last_seal) != (number, sealed):
            found.append(_("The series of %(year)s ends elsewhere than its last receipt.") % {"year": key[1]})
    found += [
        _("The receipts of %(year)s are gone.") % {"year": year}
        for (_issuer, year), left in lasts.items()
        if left.last
    ]
    return found


def _of_one(receipt: Receipt, number: int, sealed: str) -> Iterator[str]:
    if receipt.number != number + 1:
        yield _("Before %(name)s a number is missing.") % {"name": receipt.name}
    try:
        right = seal(Paper.from_json(receipt.paper), sealed)
    except (NotAPaper, KeyError, TypeError):
        right = ""
    if right != receipt.seal:
        yield _("The seal of %(name)s is broken.") % {"name": receipt.name}
