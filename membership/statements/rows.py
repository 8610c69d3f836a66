"""One line of a bank's table, by what its columns are."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from membership.money import Money
from membership.statements import currencies, written
from membership.statements import figures as exactly
from membership.statements.words import among
from membership.tables import Shape, Unreadable, plain_name

_IN = among(
    "bij|h|haben|c|cr|crdt|credit|kredit|+|gutschrift|credito|abono|haber|in|inn|eingang|entrada|avere|uznanie"
)
_OUT = among(
    "af|s|soll|d|dr|dbit|debit|debet|-|lastschrift|debito|cargo|debe|out|ut|ausgang|saida|dare|obciazenie"
)


def amounts(row: list[str], shape: Shape) -> Iterator[str]:
    return (shape.cell(row, name) for name in ("amount", "credit", "debit"))


def is_entry(row: list[str], shape: Shape) -> bool:
    """A line with a day and an amount; totals and notes below the table have neither in the right place."""
    return any(amounts(row, shape)) and any(char.isdigit() for char in shape.cell(row, "date"))


def money(row: list[str], shape: Shape, figures: written.Figures, currency: str) -> Money:
    """Signed: by a sign, by a column of its own, or by a column that says in or out. `currency` is that of a
    cell that names none. Raises Unreadable."""
    code = exactly.known(currencies.of_cell(" ".join(amounts(row, shape)), currency.upper()))
    told = shape.cell(row, "amount")
    if told:
        amount = figures.read(told, code)
        direction = shape.cell(row, "direction").casefold()
        if not direction:
            return amount
        if direction in _OUT or plain_name(direction) in _OUT:
            return Money(-abs(amount.minor), code)
        if direction in _IN or plain_name(direction) in _IN:
            return amount
        raise Unreadable(_("“%(word)s” does not say whether money came or went.") % {"word": direction[:20]})
    came, went = (
        figures.read(cell, code) if (cell := shape.cell(row, name)) else Money(0, code)
        for name in ("credit", "debit")
    )
    if came.minor and went.minor:
        raise Unreadable(_("It has a credit and a debit at once."))
    return came if came.minor else Money(-abs(went.minor), went.currency)


def charge(row: list[str], shape: Shape, figures: written.Figures, amount: Money, *, signed: bool) -> int:
    """What a charge beside the amount adds to it; `signed` where the bank writes charges below zero."""
    told = shape.cell(row, "fee")
    if not told:
        return 0
    minor = figures.read(told, amount.currency).minor
    return minor if signed else -abs(minor)


def refuse_more_cells(row: list[str], width: int) -> None:
    if any(cell.strip() for cell in row[width:]):
        raise Unreadable(
            _("it has more cells than the header; a text with the separator needs quotation marks")
        )


def whole(row: list[str]) -> str:
    return " ".join(filter(None, map(str.strip, row)))


def at(number: int, what: str) -> Unreadable:
    return Unreadable(_("Line %(line)s of this CSV file: %(what)s") % {"line": number, "what": what})
