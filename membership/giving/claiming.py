"""One at a time does what may ask a provider, for which no transaction can be held."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from membership.giving.refusals import Refused

#: Seconds; no provider takes longer to answer.
CLAIMED_FOR = 120


@contextmanager
def claimed(what: str, busy: str) -> Iterator[None]:
    """Raises Refused with the sentence `busy` while somebody else has claimed the same."""
    mine = secrets.token_hex(8)
    if not cache.add(what, mine, CLAIMED_FOR):
        raise Refused(busy)
    try:
        yield
    finally:
        # Whoever took longer may have been overtaken: that claim is not theirs.
        if cache.get(what) == mine:
            cache.delete(what)
