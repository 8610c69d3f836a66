"""The currencies to give in, by sign and by name, for whoever hears a sign or a code and does not see it."""

from dataclasses import dataclass

from membership.forms.gift_form.offer import Offer, currencies_of
from membership.money import locales


@dataclass(frozen=True)
class Coin:
    code: str
    sign: str
    name: str
    shown: bool


def coins(offer: Offer) -> list[Coin]:
    """Each currency; nothing if there is one alone."""
    known = currencies_of(offer.provider)
    if len(known) < 2:
        return []
    return [
        Coin(code, locales.sign(code), locales.currency_name(code), code == offer.currency) for code in known
    ]
