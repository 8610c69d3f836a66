"""Any bank's CSV, read by what its columns are: as their names propose, or as a person has shown."""

import hashlib
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from membership.bank_files import currencies, rows, written
from membership.bank_files import status as stands
from membership.bank_files.columns import (
    LAYOUT,
    is_header,
    own_account,
    proposed,
    several_accounts,
    signs_left_out,
    unknown,
)
from membership.bank_files.making import statement, timely
from membership.bank_files.running import BalanceStep, balances
from membership.bank_files.values import MOST_ENTRIES, EntryLine, Reason, Statement, unread
from membership.money import Money
from membership.tables import Row, Shape, Sheet, Unreadable, sheet_of


@dataclass(frozen=True)
class Questions:
    """What a table itself leaves open."""

    days: bool
    point: bool
    currency: bool
    #: Words in the column of the status that nobody knows.
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A bank's table before it is read: what stands in it, and what is to be asked about it."""

    sheet: Sheet
    proposed: Shape
    #: Columns whose names nobody knows.
    unknown: list[int]

    @property
    def is_understood(self) -> bool:
        return bool(self.sheet.header) and not (self.unknown or LAYOUT.missing(self.proposed))

    def questions(self, shape: Shape, currency: str) -> Questions:
        """What is open if its columns are these, and the account is in this currency unless it is said."""
        days, figures = _writing(self.sheet, shape)
        words = {shape.cell(row, "status") for _number, row in self.sheet.rows}
        strange = {word for word in words if stands.of_word(word, ()) == "status"}
        told = tuple(sorted(strange))[:20] if words != {""} else ()
        is_open = currencies.is_open(self.sheet, shape, shape.currency or currency)
        return Questions(days.open, figures.open, is_open, told)

    def currency(self, shape: Shape, expected: str) -> str:
        """That of the account, as a person has said it, else as it seems to be."""
        return shape.currency or currencies.proposed(self.sheet, shape, expected)


def table_of(text: str) -> Table | None:
    """The table in this text, if there is one. Raises Unreadable where it is damaged."""
    sheet = sheet_of(text, is_header, most=MOST_ENTRIES)
    return None if sheet is None else Table(sheet, proposed(sheet), unknown(sheet))


def read(text: str, *, currency: str, shape: Shape | None = None, account: str = "") -> Statement:
    """Every line below the header; `currency` where neither a column nor the header names one.

    `shape` is what a person has shown of this kind of table, `account` what they call the account.
    """
    sheet = sheet_of(text, is_header, most=MOST_ENTRIES)
    if sheet is None:
        raise Unreadable(
            _("This is no statement that we can read. Export CAMT.053 (XML), MT940, OFX or CSV.")
        )
    told = _whole(sheet, shape)
    _refuse_left_out(sheet, told)
    account = account or own_account(sheet, told)
    reader = _Reader(sheet, told, currency, account)
    whole: list[EntryLine] = []
    others: list[EntryLine] = []
    for row in sheet.rows:
        line = reader.line(row)
        (whole if line.booked_on or line.reason else others).append(line)
    ran = balances(account, reader.steps) if reader.has_balances else []
    found = statement("CSV", whole + others, account=account, balances=ran, layout=_layout(sheet, told))
    told_of = any(told.cell(row, "balance") for _number, row in sheet.rows)
    return replace(found, lacks_balances=told_of and not reader.has_balances)


def _layout(sheet: Sheet, shape: Shape) -> str:
    """What the names of its entries are made by: the table and the use of its columns. Of one without a
    header, what happens to stand in a column this time says nothing."""
    table = sheet.fingerprint if sheet.header else ""
    return f"CSV {hashlib.sha256('|'.join((table, *shape.fields)).encode()).hexdigest()[:12]}"


def _whole(sheet: Sheet, shape: Shape | None) -> Shape:
    """The columns, if they are enough. Raises Unreadable with those that are missing."""
    if shape is not None and len(shape.fields) == sheet.width and not LAYOUT.missing(shape):
        return shape
    if not sheet.header:
        raise Unreadable(_("No line of this table names its columns. Say which column is which."))
    found = proposed(sheet)
    missing = LAYOUT.missing(found)
    if not missing:
        return found
    names = {"date": _("date"), "amount": _("amount")}
    raise Unreadable(
        _("Columns were found: %(found)s. Missing: %(missing)s. Name them in the first line and try again.")
        % {
            "found": ", ".join(f"“{cell.strip()[:40]}”" for cell in sheet.header[:20] if cell.strip()),
            "missing": ", ".join(names[group[0]] for group in missing),
        }
    )


