"""Plots: round steps, places inside the frame, words that say what is drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from membership.books.reports import charts
from membership.books.reports.charts import Bar, Frame, Point, Tick
from membership.money import Money

FRAME = Frame(width=200, height=120, left=40, right=10, top=10, bottom=10)


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (24_000, [0, 6000, 12_000, 18_000, 24_000]),
        (18_460, [0, 5000, 10_000, 15_000, 20_000]),
        (7, [0, 2, 4, 6, 8]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (0, [0, 1]),
        (-5, [0, 1]),
    ],
)
def test_steps_are_round_and_reach_the_top(most, steps):
    assert charts.ticks(most) == steps


@pytest.mark.parametrize(("currency", "top"), [("EUR", "€1"), ("JPY", "¥1")])
def test_before_anything_came_an_axis_has_no_hundredth(currency, top):
    frame = charts.Frame(350, 190, 48, 18, 28, 28)
    months = charts.lines(frame, [0, 0], currency=currency, labels=[], last_label="")

    assert [tick.label for tick in months.ys] == ["0", top]


@given(some.integers(1, 10**15), some.integers(1, 6))
def test_steps_are_even_and_few_for_any_sum(most, about):
    found = charts.ticks(most, about=about)

    assert found[0] == 0
    assert found[-1] >= most
    assert len(found) <= about + 2
    assert len({after - before for before, after in pairwise(found)}) == 1


@pytest.mark.parametrize(
    ("minor", "currency", "word"),
    [
        (2_400_000, "EUR", "€24k"),
        (150_000, "EUR", "€1.5k"),
        (60_000, "EUR", "€600"),
        (300_000_000, "GBP", "£3m"),
        (24_000, "JPY", "¥24k"),
        (24_000_000, "KWD", "KWD\N{NO-BREAK SPACE}24k"),
        (123_456, "EUR", "€1,234.56"),
        (-150_000, "EUR", "−\N{WORD JOINER}€1.5k"),
        (0, "EUR", "0"),
    ],
)
def test_amounts_on_an_axis_are_short(minor, currency, word):
    assert charts.short(Money(minor, currency)) == word


def test_an_axis_has_the_readers_way_of_writing():
    with translation.override("de"):
        assert charts.short(Money(150_000, "EUR")) == "1,5k\N{NO-BREAK SPACE}€"


def test_the_way_to_the_goal_is_drawn_from_corner_to_corner():
    drawn = charts.goal_lines(
        FRAME,
        [0, 50, 100],
        currency="JPY",
        places=4,
        labels=[(0, "1"), (3, "4")],
        goal=100,
        goal_label="Goal ¥100",
        last_label="¥100 so far",
    )

    assert drawn.line == "M40 110L90 60L140 10"
    assert drawn.plan == "M40 85L190 10"
    assert drawn.goal == Tick(10.0, "Goal ¥100")
    assert drawn.last == Point(140.0, 10.0, "¥100 so far", "end")
    assert drawn.xs == [Tick(40.0, "1"), Tick(190.0, "4")]
    assert [tick.label for tick in drawn.ys] == ["0", "¥25", "¥50", "¥75", "¥100"]


def test_without_a_goal_there_is_no_plan_and_without_days_no_line():
    drawn = charts.goal_lines(
        FRAME, [], currency="EUR", places=30, labels=[], goal=None, goal_label="", last_label=""
    )

    assert (drawn.line, drawn.plan, drawn.goal, drawn.last) == ("", "", None, None)


def test_more_given_back_than_came_stays_inside_the_frame():
    drawn = charts.goal_lines(
        FRAME, [-100, 100], currency="JPY", places=2, labels=[], goal=None, goal_label="", last_label=""
    )

    assert drawn.line == "M40 110L190 10"


def test_months_stand_side_by_side():
    drawn = charts.lines(FRAME, [0, 30, 60], currency="JPY", labels=[(2, "Mar")], last_label="¥60")

    assert drawn.line == "M40 110L115 60L190 10"
    assert drawn.xs == [Tick(190.0, "Mar")]


def test_bars_stand_above_and_below_one_line():
    drawn = charts.bars(FRAME, [4, 0], [0, 2], labels=[(0, "Jan")])

    assert drawn.zero == 76.7
    assert drawn.ups == [Bar(55.0, 10.0, 45.0, 66.7, 4), Bar(130.0, 76.7, 45.0, 0.0, 0)]
    assert drawn.downs == [Bar(55.0, 76.7, 45.0, 0.0, 0), Bar(130.0, 76.7, 45.0, 33.3, 2)]
    assert [tick.label for tick in drawn.ys] == ["2", "0", "2", "4"]
    assert (drawn.ups[0].middle, drawn.downs[1].bottom) == (77.5, 110.0)


def test_the_share_of_the_longest_is_a_length():
    assert [charts.share(value, 200, width=120) for value in (200, 50, 0, -5)] == [120, 30, 0, 0]
    assert charts.share(5, 0, width=120) == 0
