"""Own dates tell where gifts came from for whole months only: no day can be taken from another."""

from __future__ import annotations

from datetime import date

import pytest

from membership.books import reports
from membership.books.reports.spans import MONTH, OWN, Span
from tests.builders.books import gift
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 3, 1), date(2026, 3, 31))),
        (date(2026, 2, 27), date(2026, 5, 1), (date(2026, 3, 1), date(2026, 4, 30))),
        (date(2026, 12, 1), date(2027, 1, 30), (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2026, 3, 2), date(2026, 3, 31), None),
        (date(2026, 3, 2), date(2026, 4, 29), None),
    ],
)
def test_the_whole_months_in_somebody_s_own_dates(first, last, months):
    found = Span(OWN, first, last).months

    assert (found and (found.first, found.last)) == months


def test_spans_a_day_apart_tell_the_same_of_stories():
    for number in range(5):
        gift(f"n{number}", "2026-03-02", source="7")
    gift("late", "2026-04-01", source="8")

    boards = [
        reports.board(Span(OWN, date(2026, 3, 1), date(2026, *last)), "EUR", monthly_goal=None)
        for last in ((3, 31), (4, 1))
    ]

    assert [board.total for board in boards] == [4000, 4800]
    assert [(board.stories.people, board.stories.minor) for board in boards] == [(5, 4000)] * 2
    assert boards[0].ways == boards[1].ways
    whole = reports.board(Span(MONTH, date(2026, 4, 1), date(2026, 4, 30)), "EUR", monthly_goal=None)
    assert whole.stories.minor == 800


def test_the_page_says_so(client):
    client.force_login(person("ada", "view_payment"))
    url = "/admin/membership/gifts/?span=own&first=2026-03-01&last="

    some, none, whole = (text(client.get(url + last)) for last in ("2026-04-01", "2026-03-30", "2026-03-31"))

    assert "told for whole calendar months only" in some
    assert "here March 2026" in some
    assert "There is none between these dates" in none
    assert "whole calendar months" not in whole