def _refuse_left_out(sheet: Sheet, shape: Shape) -> None:
    """Money that went out is not taken for a gift, nor several accounts for one. Raises Unreadable."""
    if several := several_accounts(sheet, shape):
        column, told = several
        raise Unreadable(
            _(
                "This file is of several accounts: %(accounts)s. Export each of them alone. If “%(column)s” "
                "is about the payers, make it “%(field)s”."
            )
            % {
                "accounts": ", ".join(told[:5]),
                "column": sheet.header[column].strip()[:40],
                "field": LAYOUT.label("payer_account"),
            }
        )
    place = signs_left_out(sheet, shape)
    if place is not None:
        named = sheet.header[place].strip()[:40] if sheet.header else place + 1
        raise Unreadable(
            _("Column “%(column)s” says whether money came or went, and no amount does. Make it “%(field)s”.")
            % {"column": named, "field": LAYOUT.label("direction")}
        )


def _writing(sheet: Sheet, shape: Shape) -> tuple[written.Days, written.Figures]:
    """How its days and amounts are written, as the whole of their columns tells."""
    entries = [row for _number, row in sheet.rows if rows.is_entry(row, shape)]
    amounts = [cell for row in entries for cell in rows.amounts(row, shape)]
    days = [shape.cell(row, "date") for row in entries]
    return written.Days(days, shape.days), written.Figures(amounts, shape.point)


class _Reader:
    """Reads line after line; the whole columns of days and amounts are looked at before."""

    def __init__(self, sheet: Sheet, shape: Shape, currency: str, account: str) -> None:
        self.shape, self.width, self.account = shape, sheet.width, account
        self.header = sheet.header
        self.currency = shape.currency or currencies.of_header(sheet.header, shape, currency, of_balance=True)
        self.days, self.figures = _writing(sheet, shape)
        self.charges_signed = any("-" in shape.cell(row, "fee") for _number, row in sheet.rows)
        self.has_status = any(shape.cell(row, "status") for _number, row in sheet.rows)
        #: What counts in the balance, in the order of the file.
        self.steps: list[BalanceStep] = []
        self.has_balances = shape.place("balance") is not None

    def line(self, row: Row) -> EntryLine:
        number, cells = row
        shape = self.shape
        if not any(cell.strip() for cell in rows.amounts(cells, shape)):
            return EntryLine(None, None, text=rows.whole(cells))
        reason, why = stands.of_row(cells, shape, has_column=self.has_status)
        try:
            if not reason and not rows.is_entry(cells, shape):
                return self._without_day(cells)
            return self._entry(cells, reason, why)
        except Unreadable as problem:
            if reason:
                return EntryLine(None, None, text=rows.whole(cells), reason=reason, why=why)
            return unread(rows.whole(cells), rows.at(number, str(problem)))

    def _without_day(self, cells: list[str]) -> EntryLine:
        """No entry, unless there is money in it. Raises Unreadable."""
        try:
            money = self._money(cells)
        except Unreadable:
            money = None
        if money:
            raise Unreadable(_("it has an amount and no day. Look at it in the file."))
        return EntryLine(None, None, text=rows.whole(cells))

    def _money(self, cells: list[str]) -> Money:
        shape = self.shape
        code = currencies.of_column(shape.cell(cells, "currency"), self.currency)
        money = rows.money(cells, shape, self.figures, code)
        named = currencies.of_header(self.header, shape, money.currency)
        if named != money.currency:
            said = _("its header says %(named)s and the line %(told)s. Say with the columns which to use.")
            raise Unreadable(said % {"named": named, "told": money.currency})
        return money

    def _entry(self, cells: list[str], reason: Reason | None, why: str) -> EntryLine:
        shape = self.shape
        rows.refuse_more_cells(cells, self.width)
        money = self._money(cells)
        told = shape.cell(cells, "date")
        day = None if reason and not told else self.days.read(told)
        returned = "" if reason else stands.word_of_return(cells, shape, went_out=money.minor < 0)
        line = timely(
            EntryLine(
                money=money,
                booked_on=day,
                account=self.account,
                payer=shape.cell(cells, "payer"),
                payer_account=shape.cell(cells, "payer_account"),
                text="\n".join(shape.cells(cells, "text")),
                own=shape.cell(cells, "own"),
                reason=reason,
                back=bool(returned),
                why=why or returned,
            )
        )
        if day and not reason:
            self._step(cells, line)
        return line

    def _step(self, cells: list[str], line: EntryLine) -> None:
        """A balance that is missing or cannot be read is none: then the file says nothing of the others."""
        if not (line.money and line.booked_on and self.has_balances):
            return
        try:
            charge = rows.charge(cells, self.shape, self.figures, line.money, signed=self.charges_signed)
            after = self.figures.read(self.shape.cell(cells, "balance"), line.money.currency)
        except Unreadable:
            self.has_balances = False
            return
        change = Money(line.money.minor + charge, line.money.currency)
        self.steps.append(BalanceStep(line.booked_on, change, after))
