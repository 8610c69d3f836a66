"""A line that is recorded while a month is being closed is in one month, never in two or none."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from membership import giving
from membership.books import closing
from membership.books.closing import months
from membership.models import (
    MonthClose,
)
from tests.builders.gifts import fact, make_donation
from tests.builders.months import OCTOBER, SEPTEMBER, keeper, moment, paid  # noqa: F401 (fixtures)
from tests.driving.at_once import at_once

pytestmark = pytest.mark.django_db


# --- a line that comes while a month is being closed
def race(keeper, monkeypatch, *, at: str = "_write") -> tuple[int, int]:
    """Record a line just before a month is sealed, or just before its lines are written down: how many lines
    its sums and its rows have."""
    paid("pay-1", moment(9, 3))
    gift = make_donation(provider="pledge", email="second@reader.example")
    real, recorded = getattr(months, at), threading.Event()

    def record() -> None:
        try:
            giving.apply(fact(gift, reference="pay-2", at=moment(9, 9)))
            recorded.set()
        finally:
            connection.close()

    thread = threading.Thread(target=record)

    def slow(*told):
        if thread.ident is None:
            thread.start()
            recorded.wait(1.5)
        return real(*told)

    monkeypatch.setattr(months, at, slow)
    made = closing.close(SEPTEMBER, keeper)
    thread.join(30)
    monkeypatch.setattr(months, at, real)
    return made.totals["EUR"]["lines"], made.closed_lines.count()


@pytest.mark.django_db(transaction=True)
def test_a_line_recorded_while_a_month_is_closed_is_in_the_next_one_and_in_no_other(keeper, monkeypatch):
    summed, held = race(keeper, monkeypatch)

    made = closing.close(OCTOBER, keeper)

    assert (summed, held) == (1, 1)
    assert (made.totals["EUR"]["lines"], made.totals["EUR"]["late"]) == (1, 1)
    assert closing.check() == []


@pytest.mark.django_db(transaction=True)
def test_a_line_recorded_while_a_month_is_summed_up_has_it_summed_up_anew(keeper, monkeypatch):
    assert race(keeper, monkeypatch, at="seal") == (2, 2)
    assert closing.check() == []


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_that_line_would_be_held_but_not_summed(keeper, monkeypatch):
    if connection.vendor != "postgresql":
        # On SQLite there is one writer at a time, whatever we do: no way to race.
        monkeypatch.setattr(months, "hold_ledger", lambda: None)
        assert race(keeper, monkeypatch) == (1, 1)
        return
    monkeypatch.setattr(months, "hold_ledger", lambda: None)

    summed, held = race(keeper, monkeypatch)

    assert (summed, held) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_once(keeper):
    paid("pay-1", moment(9, 3))

    found = at_once(*[lambda: closing.close(SEPTEMBER, keeper).pk] * 4)

    assert found == [MonthClose.objects.get().pk] * 4
