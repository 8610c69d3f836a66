"""Amounts and days as machines write them. Exact: no float, no rounding, no guess."""

import re
from datetime import date

from django.utils.translation import gettext as _

from membership.money import EXPONENTS, MOST_MINOR, Money
from membership.tables import Unreadable

_FIGURE = re.compile(r"([+-]?)([0-9]{1,18})?(?:[.,]([0-9]{0,18}))?")


def exact(text: str, currency: str) -> Money:
    """“1234.5”, “-12,50”, “+3” of that currency: one mark for decimals, no groups. Raises Unreadable.

    Noughts beyond the currency's own decimals are let go (ISO 20022 allows five); any other figure there is
    refused, since it would have to be rounded.
    """
    code = known(currency)
    found = _FIGURE.fullmatch(text.strip())
    if found is None or not (found[2] or found[3]):
        raise no_amount(text)
    part = (found[3] or "").rstrip("0")
    exponent = EXPONENTS[code]
    if len(part) > exponent:
        raise no_amount(text)
    minor = int((found[2] or "0") + part.ljust(exponent, "0"))
    if minor > MOST_MINOR:
        raise no_amount(text)
    return Money(-minor if found[1] == "-" else minor, code)


def known(currency: str) -> str:
    """The code in capitals, if ISO 4217 has it. Raises Unreadable."""
    code = currency.strip().upper()
    if code not in EXPONENTS:
        said = _("The statement names a currency we do not know: “%(code)s”. Leave that account out.")
        raise Unreadable(said % {"code": code[:10]})
    return code


def day(text: str) -> date:
    """2026-03-01, 20260301 or either with a time behind it, as the bank wrote it. Raises Unreadable."""
    found = re.match(r"\s*([0-9]{4})-?([0-9]{2})-?([0-9]{2})", text)
    if found is None:
        raise no_day(text)
    return calendar_day(*map(int, found.groups()), text=text)


def day_if_told(text: str) -> date | None:
    """The same, and None for what is no day: of what says no more than a span of time."""
    try:
        return day(text)
    except Unreadable:
        return None


def calendar_day(year: int, month: int, number: int, *, text: str) -> date:
    """That day, if the calendar has it; `text` is what stands in the file."""
    try:
        return date(year, month, number)
    except ValueError as problem:
        raise no_day(text) from problem


def no_amount(text: str) -> Unreadable:
    said = _("“%(text)s” is no amount we can read exactly. Export the statement again from the bank.")
    return Unreadable(said % {"text": text.strip()[:40]})


def no_day(text: str) -> Unreadable:
    return Unreadable(
        _("“%(text)s” is no day. Export the statement again from the bank.") % {"text": text.strip()[:40]}
    )
