"""What may be an entry that stands in the books already: of an account that a person called by another name,
or out of another export of the bank's, which may give it another day and other words. A person is asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from membership.bank_files import Credit, Returned
from membership.bank_imports.booked import MOST_PAYER, MOST_TEXT, as_told, in_parts, of_references, taken
from membership.bank_imports.likeness import ONE_ENTRY, Compared, pairs
from membership.models import BankCredit, BankReturn
from membership.money import locales
from membership.transfers import iban


def twins(
    told: Sequence[Credit],
    prefixes: Sequence[str],
    named_so: Iterable[BankCredit],
    coming: Sequence[Credit] = (),
) -> dict[tuple[str, str], str]:
    """For these credits: the question to be asked, by account and reference. `named_so`: what the books hold
    under their references. `coming` are those of them that are not in the books, where one file tells the
    same in two formats."""
    found: dict[tuple[str, str], str] = {}
    by_layout: dict[str, list[Credit]] = defaultdict(list)
    for credit in told:
        by_layout[credit.layout].append(credit)
    new = {(one.account, one.reference) for one in coming}
    earlier: list[Compared] = []
    for layout, alone in by_layout.items():
        entries = [Compared(one, "", prefixes) for one in alone]
        for entry, other in pairs(entries, [*_of_other_layouts(alone, layout, prefixes), *earlier]):
            found[entry.told.account, entry.told.reference] = _told_in(other)
        earlier += [entry for entry in entries if (entry.told.account, entry.told.reference) in new]
    return found | dict(_under_other_names(told, named_so))


def not_yet_taken(told: Sequence[Returned]) -> list[Returned]:
    """Those that no earlier file brought, under whatever name of the account. What was taken back is handled
    once, and nothing of it is booked by itself."""
    rows = of_references(BankReturn, told)
    here = taken(told, rows)
    said: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        said[row.reference, row.payer, row.text].append(row.account)
    return [
        one
        for one in told
        if (one.account, one.reference) not in here
        and all(
            iban.are_two(one.account, account)
            for account in said[one.reference, one.payer[:MOST_PAYER], one.text[:MOST_TEXT]]
        )
    ]


def _under_other_names(
    told: Iterable[Credit], named_so: Iterable[BankCredit]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Those that stand in the books word for word under another account."""
    by_words = defaultdict(list)
    for row in named_so:
        by_words[row.reference, row.booked_on, row.amount, row.payer, row.text].append(row)
    for one in told:
        words = one.payer[:MOST_PAYER], one.text[:MOST_TEXT]
        alike = by_words[one.reference, one.booked_on, one.money, *words]
        others = (row for row in alike if row.account != one.account)
        if other := next((row for row in others if not iban.are_two(row.account, one.account)), None):
            yield (one.account, one.reference), _taken_as(other)


def _of_other_layouts(some: list[Credit], layout: str, prefixes: Sequence[str]) -> Iterator[Compared]:
    """Credits of these amounts about these days out of files of other layouts."""
    days = [one.booked_on for one in some]
    rows = (
        BankCredit.objects.filter(
            currency__in={one.money.currency for one in some},
            booked_on__range=(min(days) - ONE_ENTRY, max(days) + ONE_ENTRY),
        )
        .exclude(layout=layout)
        .select_related("statement")
        .order_by("pk")
    )
    for minors in in_parts(one.money.minor for one in some):
        for row in rows.filter(minor__in=minors):
            credit = as_told(row)
            if credit.layout != layout:
                yield Compared(credit, row.statement.name, prefixes)


def _taken_as(row: BankCredit) -> str:
    told = {"account": row.account or row.statement.name, "day": locales.day(row.booked_on, short=True)}
    return _("The same entry, of %(day)s, was taken in as one of %(account)s. Is it the same account?") % told


def _told_in(other: Compared) -> str:
    told = {"file": other.file, "day": locales.day(other.told.booked_on, short=True)}
    if other.file:
        why = _(
            "A credit of the same amount, of %(day)s, was taken in with %(file)s. Is it the same transfer?"
        )
    else:
        why = _("A credit of the same amount, of %(day)s, stands in this file too. Is it the same transfer?")
    return why % told
