"""When the job worker and the tick last did their round, where every process and every host sees it."""

import time

from django.core.cache import cache

#: Seconds between two notes of one process.
STEP = 30
_told: dict[str, float] = {}


def tell(name: str) -> None:
    """Note that the process of this name has done its round. Called often, it writes seldom."""
    now = time.time()
    if now - _told.get(name, 0) >= STEP:
        cache.set(_key(name), now, None)
        _told[name] = now


def last_told(*names: str) -> dict[str, float]:
    """Seconds since 1970 for each that was ever heard of."""
    found = cache.get_many([_key(name) for name in names])
    return {name: found[_key(name)] for name in names if _key(name) in found}


def _key(name: str) -> str:
    return f"alive:{name.replace(' ', '-')}"
