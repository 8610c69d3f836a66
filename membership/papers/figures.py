"""Days and amounts as they are written on a paper of that language. Fixed here, so that a paper never
changes."""

from __future__ import annotations

from datetime import date

from membership.money import EXPONENTS, Money

_MONTHS = {
    "en": (
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]
    ),
    "fr": (
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ]
    ),
}
#: Before the figure in English; after it, with a space that does not break, elsewhere.
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
_NBSP = "\N{NO-BREAK SPACE}"


def day(iso: str, language: str, *, sheet: str = "A4") -> str:
    """“31 December 2026”, on a North American sheet “December 31, 2026”, “31.12.2026”, “31 décembre 2026”;
    ISO else."""
    on = date.fromisoformat(iso)
    if language == "de":
        return f"{on.day:02d}.{on.month:02d}.{on.year}"
    if language not in _MONTHS:
        return iso
    month = _MONTHS[language][on.month - 1]
    if language == "en" and sheet == "Letter":
        return f"{month} {on.day}, {on.year}"
    first = "1er" if language == "fr" and on.day == 1 else str(on.day)
    return f"{first} {month} {on.year}"


def money(amount: Money, language: str) -> str:
    """“€1,250.00”, “CAD 1,250.00”, “1.250,00 €”, “1 250,00 €”: always with every decimal the currency has."""
    exponent = EXPONENTS[amount.currency]
    units, parts = divmod(abs(amount.minor), 10**exponent)
    sign = "−" if amount.minor < 0 else ""
    point, group = (",", "." if language == "de" else _NBSP) if language in {"de", "fr"} else (".", ",")
    figure = f"{units:,}".replace(",", group) + (f"{point}{parts:0{exponent}d}" if exponent else "")
    mark = _SIGNS.get(amount.currency, amount.currency)
    if language in {"de", "fr"}:
        return f"{sign}{figure}{_NBSP}{mark}"
    return f"{sign}{mark}{_NBSP if mark == amount.currency else ''}{figure}"
