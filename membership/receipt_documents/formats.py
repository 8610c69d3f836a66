"""Days and amounts on a paper, as its reader's page and mail have them: in the paper's language."""

from datetime import date

from membership.money import Money, locales


def day(iso: str, language: str, *, sheet: str = "A4") -> str:
    """“31 December 2026”, on a North American sheet “December 31, 2026”, “31. Dezember 2026”."""
    return locales.day(date.fromisoformat(iso), _of(language, sheet))


def money(amount: Money, language: str) -> str:
    """“€1,250.00”, “1.250,00 €”: always with every decimal the currency has.

    Papers break lines at spaces alone, and their fonts have no mark that holds a sum together.
    """
    return amount.printed_in(_of(language))


def _of(language: str, sheet: str = "A4") -> str:
    return {"A4": "en-gb", "Letter": "en-us"}[sheet] if language == "en" else language
