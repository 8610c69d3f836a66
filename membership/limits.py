"""How little, how much and how often: what the form takes at a time, and how many gifts from one hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from membership import money
from membership.money import EXPONENTS, Money


class Limits(NamedTuple):
    least: Money
    most: Money


def limits_for(currency: str) -> Limits:
    """MEMBERSHIP_MINIMUM and MEMBERSHIP_MAXIMUM, which are said in the paper's own currency; in another one,
    or where they are not set, 2 and 10,000, a hundred times that without cents."""
    scale = 1 if EXPONENTS[currency] else 100
    own = currency == settings.MEMBERSHIP_CURRENCY
    least = (own and settings.MEMBERSHIP_MINIMUM) or str(2 * scale)
    most = (own and settings.MEMBERSHIP_MAXIMUM) or str(10_000 * scale)
    return Limits(money.read(least, currency), money.read(most, currency))


def take_place(of: str, most: int, seconds: int) -> str | None:
    """One of `most` places that `of` has for so many seconds: its name, or None if all are taken.

    Places, not a figure counted up: only `add` is one step in the database, so two at once never get the
    same place. Whose place it is cannot be read from its name.
    """
    hidden = salted_hmac("membership.limits", of).hexdigest()
    places = [f"gifts:{hidden}:{number}" for number in range(most)]
    taken = cache.get_many(places)
    return next((place for place in places if place not in taken and cache.add(place, 1, seconds)), None)


def give_back(places: Iterable[str]) -> None:
    cache.delete_many(list(places))


def one_mailbox(email: str) -> str:
    """Addresses that differ in case, or in what follows a plus sign, lead to one person; at Google those
    too that differ in their dots."""
    local, _, host = email.strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    if host in {"gmail.com", "googlemail.com"}:
        local, host = local.replace(".", ""), "gmail.com"
    return f"{local}@{host}"
