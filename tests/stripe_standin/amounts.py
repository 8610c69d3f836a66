"""What Stripe takes as an amount. Source: docs.stripe.com/currencies (zero-decimal, three-decimal, special cases,
minimum and maximum charge amounts)."""

from __future__ import annotations

from tests.stripe_standin.wire import Refused

_ZERO = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"
_THREE = "bhd jod kwd omr tnd"
#: Without decimals, yet told to Stripe in hundredths.
TWO_IN_NAME = frozenset({"isk", "ugx"})
_TWO = (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny "
    "cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd "
    "kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr "
    "nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd "
    "twd tzs uah ugx uyu uzs wst xcd yer zar zmw"
)
ZERO = frozenset(_ZERO.split())
THREE = frozenset(_THREE.split())
KNOWN = ZERO | THREE | frozenset(_TWO.split())
MINIMUM = {
    "usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250,
    "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300,
    "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
}  # fmt: skip
MAXIMUM = 99_999_999


def currency(code: str, param: str = "currency") -> str:
    """Lower case, as Stripe keeps it. Refuses what it does not take."""
    code = code.lower()
    if code not in KNOWN:
        raise Refused(
            f"Invalid currency: {code}. Stripe currently supports these currencies: {', '.join(sorted(KNOWN))}",
            param=param,
        )
    return code


def chargeable(amount: int, code: str, param: str = "amount") -> int:
    if amount < 0:
        raise Refused("Invalid non-negative integer", param=param, code="parameter_invalid_integer")
    least = MINIMUM.get(code, 50)
    if amount < least:
        raise Refused(
            f"The amount due must add up to at least {written(least, code)}.",
            param=param,
            code="amount_too_small",
        )
    if amount > MAXIMUM:
        raise Refused(
            f"The amount due must be no more than {written(MAXIMUM, code)}.",
            param=param,
            code="amount_too_large",
        )
    fine_enough(amount, code, param)
    return amount


def fine_enough(amount: int, code: str, param: str = "amount") -> None:
    """Refuse what is finer than cards can carry, of charges and of refunds.

    Source: support.stripe.com/questions/deprecation-of-fractional-isk-charges-and-refunds.
    """
    if code in THREE and amount % 10:
        raise Refused(f"Amounts in {code} must end in 0: they are rounded to ten.", param=param)
    if code in TWO_IN_NAME and amount % 100:
        raise Refused(
            f"Invalid amount. Currency {code.upper()} has become effectively zero-decimal and charged amounts must be "
            "evenly divisible by 100.",
            param=param,
            code="invalid_charge_amount_no_decimal_compatible",
        )


def written(amount: int, code: str) -> str:
    places = 0 if code in ZERO else 3 if code in THREE else 2
    units, part = divmod(amount, 10**places)
    return f"{units:,}{f'.{part:0{places}d}' if places else ''} {code.upper()}"


def fee(amount: int) -> int:
    """2.9 % and 30 minor units, rounded half up."""
    return (amount * 29 + 500) // 1000 + 30
