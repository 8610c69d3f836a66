"""Rows that a test writes itself, past the verbs: what no verb leads to, or only after days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from articles.models.correction import CORRECTING
from articles.models.edition import PUBLISHING
from articles.models.page_edition import OWN_PAGES
from membership.books.reports import tallying
from membership.giving import summing_up
from membership.models.ledger import GIVING, LEDGER, STATUS_REPORTS
from newsroom.verification import Mendable

#: What the blocks within `summed_up_once` have written.
_together: list[list[str]] = []
_OF_GIFTS = re.compile(r'(INSERT INTO|UPDATE) "membership_(donation|payment|statusreport)"')


def made_anew() -> int:
    """Sum up every gift that is summed up wrongly; how many there were."""
    wrong = [found for found in summing_up.check() if isinstance(found, Mendable)]
    for found in wrong:
        found.mend()
    return len(wrong)


@contextmanager
def by_hand() -> Iterator[None]:
    """Let this block, or the function that it decorates, write editions, corrections, donations and payments.

    The gifts are summed up afterwards, as the verbs do it.
    """
    written = []

    def look(execute, sql, params, many, context):
        if _OF_GIFTS.match(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with (
        PUBLISHING.open(),
        OWN_PAGES.open(),
        CORRECTING.open(),
        GIVING.open(),
        LEDGER.open(),
        STATUS_REPORTS.open(),
        connection.execute_wrapper(look),
    ):
        yield
    if _together:
        _together[-1] += written
    elif written:
        _sum_up()


@contextmanager
def summed_up_once() -> Iterator[None]:
    """The gifts that blocks within this one write are summed up at its end alone: for many of them."""
    _together.append([])
    try:
        yield
    finally:
        written = _together.pop()
    if written:
        _sum_up()


def _sum_up() -> None:
    tallying.anew()
    made_anew()
