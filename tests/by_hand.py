"""Rows that a test writes itself, past the verbs: what no verb leads to, or only after days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from articles.models.correction import CORRECTING
from articles.models.edition import PUBLISHING
from articles.models.page import OWN_PAGES
from membership.models.ledger import GIVING


@contextmanager
def by_hand() -> Iterator[None]:
    """Let this block, or the function that it decorates, write editions, corrections, donations and payments."""
    with PUBLISHING.open(), OWN_PAGES.open(), CORRECTING.open(), GIVING.open():
        yield
