"""Amounts and days as banks write them for people. A whole column is looked at before one cell is read,
and what could mean two things in all of it is refused: nobody is thanked by a guess."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from membership.bank_files import amounts_and_days, currencies
from membership.money import EXPONENTS, Money
from membership.tables import Unreadable, plain_name

#: English, German, French, Spanish, Dutch; Italian, Portuguese, Nordic, Polish.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv ene gen sty",
            "feb fevr febr fev lut",
            "mar mars mrz maer mrt",
            "apr avr abr kwi",
            "may mai mei mag maj",
            "jun juin juni giu cze",
            "jul juil juli lug lip",
            "aug aout ago sie",
            "sep sept set wrz",
            "oct okt ott out paz",
            "nov lis",
            "dec dez dic des gru",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC = re.compile(r"([0-9]{1,2})([./\-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_NAMED = re.compile(r"([0-9]{1,2})[ .\-/]+([^\W\d_]{3,12})\.?[ .,\-/]+([0-9]{4}|[0-9]{2})(?![0-9])")
_MARKED = re.compile(
    r"(?P<sign>[(+-]?)(?P<figure>[0-9][0-9.,']*|[.,][0-9]+)(?P<after>[)+-]?)(?P<mark>CR?|DR?|H(?:ABEN)?|S(?:OLL)?)?"
)
#: A cell with more characters is no amount.
_LONGEST = 100
#: Groups of three, or of two as in India, the last one of three.
_GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]*)?"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{2,3})*\.[0-9]{3}(?:,[0-9]*)?"),
}


class Days:
    """Reads one column of days. Whether 03/04 is March or April follows from the other lines of the column,
    or from the dots that only the day-first countries write; else a person says it: "dmy", "mdy" or "ymd"."""

    def __init__(self, cells: Iterable[str], order: str = "") -> None:
        self.order = order
        found = [match for cell in cells if (match := _NUMERIC.match(cell))]
        first = any(int(match[1]) > 12 for match in found)
        second = any(int(match[3]) > 12 for match in found)
        self.month_first = order == "mdy" if order else second and not first
        dotted = all(match[2] == "." for match in found)
        #: Whether nobody tells.
        self.open = bool(found) and not (order or first or second or dotted)

    def read(self, cell: str) -> date:
        """The day, whatever time of day stands behind it. Raises Unreadable."""
        if self.open and _NUMERIC.match(cell):
            said = _(
                "Days such as %(day)s could be read in two ways. Say with the columns which comes first, "
                "or export a span of time with a day after the 12th."
            )
            raise Unreadable(said % {"day": cell[:10]})
        found = _NUMERIC.match(cell)
        if found and self.order == "ymd" and len(found[4]) == 2:
            return amounts_and_days.calendar_day(_year(found[1]), int(found[3]), int(found[4]), text=cell)
        if found:
            one, other = int(found[1]), int(found[3])
            month, number = (one, other) if self.month_first else (other, one)
            return amounts_and_days.calendar_day(_year(found[4]), month, number, text=cell)
        named = _NAMED.match(cell)
        if named:
            return amounts_and_days.calendar_day(_year(named[3]), _month(named[2]), int(named[1]), text=cell)
        return amounts_and_days.day(cell.replace("/", "-"))


def _month(word: str) -> int:
    plain = plain_name(word)
    return next((_MONTHS[plain[:length]] for length in (4, 3) if plain[:length] in _MONTHS), 0)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


class Figures:
    """Reads the amounts of one file. Its decimal mark is the last one of an amount that has both, or the one
    that cannot part thousands; if every amount could be read both ways, none is read, unless a person has
    said which sign it is."""

    def __init__(self, cells: Iterable[str], point: str = "") -> None:
        self.points: set[str] = {point} if point else set()
        self.unclear = ""
        if point:
            return
        for cell in cells:
            found = _marked(cell)
            if found:
                self._learn(found["figure"])

    @property
    def open(self) -> bool:
        """Whether nobody tells."""
        return len(self.points) > 1 or bool(self.unclear and not self.points)

    def _learn(self, figure: str) -> None:
        marks = [char for char in figure if char in ".,"]
        if not marks:
            return
        last = marks[-1]
        if len(set(marks)) == 2 and marks.count(last) == 1:
            self.points.add(last)
        elif len(marks) > 1:
            self.points.add("." if last == "," else ",")
        elif _is_decimal(*figure.replace("'", "").split(last)):
            self.points.add(last)
        else:
            self.unclear = self.unclear or figure

    def read(self, cell: str, code: str) -> Money:
        """The signed amount. Raises Unreadable, also where the cell names another currency."""
        found = _marked(cell)
        if found is None or len(self.points) > 1 or currencies.of_cell(cell, code) != code:
            raise amounts_and_days.no_amount(cell)
        point = self._point(code.upper())
        figure = found["figure"].replace("'", "")
        group = "," if point == "." else "."
        if group in figure and not _GROUPED[group].fullmatch(figure):
            raise amounts_and_days.no_amount(cell)
        figure = figure.replace(group, "")
        money = amounts_and_days.exact(figure, code)
        negative = found["sign"] in {"-", "("} or found["after"] == "-"
        negative = negative or (found["mark"] or "")[:1] in {"D", "S"}
        return -money if negative else money

    def _point(self, code: str) -> str:
        if self.points:
            return next(iter(self.points))
        if self.unclear and EXPONENTS.get(code) == 0:
            return "." if "," in self.unclear else ","
        if self.unclear:
            said = _("“%(figure)s” could be a thousand or a part. Export the amounts with decimals.")
            raise Unreadable(said % {"figure": self.unclear[:20]})
        return "."


def _is_decimal(whole: str, part: str) -> bool:
    """A group has three figures, and one to three before it, of which the first is none."""
    return len(part) != 3 or len(whole) > 3 or whole in {"", "0"}


def _marked(cell: str) -> re.Match[str] | None:
    """The figure without currency, spaces and typographic signs."""
    if len(cell) > _LONGEST:
        return None
    plain = "".join(currencies.BESIDE.sub("", cell.upper()).split())
    return _MARKED.fullmatch(plain.translate(str.maketrans("−–’", "--'")))
