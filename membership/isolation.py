"""Many gifts are gone through one by one: what goes wrong with one keeps no other from its turn."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from membership.providers.base import ProviderError
from membership.refusals import Refused

log = logging.getLogger(__name__)


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
