"""Any bank's CSV: which sign parts the cells, which line is the header, which column is which."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from membership.money import Money
from membership.statements import figures as exactly
from membership.statements import written
from membership.statements.columns import Columns, recognise
from membership.statements.values import (
    MOST_ENTRIES,
    Line,
    Statement,
    Unreadable,
    statement,
    too_many_entries,
)

_DELIMITERS = ";,\t|"
#: Banks write an address, an account and a balance above the header.
_PREAMBLE = 40
_IN = "bij h haben c cr crdt credit + gutschrift credito abono haber in eingang"
_OUT = "af s soll d dr dbit debit debet - lastschrift debito cargo debe out ausgang"

Rows = list[tuple[int, list[str]]]


def read(text: str, *, currency: str) -> Statement:
    """Every line below the header; `currency` where neither a column nor the header names one."""
    columns, rows = _table(text)
    whole = [(number, row) for number, row in rows if _is_entry(row, columns)]
    others = [(number, row) for number, row in rows if not _is_entry(row, columns)]
    days = written.Days([_cell(row, columns, "date") for _number, row in whole], currency)
    figures = written.Figures([cell for _number, row in whole for cell in _amounts(row, columns)])
    lines = [
        _line(number, row, columns, days=days, figures=figures, currency=currency) for number, row in whole
    ]
    left = [Line(None, None, text=" ".join(filter(None, map(str.strip, row)))) for _number, row in others]
    return statement("CSV", lines + left)


def _table(text: str) -> tuple[Columns, Rows]:
    """The header's columns and the lines below it, not the empty ones."""
    best: Columns | None = None
    for delimiter in _DELIMITERS:
        head = _rows(text, delimiter, most=_PREAMBLE)
        for place, (_number, row) in enumerate(head):
            columns = recognise(row)
            if not columns.missing:
                return columns, _rows(text, delimiter)[place + 1 :]
            if len(row) > 1 and (best is None or _rank(columns) > _rank(best)):
                best = columns
    if best is None:
        raise Unreadable(
            _("This is no statement that we can read. Export CAMT.053 (XML), MT940, OFX or CSV.")
        )
    names = {"date": _("date"), "amount": _("amount")}
    raise Unreadable(
        _("Columns were found: %(found)s. Missing: %(missing)s. Name them in the first line and try again.")
        % {
            "found": ", ".join(f"“{cell.strip()[:40]}”" for cell in best.header[:20] if cell.strip()),
            "missing": ", ".join(names[name] for name in best.missing),
        }
    )


def _rank(columns: Columns) -> tuple[int, int]:
    return len(columns.at) + len(columns.texts), len(columns.header)


def _rows(text: str, delimiter: str, most: int | None = None) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=most is None)
    rows: Rows = []
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append((reader.line_num, row))
            if most is not None and (len(rows) == most or reader.line_num > 10 * most):
                break
            if len(rows) > MOST_ENTRIES + _PREAMBLE:
                raise too_many_entries()
    except csv.Error as problem:
        if most is not None:
            return rows
        raise Unreadable(
            _("Line %(line)s of this CSV file is damaged: a quotation mark stands where none may be.")
            % {"line": reader.line_num}
        ) from problem
    return rows


def _is_entry(row: list[str], columns: Columns) -> bool:
    """A line with a day or an amount; totals and notes below the table have neither in the right place."""
    has_amount = any(cell.strip() for cell in _amounts(row, columns))
    return has_amount and any(char.isdigit() for char in _cell(row, columns, "date"))


def _line(
    number: int,
    row: list[str],
    columns: Columns,
    *,
    days: written.Days,
    figures: written.Figures,
    currency: str,
) -> Line:
    if any(cell.strip() for cell in row[len(columns.header) :]):
        raise _at(
            number, _("it has more cells than the header; a text with the separator needs quotation marks")
        )
    code = _cell(row, columns, "currency") or columns.currency or currency
    try:
        money = _money(row, columns, figures, code)
        day: date = days.read(_cell(row, columns, "date"))
    except Unreadable as problem:
        raise _at(number, str(problem)) from problem
    return Line(
        money=money,
        booked_on=day,
        payer=_cell(row, columns, "payer"),
        payer_account=_cell(row, columns, "payer_account"),
        text=_text(row, columns),
        own=_cell(row, columns, "own"),
    )


def _money(row: list[str], columns: Columns, figures: written.Figures, currency: str) -> Money:
    """Signed: by a sign, by a column of its own, or by a column that says in or out."""
    code = exactly.known(currency)
    told = _cell(row, columns, "amount")
    if told:
        money = figures.read(told, code)
        direction = _cell(row, columns, "direction").casefold()
        if not direction:
            return money
        if direction in _OUT.split():
            return Money(-abs(money.minor), code)
        if direction in _IN.split():
            return money
        raise Unreadable(_("“%(word)s” does not say whether money came or went.") % {"word": direction[:20]})
    came, went = (
        figures.read(cell, code) if (cell := _cell(row, columns, name)) else Money(0, code)
        for name in ("credit", "debit")
    )
    if came.minor and went.minor:
        raise Unreadable(_("It has a credit and a debit at once."))
    return came if came.minor else Money(-abs(went.minor), went.currency)


def _amounts(row: list[str], columns: Columns) -> Iterator[str]:
    return (_cell(row, columns, name) for name in ("amount", "credit", "debit"))


def _text(row: list[str], columns: Columns) -> str:
    """The columns that we know for texts; if the bank has none by those names, all that we do not know."""
    known = set(columns.at.values())
    places = columns.texts or [place for place in range(len(columns.header)) if place not in known]
    told = [row[place].strip() for place in places if place < len(row)]
    return "\n".join(dict.fromkeys(filter(None, told)))


def _cell(row: list[str], columns: Columns, name: str) -> str:
    place = columns.at.get(name)
    return row[place].strip() if place is not None and place < len(row) else ""


def _at(number: int, what: str) -> Unreadable:
    return Unreadable(_("Line %(line)s of this CSV file: %(what)s") % {"line": number, "what": what})
