"""What cannot be done: one word in every room, so that a door has one thing to catch; and one among many."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from membership.providers.base import ProviderError

log = logging.getLogger(__name__)


class Refused(Exception):
    """What was asked for cannot be done; the message says why and what to do, and is shown as it is."""


@contextmanager
def on_its_own(pk: int, *, ends: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """What goes wrong with one gift is logged, and the others have their turn; `ends`: but not after this."""
    try:
        yield
    except ends:
        raise
    except Exception as error:
        # What it said may hold a donor's words.
        where = traceback.extract_tb(error.__traceback__)[-1]
        level = logging.WARNING if isinstance(error, ProviderError | Refused) else logging.ERROR
        told = type(error).__name__, where.filename, where.lineno
        log.log(level, "Gift %s was passed over: %s in %s:%s", pk, *told)
