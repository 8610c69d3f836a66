"""Between our minor units (ISO 4217) and those that Stripe counts in.

Source of all figures: docs.stripe.com/currencies, “Minor units in API amounts”, “Special cases”, “Minimum and
maximum charge amounts” and the list of presentment currencies, read in 2026.
"""

from django.utils.translation import gettext as _

from membership.money import EXPONENTS, Money
from membership.providers.base import Declined, DoesNotFit

#: Where Stripe's number of decimals is not that of ISO 4217. ISK and UGX have none any more but are still
#: sent with two; the ariary has fifths, which Stripe leaves out.
_DECIMALS = {"ISK": 2, "UGX": 2, "MGA": 0}
#: Three-decimal currencies are taken with a last figure of 0 only.
_TENS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
#: The least that Stripe charges, in its own units, for the currencies that it names. (HUF and TWD have
#: decimals when charged and none when paid out; what is paid out is not counted here.)
_LEAST = {
    "AED": 200, "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30,
    "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300, "NZD": 50,
    "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000, "USD": 50,
}  # fmt: skip
_TAKEN = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF "
    "XOF XPF YER ZAR ZMW"
)
CURRENCIES = frozenset(_TAKEN.split())


def to_stripe(amount: Money, *, refund: bool = False) -> int:
    """The whole number that Stripe calls this amount. Raises Declined for one that it does not take.

    Nothing is rounded: a donor pays what was promised, or is told what to change. There is no least refund.
    """
    if amount.currency not in CURRENCIES:
        raise Declined(_("Cards cannot be charged in %(currency)s here.") % {"currency": amount.currency})
    minor, _rest = _shifted(amount.minor, _steps(amount.currency))
    if amount.minor % step(amount.currency):
        said = _("Cards cannot be charged so exactly in %(currency)s. Make the last figure a zero.")
        raise Declined(said % {"currency": amount.currency})
    named = None if refund else _LEAST.get(amount.currency)
    least = from_stripe(named, amount.currency) if named else Money(1, amount.currency)
    if amount.minor < least.minor:
        raise Declined(_("Cards are charged %(least)s or more. Choose a larger amount.") % {"least": least})
    return minor


def step(currency: str) -> int:
    """Only whole numbers of so many of our minor units can be charged."""
    return 10 if currency in _TENS else 10 ** max(0, -_steps(currency))


def from_stripe(minor: int, currency: str) -> Money:
    """Money from Stripe's number and its currency code, in either case. Raises DoesNotFit."""
    code = currency.upper()
    if code not in EXPONENTS:
        raise DoesNotFit(_("Stripe named a currency that is not known here: %(code)s.") % {"code": code})
    ours, rest = _shifted(minor, -_steps(code))
    if rest:
        said = _("Stripe named a part of a %(code)s that does not exist: %(minor)s.")
        raise DoesNotFit(said % {"code": code, "minor": minor})
    return Money(ours, code)


def _steps(currency: str) -> int:
    """How many decimals more Stripe counts than ISO 4217 does."""
    return _DECIMALS.get(currency, EXPONENTS[currency]) - EXPONENTS[currency]


def _shifted(minor: int, steps: int) -> tuple[int, int]:
    """The number with that many decimals more (or less), and what would be lost."""
    if steps >= 0:
        return minor * 10**steps, 0
    return divmod(minor, 10**-steps)
