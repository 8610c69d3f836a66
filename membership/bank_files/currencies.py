"""The currency that a table names beside an amount or above it, by code or by sign."""

import re

from membership.money import EXPONENTS
from membership.tables import Shape, Sheet

#: Whose sign it is; of several, the one that is expected.
_SIGNS = {
    "€": "EUR",
    "EURO": "EUR",
    "EUROS": "EUR",
    "FR": "CHF",
    "SFR": "CHF",
    "R$": "BRL",
    "£": "GBP",
    "$": "USD CAD AUD NZD SGD HKD MXN",
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "¥": "JPY CNY",
    "₹": "INR",
    "₩": "KRW",
    "₴": "UAH",
    "₦": "NGN",
    "ZŁ": "PLN",
    "KČ": "CZK",
    "FT": "HUF",
    "KR": "SEK NOK DKK ISK",
}
#: Letters count where none stands beside them; those of a code in capitals, or as in “amount_usd”.
BESIDE = re.compile(
    r"(?<![^\W\d_])(?:[A-Z]{1,2}\$|(?:[A-Z]{3}|(?<=_)[a-z]{3}|(?i:ZŁ|KČ|FT|KR|S?FR|EUROS?))(?![^\W\d_])\.?)|[€£$¥₹₩₴₦]"
)


def of_cell(cell: str, expected: str) -> str:
    """What the cell names, and `expected` where it names none. Letters or a sign that we cannot place come
    back as they are: no currency is called so."""
    found = BESIDE.search(cell.upper())
    return _meant(found[0].rstrip("."), expected) if found else expected


def of_column(cell: str, expected: str) -> str:
    """The same of a cell that holds nothing else."""
    return _meant(cell.strip().rstrip(".").upper(), expected) if cell.strip() else expected


def of_header(header: tuple[str, ...], shape: Shape, expected: str, *, of_balance: bool = False) -> str:
    """What the header of the amounts names, “Betrag (EUR)”, “Paid out (£)”; else `expected`. A balance may be
    in the currency of the account where the amounts are in others."""
    named = _in_header(header, shape, of_balance=of_balance)
    return _meant(named[0], expected) if named else expected


def is_one(cell: str) -> bool:
    return cell in EXPONENTS or cell.upper() in _SIGNS


def is_open(sheet: Sheet, shape: Shape, expected: str) -> bool:
    """Whether a sign stands in it that several currencies have, and none of them is expected."""
    return any(_meant(named, expected) in _SIGNS for named in _in_table(sheet, shape))


def proposed(sheet: Sheet, shape: Shape, expected: str) -> str:
    """What the account seems to be in: the one currency that the table names, by whatever means."""
    meant = {_meant(named, expected) for named in _in_table(sheet, shape)}
    code = _SIGNS.get(*meant, *meant).split()[0] if len(meant) == 1 else expected
    return code if code in EXPONENTS else expected


def _in_table(sheet: Sheet, shape: Shape) -> set[str]:
    found = set(_in_header(sheet.header, shape, of_balance=True))
    for field in ("amount", "credit", "debit", "balance"):
        for place in shape.places(field):
            for cell in sheet.cells(place):
                found |= {one.rstrip(".") for one in BESIDE.findall(cell.upper())}
    return found.union(cell.upper() for place in shape.places("currency") for cell in sheet.cells(place))


def _in_header(header: tuple[str, ...], shape: Shape, *, of_balance: bool) -> list[str]:
    fields = ("amount", "credit", "debit", *(["balance"] if of_balance else []))
    places = [place for field in fields for place in shape.places(field) if place < len(header)]
    told = [found.rstrip(".").upper() for place in places for found in BESIDE.findall(header[place])]
    return [found for found in told if is_one(found)]


def _meant(named: str, expected: str) -> str:
    codes = _SIGNS.get(named, named).split()
    return expected if expected in codes else codes[0] if len(codes) == 1 else named
