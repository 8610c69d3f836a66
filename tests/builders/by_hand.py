"""Rows that a test writes itself, past the verbs: what no verb leads to, or only after days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models.signals import post_save

from articles.models.correction import CORRECTING
from articles.models.edition import PUBLISHING
from articles.models.export import EXPORTING
from articles.models.page_edition import OWN_PAGES
from membership.books.reports import tallying
from membership.books.reports.tallying import keeping
from membership.giving import summing_up
from membership.models import Donation, Payment, StatusReport
from membership.models.ledger import GIVING, LEDGER, STATUS_REPORTS
from newsroom.verification import Mendable

_OF_GIFTS = re.compile(r'(INSERT INTO|UPDATE) "membership_(donation|payment|statusreport)"')
#: The figures count nothing of what it changes.
_PROMISED = 'UPDATE "membership_donation" SET "promised_at" = %s WHERE "membership_donation"."id" = %s'


class _Written:
    """What was written of which gifts."""

    def __init__(self) -> None:
        self.promised: set[int] = set()
        self.saved: list[Donation | Payment | StatusReport] = []
        self.inserts = self.others = 0

    @contextmanager
    def watching(self) -> Iterator[None]:
        post_save.connect(self._saved)
        try:
            with connection.execute_wrapper(self._executed):
                yield
        finally:
            post_save.disconnect(self._saved)

    def _executed(self, execute, sql, params, many, context):
        if sql == _PROMISED:
            self.promised.add(params[-1])
        elif found := _OF_GIFTS.match(sql):
            self.inserts += found[1] != "UPDATE"
            self.others += found[1] == "UPDATE"
        return execute(sql, params, many, context)

    def _saved(self, sender, instance, created, **_told):
        if created and sender in (Donation, Payment, StatusReport):
            self.saved.append(instance)

    def sum_up(self) -> None:
        """These gifts, or all where it is not known which ones they are."""
        if self.others or self.inserts > len(self.saved):
            _sum_up_all()
            return
        new = {row.pk for row in self.saved if isinstance(row, Donation)}
        told = {row.donation_id for row in self.saved if not isinstance(row, Donation)}
        for gift in Donation.objects.filter(pk__in=self.promised | new | told):
            summing_up.sum_up(gift)
        if told:  # a promise alone is counted nowhere
            keeping._count({-gift for gift in told})


#: How many blocks within each `summed_up_once` have ended.
_together: list[int] = []


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
    written = _Written()
    with (
        PUBLISHING.open(),
        OWN_PAGES.open(),
        CORRECTING.open(),
        EXPORTING.open(),
        GIVING.open(),
        LEDGER.open(),
        STATUS_REPORTS.open(),
        written.watching(),
    ):
        yield
    if _together:
        _together[-1] += 1
    else:
        written.sum_up()


@contextmanager
def summed_up_once() -> Iterator[None]:
    """The gifts that blocks within this one write are summed up at its end alone: for many of them."""
    _together.append(0)
    try:
        yield
    finally:
        blocks = _together.pop()
    if blocks:
        _sum_up_all()


def _sum_up_all() -> None:
    tallying.anew()
    made_anew()
