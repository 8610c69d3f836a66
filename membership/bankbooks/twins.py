"""What may be an entry that stands in the books already: of an account that a person called by another name,
or out of another format of the bank's, which may give it another day and other words. A person is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from membership import iban, locales, references
from membership.bankbooks.booked import MOST_PAYER, MOST_TEXT, in_parts, taken
from membership.bankbooks.suggesting import plain_name
from membership.models import BankCredit, BankReturn, BankStatement
from membership.money import Money
from membership.statements import Credit, Returned

#: One transfer has another day in another export of the bank's, so many days away at most.
ONE_ENTRY = timedelta(days=5)


def twins(told: Iterable[tuple[Credit, str]], prefixes: Sequence[str]) -> dict[tuple[str, str], str]:
    """For credits, each with the format that it is told in: the question to be asked, by account and
    reference."""
    found: dict[tuple[str, str], str] = {}
    by_format: dict[str, list[Credit]] = defaultdict(list)
    for credit, kind in told:
        by_format[kind].append(credit)
    for kind, alone in by_format.items():
        for some in in_parts(alone):
            rows = _of_other_formats(some, kind)
            for one in some:
                if row := next((row for row in rows[one.money] if _alike(one, row, prefixes)), None):
                    found[one.account, one.reference] = _told_in(row)
            found |= _under_other_names(some)
    return found


def not_yet_taken(told: Sequence[Returned]) -> list[Returned]:
    """Those that no earlier file brought, under whatever name of the account. What was taken back is handled
    once, and nothing of it is booked by itself."""
    here = taken(BankReturn, told)
    rows = (BankReturn.objects.filter(reference__in=some) for some in in_parts(one.reference for one in told))
    said = {(row.reference, row.payer, row.text) for some in rows for row in some}
    return [
        one
        for one in told
        if (one.account, one.reference) not in here
        and (one.reference, one.payer[:MOST_PAYER], one.text[:MOST_TEXT]) not in said
    ]


def _under_other_names(some: list[Credit]) -> Iterator[tuple[tuple[str, str], str]]:
    """Those that stand in the books word for word under another account."""
    days = [one.booked_on for one in some]
    rows = BankCredit.objects.filter(
        currency__in={one.money.currency for one in some},
        minor__in={one.money.minor for one in some},
        booked_on__range=(min(days), max(days)),
        reference__in=[one.reference for one in some],
    ).select_related("statement")
    by_words = defaultdict(list)
    for row in rows:
        by_words[row.reference, row.payer, row.text].append(row)
    for one in some:
        alike = by_words[one.reference, one.payer[:MOST_PAYER], one.text[:MOST_TEXT]]
        if other := next((row for row in alike if row.account != one.account), None):
            yield (one.account, one.reference), _taken_as(other)


def _of_other_formats(some: list[Credit], kind: str) -> dict[Money, list[BankCredit]]:
    """Credits of these amounts about these days out of files of other formats, by amount."""
    days = [one.booked_on for one in some]
    first, last = min(days) - ONE_ENTRY, max(days) + ONE_ENTRY
    others = BankStatement.objects.filter(first_day__lte=last, last_day__gte=first).exclude(format=kind)
    rows = BankCredit.objects.filter(
        statement__in=others,
        currency__in={one.money.currency for one in some},
        minor__in={one.money.minor for one in some},
        booked_on__range=(first, last),
    )
    found = defaultdict(list)
    for row in rows.select_related("statement"):
        found[row.amount].append(row)
    return found


def _alike(one: Credit, row: BankCredit, prefixes: Sequence[str]) -> bool:
    """Whether the references in both, else the payers, else the payer or the text of one in the words of the
    other say that it is the same transfer."""
    accounts = {account for account in (one.account, row.account) if iban.is_iban(account)}
    if len(accounts) > 1 or abs(one.booked_on - row.booked_on) > ONE_ENTRY:
        return False
    named = [set(references.references_in(text, prefixes)) for text in (one.text, row.text)]
    if all(named):
        return bool(named[0] & named[1])
    payers = [_words(one.payer), _words(row.payer)]
    texts = [_words(one.text), _words(row.text)]
    if all(payers):
        return payers[0] <= payers[1] or payers[1] <= payers[0]
    whole = [payer | text for payer, text in zip(payers, texts, strict=True)]
    return any(
        part and part <= other
        for parts, other in (((payers[0], texts[0]), whole[1]), ((payers[1], texts[1]), whole[0]))
        for part in parts
    )


def _words(text: str) -> set[str]:
    return set(plain_name(text).split())


def _taken_as(row: BankCredit) -> str:
    told = {"account": row.account or row.statement.name, "day": locales.day(row.booked_on, short=True)}
    return _("The same entry, of %(day)s, was taken in as one of %(account)s. Is it the same account?") % told


def _told_in(row: BankCredit) -> str:
    told = {"file": row.statement.name, "day": locales.day(row.booked_on, short=True)}
    return (
        _("A credit of the same amount, of %(day)s, was taken in with %(file)s. Is it the same transfer?")
        % told
    )
