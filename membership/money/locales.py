"""Amounts, days, countries and currencies as readers of a language write them: by CLDR, through Babel.

The language is the reader's own (`get_language()`) unless one is named, so that page, mail and paper agree.
"""

import re
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import get_currency_name, get_currency_symbol
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, to_locale

#: Signs that everybody knows, where CLDR would write US$ or JP¥ for readers of another country. They give way
#: where another currency has them: $ in Canada, ¥ in China.
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩", "NGN": "₦", "UAH": "₴"}
#: Codes of CLDR's territories that are no countries of ISO 3166-1.
_NO_COUNTRIES = re.compile("AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|XA|XB|XK|ZZ")


def locale_of(language: str = "") -> Locale:
    """Of a language as Django names it; of the reader's without one."""
    return _locale(language or get_language() or "en-gb")


@lru_cache
def _locale(language: str) -> Locale:
    for known in (to_locale(language), language.partition("-")[0]):
        try:
            return Locale.parse(known)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


def languages() -> list[tuple[str, str]]:
    """Those that this newsroom has words in, by code and own name: its own, and each translation it keeps."""
    own = settings.LANGUAGE_CODE
    folders = (Path(place) for place in settings.LOCALE_PATHS)
    kept = {
        part.name.replace("_", "-").lower() for place in folders if place.is_dir() for part in place.iterdir()
    }
    codes = [own, *sorted(kept & set(dict(settings.LANGUAGES)) - {own})]
    return [(code, str(get_language_info(code)["name_local"])) for code in codes]


def amount(value: Decimal, currency: str, *, decimals: int, language: str = "") -> str:
    """“€1,250.00”, “1.250,00 €”, “CHF 20”, “−€3”, which no line breaks anywhere."""
    locale = locale_of(language)
    number = copy(locale.decimal_formats[None])
    number.frac_prec = (decimals, decimals)
    # Babel takes two apostrophes, which Swiss readers set between thousands, for quotes, and drops them.
    marks = {mark: locale.number_symbols["latn"][name] for mark, name in ((",", "group"), (".", "decimal"))}
    figure = number.apply(abs(value), _locale("en")).translate(str.maketrans(marks))
    pattern = locale.currency_formats["standard"]
    written = f"{pattern.prefix[0]}{figure}{pattern.suffix[0]}".replace("¤", sign(currency, language))
    # CLDR's currencySpacing: letters do not touch figures.
    written = re.sub(r"(?<=[^\W\d_])(?=\d)", "\N{NO-BREAK SPACE}", written)
    # Some fonts of papers have no narrow one.
    written = written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    return signed("−", written) if value < 0 else written


def signed(mark: str, written: str) -> str:
    """An amount behind a plus or minus, from which a line may part "€", but no figure (UAX 14, LB25)."""
    joiner = "" if written[0].isalnum() else "\N{WORD JOINER}"
    return f"{mark}{joiner}{written}"


def sign(currency: str, language: str = "") -> str:
    return _sign(currency, locale_of(language))


@lru_cache
def signs(currency: str, language: str) -> list[str]:
    """What readers may write for it, the longest first: “CA$” and “$”, where no other currency has that."""
    locale = locale_of(language)
    full = get_currency_symbol(currency, locale)
    others = {sign for code, sign in locale.currency_symbols.items() if code != currency}
    # CLDR sets the country’s letters before a sign that several have.
    bare = re.fullmatch(rf"(?:{currency[:2]}|{currency[0]})(\W)", full)
    own = {sign(currency, language), full, *({bare[1]} - others if bare else ())}
    return sorted(own, key=len, reverse=True)


@lru_cache
def _sign(currency: str, locale: Locale) -> str:
    taken = {sign for code, sign in locale.currency_symbols.items() if code != currency}
    known = SIGNS.get(currency)
    return known if known and known not in taken else get_currency_symbol(currency, locale)


def currency_name(currency: str, language: str = "") -> str:
    """Of many: “euros”."""
    return get_currency_name(currency, count=100, locale=locale_of(language))


def countries(language: str = "") -> list[tuple[str, str]]:
    """(code, name) of every country of ISO 3166-1, by name."""
    return _countries(locale_of(language))


@lru_cache
def _countries(locale: Locale) -> list[tuple[str, str]]:
    named = [
        (code, name)
        for code, name in locale.territories.items()
        if re.fullmatch("[A-Z]{2}", code) and not _NO_COUNTRIES.fullmatch(code)
    ]
    return sorted(named, key=lambda country: anyascii(country[1]).casefold())


def day(on: date | datetime, language: str = "", *, short: bool = False) -> str:
    """“29 November 2026”, “29. November 2026”, “2026年11月29日”; short: “29 Nov 2026”."""
    written = format_date(_local(on), "medium" if short else "long", locale=locale_of(language))
    # CLDR leaves out what French writes of the first of a month.
    return re.sub("^1 ", "1er ", written) if locale_of(language).language == "fr" else written


def moment(at: datetime, language: str = "", *, short: bool = False) -> str:
    """“29 November 2026, 14:05”, “November 29, 2026, 2:05 PM”; where the newsroom is."""
    time = format_time(timezone.localtime(at), "short", locale=locale_of(language))
    return f"{day(at, language, short=short)}, {time}"


def month(on: date | datetime, language: str = "") -> str:
    """“November 2026”, “2026年11月”."""
    return format_skeleton("yMMMM", _local(on), locale=locale_of(language))


def month_name(on: date | datetime, language: str = "", *, short: bool = False) -> str:
    """“November”, “11月”; short: “Nov”. As it stands alone, without a day."""
    return format_date(_local(on), "LLL" if short else "LLLL", locale=locale_of(language))


def _local(on: date | datetime) -> date:
    return timezone.localdate(on) if isinstance(on, datetime) else on
