"""Money: whole minor units and an ISO 4217 currency, from what people type to what they read. No floats."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.money import locales

#: ISO 4217, List One: currencies whose minor unit is not the hundredth.
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_HUNDREDTHS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
    "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE "
    "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST YER ZAR ZMW ZWG"
)
EXPONENTS = {
    **dict.fromkeys(_WHOLE.split(), 0),
    **dict.fromkeys(_HUNDREDTHS.split(), 2),
    **dict.fromkeys(_THOUSANDTHS.split(), 3),
}
#: How many units come to a euro or a dollar, give or take; where none is named, one does. It is for what is
#: proposed and for bounds that nobody has set: no amount is ever changed into another currency by it.
_UNITS = {
    10: (
        "BOB BWP CNY CZK DKK EGP ERN GTQ HKD HNL LSL MAD MDL MOP MRU MUR MVR MXN NAD NIO NOK PHP SBD SCR SEK "
        "SLE SRD STN SVC SZL THB TRY TTD TWD UAH UYU ZAR ZMW ZWG"
    ),
    100: (
        "AFN ALL AMD BDT BTN CVE DJF DOP DZD ETB GMD GYD HTG HUF INR ISK JMD JPY KES KGS KMF KPW LKR LRD MKD "
        "MZN NPR PKR RSD RUB VES VUV XPF YER"
    ),
    1000: ("AOA ARS BIF CDF CLP COP CRC IQD KHR KRW KZT MGA MMK MNT MWK NGN RWF SDG SOS SSP TZS UGX XAF XOF"),
    10_000: "GNF IDR IRR LAK LBP PYG SYP UZS VND",
}
_UNIT = {code: units for units, codes in _UNITS.items() for code in codes.split()}
#: What the ledger's columns hold with room to add up.
MOST_MINOR = 10**15

_AMOUNT = re.compile(
    r"(?P<whole>\d{1,3}(?P<group>[ .,'])\d{3}(?:(?P=group)\d{3})*|(?P<indian>\d{1,2}(?:,\d\d)+,\d{3})|\d+)"
    r"(?:(?P<point>[.,])(?P<part>\d+))?"
)
_MARK = re.compile(r"(?P<before>[^\d\s.,'-]*)(?P<sign>-?)(?P<figure>[\d .,']*?)(?P<after>[^\d\s.,'-]*)")


class NotAnAmount(ValueError):
    """What was typed is no amount we can take. The message is a sentence for the donor."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` hundredths, thousandths or wholes of `currency`, as ISO 4217 divides it. May be negative."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"{self.minor!r} is no whole number of minor units.")
        if self.currency not in EXPONENTS:
            raise ValueError(f"{self.currency} is no currency we know. Use an ISO 4217 code such as EUR.")

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added.")
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        """As the reader has it in a sentence: €8, €12.50, CHF 20, −€3; 8 € in German."""
        exponent = EXPONENTS[self.currency]
        decimals = exponent if self.minor % 10**exponent else 0
        return locales.amount(self._units, self.currency, decimals=decimals)

    @property
    def exact(self) -> str:
        """As it stands in a table: €8.00."""
        return self.exact_in()

    @property
    def printed(self) -> str:
        """The same without the sign that keeps it in one line, which papers and terminals show."""
        return self.printed_in()

    def printed_in(self, language: str = "") -> str:
        return self.exact_in(language).replace("\N{WORD JOINER}", "")

    def exact_in(self, language: str = "") -> str:
        """The same for readers of that language, as Django names it."""
        return locales.amount(
            self._units, self.currency, decimals=EXPONENTS[self.currency], language=language
        )

    @property
    def _units(self) -> Decimal:
        return Decimal(self.minor).scaleb(-EXPONENTS[self.currency])

    @property
    def figure(self) -> str:
        """As a person would type it, without sign, currency or groups: 8, 12.50."""
        digits = self.plain.lstrip("-")
        return digits.partition(".")[0] if self.minor % 10 ** EXPONENTS[self.currency] == 0 else digits

    @property
    def plain(self) -> str:
        """As a program reads it, with every decimal, and no sign of currency or groups: 1250.00, -8.00."""
        return f"{self._units:f}"


def unit(currency: str) -> int:
    """So many units of it are a small sum, as one euro is: 1, 10, 100 …"""
    return _UNIT.get(currency, 1)


def whole(units: int, currency: str) -> Money:
    """That many euros, pounds, yen …"""
    return Money(units * 10 ** EXPONENTS[currency], currency)


