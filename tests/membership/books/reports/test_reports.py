"""Figures over the books, worked out by hand for small books."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from membership.books import reports
from membership.books.reports.origins import Origin
from membership.books.reports.spans import Span
from membership.models import Appeal
from newsroom.models import User
from tests.builders.books import day, gift, member, pay, report
from tests.builders.by_hand import summed_up_once
from tests.measuring.plans import plans

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 12)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def regular(currency: str, on: date = TODAY) -> reports.Regular:
    return reports.Daily(currency, on).regular(on)


def test_every_month_is_what_goes_on_with_a_twelfth_of_yearly_gifts():
    gift("ada", "2026-01-05")
    gift("bo", "2026-01-05", interval="yearly", minor=12_000)
    gift("cy", "2026-01-05", interval="once", minor=99_900)
    gift("di")
    gift("ed", "2026-01-05", currency="GBP")
    gift("fi", "2026-01-05", live=False)
    report(gift("gus", "2026-01-05"), "2026-02-01", "ended")
    report(gift("hal", "2026-01-05"), "2026-02-01", "paused")
    report(gift("ida", "2026-01-05"), "2026-02-01", "past_due")
    pay(gift("jo", "2026-01-05"), "2026-01-06", -800, "refund")
    changed = gift("kim", "2026-01-05")
    report(changed, "2026-02-01", "active", minor=1500)
    report(changed, "2026-03-01", "active")

    assert regular("EUR") == reports.Regular(
        monthly_minor=800 + 800 + 1500, yearly_minor=12_000, monthly_gifts=3
    )
    assert regular("EUR").minor == 4100
    assert regular("GBP").minor == 800


def test_every_month_as_of_an_earlier_day_knows_nothing_of_what_came_later():
    gift("ada", "2026-01-05")
    later = gift("bo", "2026-02-05", minor=400)
    report(later, "2026-03-01", "ended")
    risen = gift("cy", "2026-01-05")
    report(risen, "2026-02-20", "active", minor=1000)

    seen = [
        regular("EUR", date.fromisoformat(at)).minor
        for at in ("2026-01-01", "2026-01-31", "2026-02-28", "2026-03-02")
    ]

    assert seen == [0, 1600, 2200, 1800]


@pytest.mark.parametrize(
    ("amounts", "middle", "average"),
    [([], None, None), ([300], 300, 300), ([300, 400], 350, 350), ([300, 400, 5000], 400, 1900)],
)
def test_the_middle_gift_has_as_many_above_as_below(amounts, middle, average):
    for number, minor in enumerate(amounts):
        gift(f"m{number}", "2026-01-05", minor=minor)
    gift("yearly", "2026-01-05", interval="yearly", minor=90_000)

    found = regular("EUR")

    assert reports.middle("EUR", TODAY) == middle
    assert found.average_minor == average


def test_members_are_people_who_give_now_or_gave_within_a_year():
    gift("ada", "2026-01-05")
    gift("ada", "2026-01-05", interval="once")
    gift("bo", "2025-06-01", interval="once")
    gift("cy", "2024-06-01", interval="once")
    gift("di", "2024-06-01")
    report(gift("ed", "2024-06-01"), "2024-09-01", "ended")
    report(gift("fi", "2026-01-05"), "2026-02-01", "ended")
    pay(gift("gus", "2026-01-05", interval="once"), "2026-01-06", -800, "refund")
    same = member("adele")
    same.same_as = member("ada")
    same.save()
    gift("adele", "2026-01-05")

    assert reports.Daily("EUR", TODAY).members(TODAY) == reports.Members(total=4, monthly=2)


def test_new_is_who_never_gave_before_by_person():
    gift("ada", "2026-03-02", "2026-03-09")
    gift("bo", "2026-02-02")
    gift("bo", "2026-03-02")
    gift("", "2026-03-05", interval="once")
    gift("cy", "2026-03-05", live=False)

    daily = reports.Daily("EUR", MARCH[1])
    assert daily.came(*MARCH) == 2
    assert [daily.came(on, on) for on in (date(2026, 3, 2), date(2026, 3, 5))] == [1, 1]


def test_who_came_back_had_stopped_or_had_not_given_for_a_year():
    report(gift("stopped", "2026-01-05"), "2026-02-01", "ended")
    gift("stopped", "2026-03-05")
    gift("long-ago", "2024-03-05", interval="once")
    gift("long-ago", "2026-03-05", interval="once")
    gift("new", "2026-03-05")
    gift("goes-on", "2026-02-05", "2026-03-05")
    gift("gives-more", "2026-02-05")
    gift("gives-more", "2026-03-05", interval="once")
    report(gift("has-another", "2026-01-05"), "2026-02-01", "ended")
    gift("has-another", "2026-01-05")
    gift("has-another", "2026-03-05")

    assert reports.came_back("EUR", *MARCH) == 2


def test_recovered_is_a_repeated_gift_that_failed_or_was_overdue_and_was_paid_again():
    declined = gift("ada", "2026-02-05", "2026-03-08")
    pay(declined, "2026-03-05", 0, "failed")
    pay(declined, "2026-03-06", 0, "failed")
    report(gift("bo", "2026-01-05", "2026-03-09"), "2026-02-05", "past_due")
    report(gift("stays-overdue", "2026-02-05"), "2026-03-05", "past_due")
    pay(gift("first-try", "2026-03-05"), "2026-03-04", 0, "failed")
    pay(gift("last-month", "2026-01-05", "2026-02-08", "2026-03-08"), "2026-02-05", 0, "failed")
    pay(gift("practice", "2026-02-05", "2026-03-08", live=False), "2026-03-05", 0, "failed")
    gift("goes-on", "2026-02-05", "2026-03-05")

    daily = reports.Daily("EUR", MARCH[1])
    assert daily.recovered(*MARCH) == 2
    assert [daily.recovered(on, on) for on in (date(2026, 3, 8), date(2026, 3, 9))] == [1, 1]


def test_lapsed_is_a_repeated_gift_that_was_paid_and_ended():
    report(gift("ada", "2026-01-05"), "2026-03-02", "ended", card_until="2026-03", card_last4="4471")
    report(gift("bo", "2026-01-05"), "2026-03-05", "ended", card_until="2027-03")
    report(gift("cy"), "2026-03-05", "ended")
    report(gift("di", "2026-01-05"), "2026-02-05", "ended")
    twice = gift("ed", "2026-01-05")
    report(twice, "2026-02-05", "ended")
    report(twice, "2026-03-05", "ended")
    mended = gift("fi", "2026-01-05")
    report(mended, "2026-03-05", "ended")
    report(mended, "2026-03-06", "active")

    assert reports.lapsed("EUR", *MARCH, MARCH[1]) == [
        reports.Lapse(date(2026, 3, 2), expired=True, gifts=1),
        reports.Lapse(date(2026, 3, 5), expired=False, gifts=1),
    ]


def test_days_are_days_of_the_newsroom_with_refunds_taken_off():
    ada = gift("ada", "2026-03-02")
    pay(ada, "2026-03-02", -300, "refund")
    pay(ada, "2026-03-09", 0, "failed")
    pay(ada, day("2026-03-10", 0))
    gift("bo", "2026-03-10", currency="GBP")
    gift("cy", "2026-03-10", live=False)

    daily = reports.Daily("EUR", MARCH[1])
    assert {n: daily.taken(date(2026, 3, n)) for n in range(1, 32) if daily.taken(date(2026, 3, n))} == {
        2: 500,
        10: 800,
    }
    assert reports.currencies() == ["EUR", "GBP"]


def test_what_was_given_back_says_why_and_adds_up():
    by = User.objects.create_user("petra")
    ada = gift("ada")
    paid = pay(ada, "2026-03-01", reference="pay-1")
    paid.refund_orders.create(number=1, minor=800, reason="Paid twice", by=by)
    pay(ada, "2026-03-03", -800, "refund", of="pay-1")
    pay(gift("bo"), "2026-03-04", -500, "dispute", note="Bank says no")
    pay(gift("cy"), "2026-02-04", -500, "refund")

    rows, (count, total) = reports.given_back("EUR", *MARCH), reports.Daily("EUR", MARCH[1]).back(*MARCH)

    assert [(row.what, row.reason, row.minor) for row in rows] == [
        ("Disputed", "Bank says no", -500),
        ("Given back", "Paid twice", -800),
    ]
    assert (count, total) == (2, -1300)


def test_a_story_is_shown_when_five_people_gave_from_it():
    asked = Appeal.objects.create(pk=3, heading="Five months", text="It costs.", amounts="8")
    for number in range(5):
        gift(f"a{number}", "2026-03-02", source="7", appeal=asked, wording="b")
    for number in range(4):
        gift(f"b{number}", "2026-03-02", "2026-03-03", source="8", appeal=asked)
    gift("c", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", source="9")
    gift("d", "2026-03-02")

    found = reports.origins("EUR", Span("", *MARCH))
    stories, appeals = found.stories, found.appeals

    assert stories == reports.Origins(
        shown=[Origin("7", 5, 4000)], few=Origin("few", 5, 8 * 800 + 5 * 800), none=Origin("none", 1, 800)
    )
    assert (stories.people, stories.minor, stories.most) == (11, 15_200, 10_400)
    assert appeals == reports.Origins(
        shown=[Origin("3", 9, 10_400, "Five months")],
        few=Origin("few", 0, 0),
        none=Origin("none", 2, 4800),
    )


def test_the_ways_of_giving_are_told_apart():
    for number in range(5):
        gift(f"ada{number}", "2026-03-02", source="7")
        gift(f"bo{number}", "2026-03-02")
        pay(gift(f"cy{number}"), "2026-03-02", reference=f"bank/1{number}")
        pay(gift(f"di{number}"), "2026-03-02", reference=f"cash/HL-{number}")
    pay(gift("ed", back=reverse("membership:campaign", args=["five"])), "2026-03-02")

    found = {one.which: (one.people, one.minor) for one in reports.origins("EUR", Span("", *MARCH)).ways}

    told = dict.fromkeys(("story", "form", "bank", "hand"), (5, 4000))
    assert found == {**told, "few": (1, 800)}


@pytest.mark.parametrize("count", [1, 3])
def test_every_figure_takes_the_same_queries_however_many_gifts_there_are(count, django_assert_num_queries):
    asked = Appeal.objects.create(heading="Five months", text="It costs.", amounts="8")
    for number in range(count):
        report(gift(f"n{number}", "2026-03-02", source="7", appeal=asked), "2026-03-03", "ended")

    with django_assert_num_queries(8):
        reports.Daily("EUR", TODAY)
        reports.middle("EUR", TODAY)
        reports.came_back("EUR", *MARCH)
        reports.lapsed("EUR", *MARCH, TODAY)
        reports.given_back("EUR", *MARCH)
        reports.origins("EUR", Span("", *MARCH))


def test_why_money_went_back_is_found_by_index_of_each_line():
    one = gift("a", "2026-03-02")
    pay(one, "2026-03-03", -800, "refund")
    with summed_up_once():
        for number in range(150):
            gift(f"other-{number}", "2026-03-02")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    with plans("membership_refundorder") as told:
        assert len(reports.given_back("EUR", *MARCH)) == 1

    assert len(told) == 1
    assert re.search(r"provider=\? AND kind=\? AND reference=\?|Index Cond: .*kind.*reference", told[0])


def test_the_currencies_are_found_by_index_among_all_sums():
    gift("a", "2026-03-02")

    with plans("membership_tally") as told:
        assert reports.currencies() == ["EUR"]

    assert len(told) == 1
    assert re.search(r"currency=|Index Cond: .*currency", told[0])
