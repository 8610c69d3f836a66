"""The table in a text: which sign parts the cells, which line is the header, and what its columns hold."""

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership.money import EXPONENTS

_DELIMITERS = ";,\t|"
#: Systems write an address, an account and a balance above the header.
PREAMBLE = 80
#: A line with more cells is none of a table that a person could be asked about.
MOST_COLUMNS = 200
#: So many cells tell what a column holds.
_LOOKED_AT = 200
_DAY = re.compile(
    r"(?:[0-9]{4}[-/.]?[0-9]{2}[-/.]?[0-9]{2}|[0-9]{1,2}[./\- ][0-9A-Za-z]{1,9}[./\- ][0-9]{2,4})(?![0-9]).*"
)
_FIGURE = re.compile(r"[+-]?[0-9][0-9.,' \u00a0]*(?:[+-]|CR?|DR?|H|S)?|[+-]?[.,][0-9]+")
_MONEY_SIGNS = re.compile(r"[€£$¥₹\s]|\b[A-Z]{3}\b")
#: What people call a currency, behind the name of a column: “Belopp (kr)”, “Kwota w zl”, “Betrag in Euro”.
_SPOKEN = re.compile(r"(?:\b(?:in|i|w|v) |[(\[])(?:kr|zl|kc|ft|s?fr|euros?)\.?[)\]]?\s*$")
#: Letters that do not come apart into a plain one and an accent.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})

#: The number of its row, as a spreadsheet counts, and its cells.
Row = tuple[int, list[str]]


class Unreadable(ValueError):
    """This file cannot be read whole. The message says what to do about it."""


@dataclass(frozen=True)
class Sheet:
    #: Empty where no line names the columns.
    header: tuple[str, ...]
    #: Below the header, without the empty ones.
    rows: list[Row]
    width: int
    #: What stands over the header, cell by cell.
    above: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Names all tables of this kind: by the header, else by how many columns hold what."""
        names = [" ".join(cell.casefold().split()) for cell in self.header] or [str(self.width), *self.kinds]
        return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]

    @property
    def kinds(self) -> list[str]:
        """What each column holds: "day", "figure", or "text" where neither is true of every cell."""
        return [_kind(self.cells(place)) for place in range(self.width)]

    def cells(self, place: int) -> list[str]:
        """The first cells of this column that are not empty. Where no header says it, lines of another width
        are none of the table's own."""
        rows = (row for _number, row in self.rows if self.header or len(row) == self.width)
        told = (row[place].strip() for row in rows if place < len(row))
        return list(islice(filter(None, told), _LOOKED_AT))


def sheet_of(text: str, is_header: Callable[[list[str]], bool], *, most: int) -> Sheet | None:
    """The table in this text, or None if there is none.

    Its header is one of the first lines, the first that `is_header` knows; else the first line of the usual
    width, if it holds neither day nor figure nor address. Where there is none, all lines are the table's. One
    line more than `most` is read at least, where there are so many. Raises Unreadable where a quotation mark
    is wrong.
    """
    all_of_it = PREAMBLE + most + 1
    heads = {delimiter: _rows(text, delimiter, PREAMBLE) for delimiter in _DELIMITERS}
    for delimiter, head in heads.items():
        for place, (_number, row) in enumerate(head):
            if len(row) <= MOST_COLUMNS and is_header(row):
                rows = _rows(text, delimiter, all_of_it, strict=True)
                return Sheet(tuple(row), rows[place + 1 :], len(row), _cells(rows[:place]))
    widths = {delimiter: _usual_width(head) for delimiter, head in heads.items()}
    delimiter = max(_DELIMITERS, key=lambda each: widths[each])
    _count, width = widths[delimiter]
    if width < 2:
        return None
    rows = _rows(text, delimiter, all_of_it, strict=True)
    start = next((place for place, (_n, row) in enumerate(rows) if len(row) == width), 0)
    if any(_kind([cell]) != "text" or "@" in cell for cell in rows[start][1]):
        return Sheet((), rows, width)
    return Sheet(tuple(rows[start][1]), rows[start + 1 :], width, _cells(rows[:start]))


def damaged(letters: int) -> str:
    """What is said of so many of them that cannot be read."""
    why = ngettext(
        "%(number)s letter of this file is damaged; “�” stands in its place.",
        "%(number)s letters of this file are damaged; “�” stands in place of each.",
        letters,
    )
    return why % {"number": letters}


def plain_name(cell: str) -> str:
    """“Betrag (EUR)” → “betrag”; “Débit” → “debit”; “Af/Bij” → “af bij”."""
    split = unicodedata.normalize("NFKD", cell.casefold().translate(_WHOLE))
    bare = _SPOKEN.sub("", "".join(char for char in split if not unicodedata.combining(char)))
    words = re.findall(r"[a-z0-9]+", bare)
    if len(words) > 1 and words[-1].upper() in EXPONENTS:
        # “Betrag in EUR”, but “Paid in (EUR)”.
        joined = re.search(rf"\b(?:in|en) {words[-1]}\s*$", bare)
        words = words[:-2] if joined else words[:-1]
    return " ".join(words)


def _cells(rows: list[Row]) -> tuple[str, ...]:
    return tuple(cell for _number, row in rows for cell in row)


def _usual_width(head: list[Row]) -> tuple[int, int]:
    """How many of the first lines have the same number of cells, and which."""
    counts = Counter(len(row) for _number, row in head if 1 < len(row) <= MOST_COLUMNS)
    return max(((count, width) for width, count in counts.items()), default=(0, 0))


def _rows(text: str, delimiter: str, most: int, *, strict: bool = False) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    rows: list[Row] = []
    try:
        for number, row in enumerate(reader, start=1):
            if any(map(str.strip, row)):
                rows.append((number, row))
            if len(rows) == most or (not strict and reader.line_num > 10 * most):
                break
    except csv.Error as problem:
        if not strict:
            return rows
        said = _("Line %(line)s of this CSV file is damaged: a quotation mark stands where none may be.")
        raise Unreadable(said % {"line": reader.line_num}) from problem
    return rows


def _kind(cells: list[str]) -> str:
    told = [cell.strip()[:40] for cell in cells]
    if told and all(_DAY.fullmatch(cell) for cell in told):
        return "day"
    if told and all(_FIGURE.fullmatch(_MONEY_SIGNS.sub("", cell)) for cell in told):
        return "figure"
    return "text"
