"""A list from another system: which column is what, and every cell that cannot be read, by row and column."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import money
from membership.cells import plain
from membership.models import Interval
from membership.money import EXPONENTS, Money

COLUMNS = ("e-mail", "name", "amount", "currency", "date", "interval", "reference", "consent date")
MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 20_000
#: What other systems call them.
_ALIASES = {
    "email": "e-mail", "mail": "e-mail", "email address": "e-mail", "e-mail address": "e-mail",
    "donor email": "e-mail", "full name": "name", "donor": "name", "donor name": "name",
    "sum": "amount", "gift": "amount", "donation amount": "amount", "gift date": "date", "paid on": "date",
    "day": "date", "donation date": "date", "frequency": "interval", "how often": "interval",
    "recurring": "interval", "id": "reference", "transaction id": "reference", "transaction": "reference",
    "number": "reference", "consent": "consent date", "consent since": "consent date",
    "opt-in": "consent date",
}  # fmt: skip
_INTERVALS = {
    "": Interval.ONCE, "once": Interval.ONCE, "one-time": Interval.ONCE, "one time": Interval.ONCE,
    "single": Interval.ONCE, "monthly": Interval.MONTHLY, "month": Interval.MONTHLY,
    "yearly": Interval.YEARLY, "year": Interval.YEARLY, "annual": Interval.YEARLY,
    "annually": Interval.YEARLY,
}  # fmt: skip
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")


class Unreadable(ValueError):
    """Nothing of the file can be taken in; the sentence says why."""


@dataclass(frozen=True)
class Fault:
    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Entry:
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
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decode(data: bytes) -> str:
    """UTF-8, with or without its mark; else what older spreadsheets in the West write. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 2 MB. Cut it into several."))
    if b"\0" in data:
        raise Unreadable(_("This is no CSV file. In your spreadsheet, choose “Save as” and then CSV."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> List:
    """Every row of the list, and what is wrong with it. Raises Unreadable where there is no list at all."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        head = _head(next(rows, []))
        found, seen = List(), dict[str, int]()
        for number, cells in enumerate(rows, start=2):
            if number > MOST_ROWS + 1:
                raise Unreadable(_("The list has more than 20,000 rows. Cut it into several."))
            if any(cell.strip() for cell in cells):
                _read_row(number, dict(zip(head, map(plain, cells), strict=False)), found, seen)
    except csv.Error as error:
        raise Unreadable(_("The file cannot be read as CSV: %(problem)s.") % {"problem": error}) from error
    return found


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _head(cells: list[str]) -> list[str]:
    """The name of each column as we call it; those that we do not know keep their own and are left out."""
    names = [plain(cell).casefold().strip("\ufeff ") for cell in cells]
    head = [_ALIASES.get(name, name) for name in names]
    if "e-mail" not in head:
        raise Unreadable(
            _("No column is called “e-mail”. The first row has to name the columns: %(columns)s.")
            % {"columns": ", ".join(COLUMNS)}
        )
    twice = sorted({name for name in head if name in COLUMNS and head.count(name) > 1})
    if twice:
        raise Unreadable(_("Two columns mean “%(name)s”. Take one of them out.") % {"name": twice[0]})
    return head


def _read_row(number: int, cells: dict[str, str], found: List, seen: dict[str, int]) -> None:
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
    consented = _day(cells, "consent date", wrong)
    if not cells.get("amount"):
        if cells.get("reference") or cells.get("date"):
            wrong("amount", _("Enter the amount, or empty date and reference too."))
        entry = Entry(number, email, name, consented=consented)
    else:
        entry = _gift(number, cells, Entry(number, email, name, consented=consented), wrong)
        first = seen.setdefault(entry.reference, number)
        if entry.reference and first != number:
            wrong("reference", _("Row %(row)s has the same reference.") % {"row": first})
    found.faults += faults
    if not faults:
        found.entries.append(entry)


def _gift(number, cells, entry, wrong):  # type: ignore[no-untyped-def]
    currency = (cells.get("currency") or settings.MEMBERSHIP_CURRENCY).upper()
    amount = None
    if currency not in EXPONENTS:
        wrong("currency", _("Enter a code of three letters, such as EUR."))
    else:
        try:
            amount = money.read(cells["amount"], currency)
        except money.NotAnAmount as error:
            wrong("amount", str(error))
    on = _day(cells, "date", wrong)
    if on is None and not cells.get("date"):
        wrong("date", _("Enter the day on which the gift came."))
    interval = _INTERVALS.get(cells.get("interval", "").casefold())
    if interval is None:
        wrong("interval", _("Enter once, monthly or yearly."))
    reference = cells.get("reference", "")
    if not reference or len(reference) > 120:
        wrong("reference", _("Enter the other system’s own number of this gift, 120 characters at most."))
    return Entry(
        number, entry.email, entry.name, amount, on, interval or Interval.ONCE, reference, entry.consented
    )


def _day(cells, column, wrong):  # type: ignore[no-untyped-def]
    """A day that has come; None where there is none or it is wrong."""
    typed = cells.get(column, "")
    if not typed:
        return None
    for shape in _DAYS:
        try:
            day = datetime.strptime(typed[:10], shape).date()  # noqa: DTZ007
        except ValueError:
            continue
        if day > timezone.localdate() or day.year < 1990:
            wrong(column, _("Enter a day from 1990 until today."))
            return None
        return day
    wrong(column, _("Enter the day as 2026-11-22."))
    return None