def cover(net: Money, percent: Decimal, fixed: int, *, step: int = 1) -> Money:
    """What to add to `net` so that it is left after a charge of `percent` of the sum and `fixed` minor units.

    The least such sum that is a whole number of `step` minor units: ceil((net + fixed) / (1 − percent)).
    Neither rounding up the charge nor a float makes the newsroom a cent short. `percent` has two decimals and
    is below 100.
    """
    kept = 10_000 - int(percent * 100)
    gross = -(-(net.minor + fixed) * 10_000 // (kept * step)) * step
    return Money(gross - net.minor, net.currency)


def read(text: str, currency: str, *, least: Money | None = None, most: Money | None = None) -> Money:
    """What a person typed as an amount of `currency`: "12,50", "12.50", "1.234,50", "€ 20", "٢٠".

    Raises NotAnAmount with a sentence that says what to type instead. One separator before three figures
    ("1.234") is refused where it could mean a thousand or a part: nobody gives by a misunderstanding.
    """
    figure, negative = _without_marks(_tidy(text), currency)
    minor = _minor(figure, currency)
    if negative or minor == 0 or (least and minor < least.minor):
        raise NotAnAmount(_too_small(currency, least), "small")
    limit = most or Money(MOST_MINOR, currency)
    if minor > limit.minor:
        raise NotAnAmount(
            _("Enter an amount of %(most)s or less. For more, write to us.") % {"most": limit}, "large"
        )
    return Money(minor, currency)


def examples(currency: str) -> str:
    exponent, one = EXPONENTS[currency], unit(currency)
    two = f"{12 * one}." + "5".ljust(exponent, "0") if exponent else f"{12 * one}"
    return _("%(one)s or %(two)s") % {"one": 5 * one, "two": two}


def _tidy(text: str) -> str:
    """ASCII figures and signs for all that people type in their stead."""
    text = re.sub(r"[.,]\s*[-–—]{1,2}(?=\D*$)", "", text.strip())  # “20,–”
    out = []
    for char in text[:60]:
        figure = unicodedata.decimal(char, None)
        if figure is not None:
            out.append(str(figure))
        elif char.isspace():
            out.append(" ")
        # Marks of the direction of writing say nothing of the amount.
        elif unicodedata.category(char) != "Cf":
            out.append({"٫": ",", "٬": "'", "’": "'", "−": "-", "–": "-"}.get(char, char))
    return "".join(out)


def _without_marks(text: str, currency: str) -> tuple[str, bool]:
    """The figure without its currency, and whether a minus stood before it."""
    if not text:
        raise NotAnAmount(
            _("Enter an amount, such as %(examples)s.") % {"examples": examples(currency)}, "empty"
        )
    own = "|".join(re.escape(_tidy(sign)) for sign in locales.signs(currency, get_language() or ""))
    text = re.sub(own, "", text, count=1, flags=re.IGNORECASE)
    found = _MARK.fullmatch(re.sub(r"(?<![\d])\s+|\s+(?![\d])", "", text))
    if found is None or not found["figure"]:
        raise _no_figure(currency)
    mark = (found["before"] + found["after"]).upper()
    if mark and mark != currency:
        if mark in EXPONENTS or mark in locales.SIGNS.values():
            said = _("This form takes %(currency)s. Enter the amount in it, such as %(examples)s.")
            raise NotAnAmount(said % {"currency": currency, "examples": examples(currency)}, "currency")
        raise _no_figure(currency)
    return found["figure"], bool(found["sign"])


def _minor(figure: str, currency: str) -> int:
    found = _AMOUNT.fullmatch(figure)
    group = found and ("," if found["indian"] else found["group"])
    if found is None or group == (found["point"] or ""):
        raise _no_figure(currency)
    exponent = EXPONENTS[currency]
    units, part = found["whole"], found["part"] or ""
    if group in {".", ","} and not part and units.count(group) == 1 and exponent:
        # “1.234”: a thousand or a part? Only where a part has three figures is it plain.
        units, part = units.split(group)
    if len(part) > exponent:
        raise NotAnAmount(_too_fine(currency), "decimals")
    return int(re.sub(r"\D", "", units) + part.ljust(exponent, "0"))


def _no_figure(currency: str) -> NotAnAmount:
    return NotAnAmount(
        _("Enter the amount in figures, such as %(examples)s.") % {"examples": examples(currency)}, "words"
    )


def _too_small(currency: str, least: Money | None) -> str:
    if least is None:
        return _("Enter an amount above zero, such as %(examples)s.") % {"examples": examples(currency)}
    told = {"least": least, "examples": examples(currency)}
    return _("Enter an amount of %(least)s or more, such as %(examples)s.") % told


def _too_fine(currency: str) -> str:
    exponent = EXPONENTS[currency]
    if exponent == 0:
        told = {"currency": currency, "examples": examples(currency)}
        return _("%(currency)s has no decimals. Enter a whole number, such as %(examples)s.") % told
    return _(
        "Enter at most %(count)s figures after the point, such as %(examples)s. "
        "Write thousands without a point."
    ) % {"count": exponent, "examples": examples(currency)}
