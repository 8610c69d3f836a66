"""A provider in its test mode has books of its own; a month in which nothing moved is closed all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone

from membership import giving, providers
from membership.admin import gifts_file
from membership.books import closing, reconciling
from membership.books.discrepancies import listed
from membership.models import AccountLine, Comparison, Cursor, MonthClose
from membership.tables import csv_cells
from tests.builders.gifts import fact, make_donation, person
from tests.driving.counter import Counter, envelope

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


class Switched(Counter):
    """A counter whose key is for tests, until it is changed."""

    live = False

    def caps(self):
        return replace(super().caps(), live=self.live)


@pytest.fixture
def switched(monkeypatch):
    for slug in list(providers.REGISTRY):
        if slug != "pledge":
            monkeypatch.delitem(providers.REGISTRY, slug)
    through = Switched()
    monkeypatch.setitem(providers.REGISTRY, "counter", through)
    return through


@pytest.fixture
def keeper():
    return person("keeper", "close_books")


def moment(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2026, month, day, 12))


def compare(through, month: int = 9) -> list[tuple[bool, int, int, int]]:
    first, after = (date(2026, number, 1) for number in (month, month + 1))
    made = reconciling.compare(through, closing.start_of(first), closing.start_of(after))
    return [(one.live, one.theirs_minor, one.fees_minor, len(one.differences)) for one in made]


def test_what_a_test_mode_listed_is_in_no_sum_once_money_is_real(switched, keeper):
    switched.pays("practised", 5000, at=moment(9, 2), fee=99)
    practised = compare(switched)
    switched.live = True
    gift = make_donation(provider="counter")
    giving.apply(fact(gift, at=moment(9, 3)))
    switched.lines = []
    switched.pays("pay-1", 800, at=moment(9, 3), fee=30)

    real = compare(switched)

    assert (practised, real) == ([(False, 5000, 99, 1)], [(True, 800, 30, 0)])
    assert list(AccountLine.objects.order_by("pk").values_list("of", "live")) == [
        ("practised", False), ("pay-1", True),
    ]  # fmt: skip
    assert closing.totals_of(SEPTEMBER)["EUR"]["fees"] == 30
    assert [(one.ledger.minor, one.provider.minor) for one in closing.proof()] == [(800, 800)]
    assert listed(keeper) == []


def test_a_difference_of_the_test_mode_is_a_finding_while_it_is_in_use(switched, keeper):
    switched.pays("practised", 5000, at=moment(9, 2))
    compare(switched)

    assert [one.kind for one in listed(keeper)] == ["difference"]


def test_a_month_compared_in_test_mode_alone_is_not_closed_with_real_money(switched):
    giving.apply(fact(make_donation(provider="counter"), at=moment(9, 3)))
    compare(switched)
    switched.live = True

    (found,) = closing.problems(SEPTEMBER)

    assert "has not been compared" in found


def test_each_mode_has_a_place_of_its_own_in_the_list_of_events(switched):
    reconciling.listen(switched)
    tested = Cursor.objects.get()
    switched.live = True
    switched.listed = [envelope("pay-1", created=timezone.now() - reconciling.listening.FIRST / 2)]

    found = reconciling.listen(switched)

    assert (tested.live, found) == (False, 1)
    assert sorted(Cursor.objects.values_list("provider", "live")) == [("counter", False), ("counter", True)]


def test_a_month_in_which_nothing_moved_is_compared_and_closed(switched, keeper):
    switched.live = True
    giving.apply(fact(make_donation(provider="counter"), at=moment(9, 3)))
    switched.pays("pay-1", 800, at=moment(9, 3))
    compare(switched)
    closing.close(SEPTEMBER, keeper)
    (before,) = closing.problems(OCTOBER)

    nothing = compare(switched, month=10)
    closing.close(OCTOBER, keeper)

    assert "has not been compared" in before
    assert nothing == [(True, 0, 0, 0)]
    assert Comparison.objects.filter(currency="EUR", lines=0).count() == 1
    assert MonthClose.objects.get(month=OCTOBER).totals == {}
    assert closing.check() == []


@pytest.mark.parametrize("cell", ["=1+1", " =1+1", "＝1+1", "\n@SUM", "+49", "-1"])
def test_no_file_of_ours_lets_a_cell_be_worked_out(cell):
    assert csv_cells.safe(cell) == f"'{cell}"
    assert gifts_file.csv_cells.safe is closing.exporting.safe is csv_cells.safe
