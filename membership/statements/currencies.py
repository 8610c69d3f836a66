"""The currency that a table names beside an amount or above it, by code or by sign."""

from __future__ import annotations

import re

from membership.money import EXPONENTS
from membership.tables import Shape

#: Whose sign it is; of several, the one that is expected.
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD CAD AUD NZD SGD HKD MXN",
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
BESIDE = re.compile(r"[€£$¥₹₩₴₦]|(?<![^\W\d_])(?:[A-Z]{3}|(?<=_)[a-z]{3}|(?i:ZŁ|KČ|FT|KR))(?![^\W\d_])\.?")


def of_cell(cell: str, expected: str) -> str:
    """What the cell names, and `expected` where it names none. Letters or a sign that we cannot place come
    back as they are: no currency is called so."""
    found = BESIDE.search(cell.upper())
    return _meant(found[0].rstrip("."), expected) if found else expected


def of_header(header: tuple[str, ...], shape: Shape, expected: str) -> str:
    """What the header of the amounts names, “Betrag (EUR)”, “Amount (£)”; else `expected`."""
    place = shape.place("amount")
    place = shape.place("credit") if place is None else place
    cell = header[place] if place is not None and place < len(header) else ""
    told = [found.rstrip(".").upper() for found in BESIDE.findall(cell)]
    named = [found for found in told if found in EXPONENTS or found in _SIGNS]
    return _meant(named[0], expected) if named else expected


def _meant(named: str, expected: str) -> str:
    codes = _SIGNS.get(named, named).split()
    return expected if expected in codes else codes[0] if len(codes) == 1 else named
