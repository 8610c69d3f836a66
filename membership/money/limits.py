"""How little and how much the form takes at a time."""

from typing import NamedTuple

from django.conf import settings

from membership import money
from membership.money import Money, unit


class Limits(NamedTuple):
    least: Money
    most: Money


def limits_for(currency: str) -> Limits:
    """MEMBERSHIP_MINIMUM and MEMBERSHIP_MAXIMUM, which are said in the paper's own currency; in another one,
    or where they are not set, about what 2 and 10,000 euros are (`money.unit`)."""
    own = currency == settings.MEMBERSHIP_CURRENCY
    least = (own and settings.MEMBERSHIP_MINIMUM) or str(2 * unit(currency))
    most = (own and settings.MEMBERSHIP_MAXIMUM) or str(10_000 * unit(currency))
    return Limits(money.read(least, currency), money.read(most, currency))
