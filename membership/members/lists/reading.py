"""A list from another system: which column is what, and every cell that cannot be read, by row and column."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import money
from membership.bank_files.written import Days
from membership.members.lists.columns import COLUMNS, LAYOUT, proposed, table
from membership.models import Interval
from membership.money import EXPONENTS, Money
from membership.tables import Shape, Unreadable
from membership.tables.csv_cells import plain
from newsroom import code_pages

MOST_BYTES = 2 * 1024 * 1024
_INTERVALS = {
    "": Interval.ONCE, "once": Interval.ONCE, "one-time": Interval.ONCE, "one time": Interval.ONCE,
    "single": Interval.ONCE, "monthly": Interval.MONTHLY, "month": Interval.MONTHLY,
    "yearly": Interval.YEARLY, "year": Interval.YEARLY, "annual": Interval.YEARLY,
    "annually": Interval.YEARLY,
}  # fmt: skip
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")

#: The cells of a row by what they are; and who notes what is wrong in one: column, sentence.
Cells = dict[str, str]
Wrong = Callable[[str, str], None]


@dataclass(frozen=True)
class Fault:
    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class ListedRow:
    """A row that can be read. Without an amount: a member alone. `row` counts as the spreadsheet does."""

    row: int
    email: str
    name: str = ""
    amount: Money | None = None
    on: date | None = None
    interval: Interval = Interval.ONCE
    reference: str = ""
    consented: date | None = None


@dataclass
class List:
    entries: list[ListedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decode(data: bytes) -> str:
    """UTF-8, or what older spreadsheets write. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 2 MB. Cut it into several."))
    if b"\0" in data:
        raise Unreadable(_("This is no CSV file. In your spreadsheet, choose “Save as” and then CSV."))
    return code_pages.decode(data)[0]


def read(text: str, shape: Shape | None = None) -> List:
    """Every row of the list, and what is wrong with it. `shape` is what a person has shown of its columns.

    Raises Unreadable where there is no list at all.
    """
    sheet = table(text)
    told = shape if shape is not None and len(shape.fields) == sheet.width else proposed(sheet)
    if LAYOUT.missing(told):
        said = _("No column is called “e-mail”. The first row has to name the columns: %(columns)s.")
        raise Unreadable(said % {"columns": ", ".join(COLUMNS)})
    if twice := LAYOUT.twice(told):
        raise Unreadable(_("Two columns mean “%(name)s”. Take one of them out.") % {"name": twice[0]})
    days = Days([told.cell(row, "date") for _number, row in sheet.rows], told.days) if told.days else None
    found, seen = List(), dict[str, int]()
    for number, row in sheet.rows:
        cells = {key: " ".join(filter(None, map(plain, told.cells(row, key)))) for key in COLUMNS}
        _read_row(number, cells, found, seen, days)
    return found


def _read_row(number: int, cells: Cells, found: List, seen: dict[str, int], days: Days | None) -> None:
    faults: list[Fault] = []

    def wrong(column: str, sentence: str) -> None:
        faults.append(Fault(number, column, sentence))

    email, name = cells.get("e-mail", "").lower(), cells.get("name", "")
    try:
        validate_email(email)
    except ValidationError:
        wrong("e-mail", _("Enter an e-mail address."))
    if len(email) > 254 or len(name) > 120:
        wrong("name" if len(name) > 120 else "e-mail", _("This is too long."))
    consented = _day(cells, "consent date", wrong, days)
    if not cells.get("amount"):
        if cells.get("reference") or cells.get("date"):
            wrong("amount", _("Enter the amount, or empty date and reference too."))
        entry = ListedRow(number, email, name, consented=consented)
    else:
        entry = _gift(number, cells, ListedRow(number, email, name, consented=consented), wrong, days)
        first = seen.setdefault(entry.reference, number)
        if entry.reference and first != number:
            wrong("reference", _("Row %(row)s has the same reference.") % {"row": first})
    found.faults += faults
    if not faults:
        found.entries.append(entry)


def _gift(number: int, cells: Cells, entry: ListedRow, wrong: Wrong, days: Days | None) -> ListedRow:
    currency = (cells.get("currency") or settings.MEMBERSHIP_CURRENCY).upper()
    amount = None
    if currency not in EXPONENTS:
        wrong("currency", _("Enter a code of three letters, such as EUR."))
    else:
        try:
            amount = money.read(cells["amount"], currency)
        except money.NotAnAmount as error:
            wrong("amount", str(error))
    on = _day(cells, "date", wrong, days)
    if on is None and not cells.get("date"):
        wrong("date", _("Enter the day on which the gift came."))
    interval = _INTERVALS.get(cells.get("interval", "").casefold())
    if interval is None:
        wrong("interval", _("Enter once, monthly or yearly."))
    reference = cells.get("reference", "")
    if not reference or len(reference) > 120:
        wrong("reference", _("Enter the other system’s own number of this gift, 120 characters at most."))
    return ListedRow(
        number, entry.email, entry.name, amount, on, interval or Interval.ONCE, reference, entry.consented
    )


def _day(cells: Cells, column: str, wrong: Wrong, days: Days | None) -> date | None:
    """A day that has come; None where there is none or it is wrong."""
    typed = cells.get(column, "")
    if not typed:
        return None
    day = _read_day(typed, days)
    if day is None:
        wrong(column, _("Enter the day as 2026-11-22."))
        return None
    if day > timezone.localdate() or day.year < 1990:
        wrong(column, _("Enter a day from 1990 until today."))
        return None
    return day


def _read_day(typed: str, days: Days | None) -> date | None:
    """By an order that a person has named, or in a shape that can be read in one way only."""
    if days is not None:
        try:
            return days.read(typed)
        except Unreadable:
            return None
    for shape in _DAYS:
        try:
            return datetime.strptime(typed[:10], shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
