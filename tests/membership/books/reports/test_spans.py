"""Spans of time, and all figures of one at once, small and large."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from membership.books import reports
from membership.books.reports import spans
from membership.models import Donation, Member, Payment, StatusReport
from tests.builders.appeals import appeal
from tests.builders.books import day, gift, pay, report
from tests.builders.by_hand import by_hand
from tests.measuring.cpu import within_cpu

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("key", "first", "last", "name"),
    [
        ("month", "2026-03-01", "2026-03-31", "March 2026"),
        ("last-month", "2026-02-01", "2026-02-28", "February 2026"),
        ("year", "2026-01-01", "2026-12-31", "2026"),
        ("12-months", "2025-04-01", "2026-03-31", "1 April 2025 to 31 March 2026"),
        ("nonsense", "2026-03-01", "2026-03-31", "March 2026"),
    ],
)
def test_a_span_is_whole_days_from_its_name(key, first, last, name):
    found = spans.read({"span": key}, TODAY)

    assert (found.first.isoformat(), found.last.isoformat(), found.name) == (first, last, name)


def test_own_dates_are_read_and_both_belong_to_it():
    found = spans.read({"span": "own", "first": "2026-03-01", "last": "2026-03-05"}, TODAY)

    assert (found.days, found.since, found.until) == (5, day("2026-03-01", 0), day("2026-03-06", 0))


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("", "2026-03-05", "Enter both days, such as 2026-03-01 and 2026-03-31."),
        ("soon", "later", "Enter both days, such as 2026-03-01 and 2026-03-31."),
        ("2026-03-05", "2026-03-01", "The last day is before the first. Change one of the two."),
        ("2000-01-01", "2026-03-01", "Choose three years at most, up to the end of next year."),
        ("2028-01-01", "2028-03-01", "Choose three years at most, up to the end of next year."),
    ],
)
def test_what_is_no_span_is_told_as_a_sentence(first, last, sentence):
    with pytest.raises(reports.NotASpan) as told:
        spans.read({"span": "own", "first": first, "last": last}, TODAY)

    assert str(told.value) == sentence


def test_the_goal_of_a_month_is_shared_among_its_days():
    assert spans.span("month", TODAY).goal_minor(3100) == 3100
    assert spans.span("year", TODAY).goal_minor(3100) == 12 * 3100
    assert spans.Span("own", date(2026, 3, 31), date(2026, 4, 3)).goal_minor(3000) == round(3000 / 31 + 300)


@pytest.mark.django_db
def test_the_board_tells_the_month_so_far():
    ada = gift("ada", "2025-12-05", "2026-01-05", "2026-02-05", "2026-03-05")
    pay(ada, "2026-02-02", 0, "failed")
    pay(ada, "2026-03-04", 0, "failed")
    gift("bo", "2026-03-02", minor=400)
    report(gift("cy", "2026-01-05"), "2026-03-03", "ended")

    board = reports.board(spans.span("month", TODAY), "EUR", monthly_goal=3100, now=day("2026-03-12", 21))

    assert (board.total, board.goal, board.ahead) == (1200, 3100, 0)
    assert (board.regular.minor, board.regular_before.minor, board.middle) == (1200, 1600, 600)
    assert (board.came, board.came_back, board.lapsed, board.expired, board.recovered) == (1, 0, 1, 0, 1)
    assert [(one.day.day, one.minor, one.total, one.plan) for one in board.days[:3]] == [
        (1, 0, 0, 100),
        (2, 400, 400, 200),
        (3, 0, 400, 300),
    ]
    assert len(board.days) == 12
    months = [
        (f"{one.first:%m}", one.every_month, one.came, one.lapsed, one.recovered) for one in board.months[-4:]
    ]
    assert months == [
        ("12", 800, 1, 0, 0),
        ("01", 1600, 1, 0, 0),
        ("02", 1600, 0, 0, 1),
        ("03", 1200, 1, 1, 1),
    ]


@pytest.mark.django_db
def test_a_span_that_has_ended_is_told_as_it_ended():
    report(gift("ada", "2026-02-05"), "2026-03-03", "ended")

    board = reports.board(spans.span("last-month", TODAY), "EUR", monthly_goal=None, now=day("2026-03-12"))

    assert (board.regular.minor, board.members.total, board.ahead) == (800, 1, None)
    assert (len(board.days), board.months[-1].first) == (28, date(2026, 2, 1))


@pytest.mark.django_db
def test_days_that_are_still_to_come_are_no_days():
    ahead = spans.Span("own", date(2026, 4, 1), date(2026, 4, 3))

    board = reports.board(ahead, "EUR", monthly_goal=3000, now=day("2026-03-12"))

    assert (board.days, board.total, board.ahead) == ([], 0, None)


@pytest.mark.django_db
def test_what_waits_for_somebody_is_counted():
    now = day("2026-03-12")
    report(gift("ada", "2026-01-05"), "2026-01-06", "active", card_until="2026-03")
    report(gift("bo", "2026-01-05"), "2026-01-06", "active", card_until="2026-04")
    report(gift("cy", "2026-01-05"), "2026-02-06", "ended", card_until="2026-01")
    for who, promised in (("di", "2026-02-01"), ("ed", "2026-03-10")):
        waiting = gift(who, interval="once")
        with by_hand():
            Donation.objects.filter(pk=waiting.pk).update(promised_at=day(promised))
    lapsed = gift("fi", interval="once")
    with by_hand():
        Donation.objects.filter(pk=lapsed.pk).update(promised_at=day("2026-01-01"))
    report(lapsed, "2026-02-01", "ended")
    pay(gift("gus", interval="once"), "2026-01-01")

    assert reports.run_out("EUR", now) == (1, 800)
    assert reports.overdue("EUR", now, 14) == 1


@pytest.mark.once
@pytest.mark.django_db
def test_many_gifts_take_no_more_queries_and_little_time(django_assert_num_queries, proofs):
    number, now = proofs(full=2_000, small=200), timezone.now()
    people = Member.objects.bulk_create([Member(email=f"m{n}@reader.example") for n in range(number)])
    asked = [None, *(appeal() for _n in range(8))]
    with by_hand():
        made = Donation.objects.bulk_create(
            [
                Donation(
                    reference=f"HL-{n}",
                    provider="stripe",
                    minor=800,
                    currency="EUR",
                    interval=("monthly", "once", "yearly")[n % 3],
                    member=people[n],
                    email=people[n].email,
                    form_token=uuid4().hex,
                    live=True,
                    source=str(n % 60),
                    appeal=asked[n % 9],
                )
                for n in range(number)
            ]
        )
        Payment.objects.bulk_create(
            [
                Payment(
                    donation=one,
                    kind="payment",
                    minor=800,
                    currency="EUR",
                    provider="stripe",
                    reference=f"pay-{n}",
                    at=now - timedelta(hours=n % 1600),
                )
                for n, one in enumerate(made)
            ]
        )
        StatusReport.objects.bulk_create(
            [
                StatusReport(
                    donation=one,
                    state=("active", "ended")[n % 10 == 0],
                    asked_at=now - timedelta(hours=n % 800),
                    told_by="provider",
                )
                for n, one in enumerate(made)
                if one.interval != "once"
            ]
        )
    with connection.cursor() as cursor:
        # As the database does by itself after so many new rows; without it no plan is a good one.
        cursor.execute("ANALYZE")

    with within_cpu(5), django_assert_num_queries(7):
        board = reports.board(
            spans.span("12-months", timezone.localdate(now)), "EUR", monthly_goal=100_000, now=now
        )

    assert board.total == 800 * number
    assert board.stories.people == number
