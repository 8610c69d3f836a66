"""What a line of a table is named after for ever, whatever is learnt or shown about its columns later.

A table whose columns the first words knew is named by what they say is its day, amount, payer and text, as it
was when references were first made. Any other is named by the whole of its line.
"""

from __future__ import annotations

from membership.statements import currencies, rows, written
from membership.statements.columns import LAYOUT, first_shape
from membership.statements.values import Line, Name, one_line
from membership.tables import Shape, Sheet, Unreadable


def names_of(sheet: Sheet, currency: str, shown: Shape) -> list[Name]:
    """One for each line. Lines that are wholly alike have the same; whoever uses them numbers those.

    Of what was shown, only how days and amounts are written counts: it is the bank's way in every file.
    """
    shape = first_shape(sheet.header)
    if LAYOUT.missing(shape):
        return [_by_line(row) for _number, row in sheet.rows]
    entries = [row for _number, row in sheet.rows if rows.is_entry(row, shape)]
    days = written.Days([shape.cell(row, "date") for row in entries], shown.days)
    figures = written.Figures([cell for row in entries for cell in rows.amounts(row, shape)], shown.point)
    code = currencies.of_header(sheet.header, shape, currency)
    return [_name(row, shape, days, figures, code) for _number, row in sheet.rows]


def _name(row: list[str], shape: Shape, days: written.Days, figures: written.Figures, code: str) -> Name:
    try:
        rows.refuse_more_cells(row, len(shape.fields))
        money = rows.money(row, shape, figures, shape.cell(row, "currency") or code)
        day = days.read(shape.cell(row, "date"))
    except Unreadable:
        return _by_line(row)
    line = Line(
        money,
        day,
        payer=shape.cell(row, "payer"),
        payer_account=shape.cell(row, "payer_account"),
        text="\n".join(shape.cells(row, "text")),
        own=shape.cell(row, "own"),
    )
    return Name.of(line, money, day)


def _by_line(row: list[str]) -> Name:
    return Name("", ("line", *filter(None, map(one_line, row))))
