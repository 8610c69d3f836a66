"""How often: places that somebody has for a span of time, kept where every process sees them."""

import random
import time
from collections.abc import Iterable

from django.core.cache import cache
from django.utils.crypto import salted_hmac

#: Of more places so many are looked at, whichever: all but full may then seem full, full never seems free.
MOST_LOOKED_AT = 128


def take_place(of: str, most: int, seconds: int) -> str | None:
    """One of `most` places that `of` has for so many seconds: its name, or None if all are taken.

    Places, not a figure counted up: only `add` is one step in the database, so two at once never get the
    same place. Whose place it is cannot be read from its name.
    """
    places = _places(of, most)
    taken = cache.get_many(places)
    until = time.time() + seconds
    return next((place for place in places if place not in taken and cache.add(place, until, seconds)), None)


def wait_for_place(of: str, most: int) -> float:
    """Seconds until `of` has a place again; 0 if it has one now. Takes none and writes nothing."""
    places = _places(of, most)
    taken = cache.get_many(places)
    return max(0.0, min(taken.values()) - time.time()) if len(taken) == len(places) else 0.0


def give_back(places: Iterable[str]) -> None:
    cache.delete_many(list(places))


def give_one_back(of: str, most: int) -> None:
    """The longest held of the places of `of`, whoever took it."""
    taken = cache.get_many(_places(of, most))
    if taken:
        cache.delete(min(taken, key=lambda place: taken[place]))


def give_back_all(of: str, most: int) -> None:
    give_back(_named(of, range(most)))


def _places(of: str, most: int) -> list[str]:
    """Those that are looked at."""
    return _named(of, range(most) if most <= MOST_LOOKED_AT else random.sample(range(most), MOST_LOOKED_AT))


def _named(of: str, numbers: Iterable[int]) -> list[str]:
    hidden = salted_hmac("newsroom.limits", of).hexdigest()
    return [f"place:{hidden}:{number}" for number in numbers]
