"""What a repeated pledge expects: when each instalment is due, and which payment was for which."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership import giving
from tests.builders.books import day, report
from tests.builders.pledges import pay, pledge, shown

pytestmark = pytest.mark.django_db


# --- what is expected
def test_each_instalment_is_due_on_the_day_of_the_promise():
    gift = pledge("2026-01-31")

    assert shown(gift, "2026-04-10") == [
        ("01-31", "open"),
        ("02-28", "open"),
        ("03-31", "open"),
        ("04-30", "open"),
    ]


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (["01-03", "02-02", "03-04"], ["01-03", "02-02", "03-04", "open"]),
        # A standing order that runs at the end of the month before.
        (["01-01", "01-29", "02-26"], ["01-01", "01-29", "02-26", "open"]),
        # Late in its own month, each time.
        (["01-25", "02-25", "03-15"], ["01-25", "02-25", "03-15", "open"]),
        # One is missed, and the others stay where they are.
        (["01-03", "03-04"], ["01-03", "open", "03-04", "open"]),
        # One is missed, and made up for.
        (["01-03", "03-04", "03-05"], ["01-03", "03-05", "03-04", "open"]),
        # A quarter at once, in three transfers.
        (["01-03", "01-04", "01-05"], ["01-03", "01-04", "01-05", "open"]),
        ([], ["open", "open", "open", "open"]),
    ],
)
def test_a_payment_is_for_the_instalment_of_its_own_time(paid, expected):
    gift = pledge()
    for at in paid:
        pay(gift, f"2026-{at}")

    assert [how for _due, how in shown(gift, "2026-03-20")] == expected


def test_a_yearly_pledge_expects_one_a_year():
    gift = pledge("2024-02-29", interval="yearly")
    pay(gift, "2024-03-04")
    pay(gift, "2025-02-10")

    assert shown(gift, "2026-01-10") == [("02-29", "03-04"), ("02-28", "02-10"), ("02-28", "open")]


def test_what_falls_due_in_a_pause_is_let_go():
    gift = pledge()
    pay(gift, "2026-01-02")
    report(gift, "2026-01-20", "paused", next_at=day("2026-03-15"))

    assert [how for _due, how in shown(gift, "2026-04-20")] == ["01-02", "let go", "let go", "open", "open"]


def test_the_next_one_is_the_first_that_is_not_paid_for():
    gift = pledge()
    for at in ("2026-01-02", "2026-01-29", "2026-01-30"):
        pay(gift, at)

    assert timezone.localdate(giving.next_due(gift, day("2026-01-31"))) == day("2026-04-01").date()
    assert shown(gift, "2026-05-10")[3:] == [("04-01", "open"), ("05-01", "open"), ("06-01", "open")]
