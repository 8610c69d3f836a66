"""The page “Gifts” as a CSV file: a table of days, of months, of stories. No donor is named in it."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from membership.books.reports import Board, Origins
from membership.tables import csv_cells

Row = list[str]


def as_csv(board: Board) -> str:
    """UTF-8 text with a mark at its beginning, by which spreadsheets know it."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    csv.writer(out).writerows(rows(board))
    return out.getvalue()


def rows(board: Board) -> Iterator[Row]:
    yield [_("What"), _("Which"), _("Figure"), _("Currency")]
    yield from _single(board)
    for day in board.days:
        yield [_("Came, day"), day.day.isoformat(), board.money(day.minor).plain, board.currency]
    for month in board.months:
        name = month.first.strftime("%Y-%m")
        yield [_("Every month (MRR)"), name, board.money(month.every_month).plain, board.currency]
        yield [_("New members"), name, str(month.came), ""]
        yield [_("Lapsed gifts"), name, str(month.lapsed), ""]
        yield [_("Recovered gifts"), name, str(month.recovered), ""]
    yield from _origins(_("By story"), board, board.stories)
    yield from _origins(_("By appeal"), board, board.appeals)
    for way in board.ways:
        yield [_("By way"), way.which, board.money(way.minor).plain, board.currency]


def _single(board: Board) -> Iterator[Row]:
    span = f"{board.span.first.isoformat()}/{board.span.last.isoformat()}"
    told = [
        (_("Every month (MRR)"), board.regular.minor),
        (_("Came, less what went back"), board.total),
        (_("Goal"), board.goal),
        (_("Average monthly gift"), board.regular.average_minor),
        (_("Middle monthly gift"), board.middle),
        (_("Given back"), board.back_minor),
    ]
    for name, minor in told:
        if minor is not None:
            yield [name, span, board.money(minor).plain, board.currency]
    for name, count in [
        (_("Members"), board.members.total),
        (_("Members who give monthly"), board.members.monthly),
        (_("New members"), board.came),
        (_("Came back"), board.came_back),
        (_("Lapsed gifts"), board.lapsed),
        (_("Lapsed by an expired card"), board.expired),
        (_("Recovered gifts"), board.recovered),
    ]:
        yield [name, span, str(count), ""]


def _origins(what: str, board: Board, found: Origins) -> Iterator[Row]:
    for one in found.all:
        if one.people or one.minor:
            name = csv_cells.safe(f"{one.which} {one.name}".rstrip(" "))
            yield [what, name, board.money(one.minor).plain, board.currency]
