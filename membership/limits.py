"""The least and the most that the form takes at a time."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from membership import money
from membership.money import EXPONENTS, Money


class Limits(NamedTuple):
    least: Money
    most: Money


def limits_for(currency: str) -> Limits:
    """MEMBERSHIP_MINIMUM and MEMBERSHIP_MAXIMUM; else 2 and 10,000, a hundred times that without cents."""
    scale = 1 if EXPONENTS[currency] else 100
    least = settings.MEMBERSHIP_MINIMUM or str(2 * scale)
    most = settings.MEMBERSHIP_MAXIMUM or str(10_000 * scale)
    return Limits(money.read(least, currency), money.read(most, currency))
