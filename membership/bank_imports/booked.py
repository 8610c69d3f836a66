"""Which entries of bank statements the books hold already, and which lines of the ledger book them."""

from collections.abc import Iterable
from typing import TypeVar

from membership import giving
from membership.bank_files import Credit, Returned
from membership.models import BankCredit, BankReturn, Payment
from membership.providers import PLEDGE

#: How many identities one query is asked for; databases take only so many.
_AT_ONCE = 500
#: What an entry's payer and text hold.
MOST_PAYER, MOST_TEXT = 140, 500
Key = TypeVar("Key", int, str, Credit)
Row = TypeVar("Row", BankCredit, BankReturn)


def in_parts(values: Iterable[Key]) -> list[list[Key]]:
    whole = list(dict.fromkeys(values))
    return [whole[at : at + _AT_ONCE] for at in range(0, len(whole), _AT_ONCE)]


def of_references(kind: type[Row], told: Iterable[Credit] | Iterable[Returned]) -> list[Row]:
    """What the books hold under the references of these entries, of whatever account."""
    return [
        row
        for some in in_parts(one.reference for one in told)
        for row in kind._default_manager.filter(reference__in=some).select_related("statement")
    ]


def taken(told: Iterable[Credit] | Iterable[Returned], rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Those of these entries that an earlier file brought, by account and reference; `rows` are those
    `of_references`. Accounts have numbers of their own; an entry of a file that named no account may be of
    any."""
    entries = [(one.account, one.reference) for one in told]
    here = {(row.account or row.statement.account, row.reference): row for row in rows}
    found = {entry: here.get(entry) or here.get(("", entry[1])) for entry in entries}
    return {entry: row for entry, row in found.items() if row}


def as_told(row: BankCredit) -> Credit:
    layout = row.layout or row.statement.format
    return Credit(row.reference, row.amount, row.booked_on, row.payer, "", row.text, row.account, layout)


def payments_of(rows: Iterable[BankCredit]) -> dict[int, Payment]:
    """Which of these credits are booked, by their number, each with its payment and gift."""
    return _lines({giving.credit_reference(row): row.pk for row in rows}, Payment.Kind.PAYMENT)


def lines_of(rows: Iterable[BankReturn]) -> dict[int, Payment]:
    """Which of these entries are booked back, by their number, each with its line and gift."""
    return _lines({giving.return_reference(row): row.pk for row in rows}, Payment.Kind.REFUND)


def _lines(names: dict[str, int], kind: Payment.Kind) -> dict[int, Payment]:
    lines = Payment.objects.filter(provider=PLEDGE, kind=kind).select_related("donation")
    return {
        names[line.reference]: line for some in in_parts(names) for line in lines.filter(reference__in=some)
    }
