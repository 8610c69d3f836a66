"""Another day for the next payment of a repeated gift: no month is paid twice, and the 31st stays the 31st."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail as outbox
from django.utils import timezone

from membership import giving
from membership.mail.dates import write_due
from membership.models import Donation, StatusReport
from membership.money import Money
from membership.periods import falls_due
from membership.providers.base import Declined
from tests.builders.books import day, member, report
from tests.builders.gifts import text, value
from tests.builders.membership_members import giver, sign_in
from tests.builders.pledges import letters, live_through, pay, pledge, shown, states
from tests.driving.gift_desk import address
from tests.driving.member_pages import do
from tests.driving.stripe_ways import kinds, repeated, stripe
from tests.stripe_standin.sdk_requests import given, refused

__all__ = ["stripe"]
pytestmark = pytest.mark.django_db


def hers(since: str, **told: str) -> Donation:
    return pledge(since, member=member("hanne"), **told)


def moved(since: str, paid: str, on: str, to: str, **told: str) -> Donation:
    """A pledge that was paid, and moved to another day."""
    gift = hers(since, **told)
    pay(gift, paid)
    move(gift, on, to)
    return Donation.objects.get(pk=gift.pk)


def move(gift: Donation, on: str, to: str) -> StatusReport:
    by = giving.Actor(donor=gift.member_id)
    with time_machine.travel(day(on), tick=False):
        return giving.change_day(gift, date.fromisoformat(to), by)


# --- what is expected
def test_the_old_day_is_expected_no_more_and_the_new_one_is():
    gift = moved("2026-01-05", "2026-01-05", "2026-01-20", "2026-02-20")

    assert shown(gift, "2026-04-01")[1:] == [("02-20", "open"), ("03-20", "open"), ("04-20", "open")]


def test_the_31st_is_the_last_of_a_shorter_month_and_the_31st_again():
    gift = moved("2026-10-05", "2026-11-05", "2026-11-20", "2026-12-31")

    days = [one for one, _state in shown(gift, "2027-04-15")]

    assert days == ["10-05", "11-05", "12-31", "01-31", "02-28", "03-31", "04-30"]


def test_what_falls_due_is_counted_from_each_new_day():
    first, again = day("2026-02-20"), day("2026-04-30")
    changes = [(day("2026-03-25"), again), (day("2026-01-20"), first), (day("2026-02-25"), first)]

    days = falls_due(day("2026-01-05"), "monthly", changes)

    told = [f"{timezone.localdate(next(days)):%m-%d}" for _due in range(6)]
    assert told == ["01-05", "02-20", "03-20", "04-30", "05-30", "06-30"]


def test_nobody_is_reminded_of_the_day_that_was_left():
    gift = moved("2026-01-05", "2026-01-05", "2026-01-20", "2026-02-28")

    live_through("2026-02-01", "2026-02-27")

    assert states(gift) == [("active", "donor")]
    assert [kind for kind, _about in letters(gift)] == ["changed"]


def test_another_amount_after_the_new_day_keeps_it_and_tells_of_no_day_that_has_passed():
    gift = moved("2026-01-05", "2026-01-05", "2026-01-20", "2026-02-20")
    with time_machine.travel(day("2026-02-25"), tick=False):
        told = giving.change_amount(gift, Money(900, "EUR"), giving.Actor(donor=gift.member_id))

    assert told.next_at is None
    assert "€9 a month" in outbox.outbox[-1].body
    assert "The day of your payments" not in outbox.outbox[-1].body
    assert [one for one, _state in shown(gift, "2026-03-01")] == ["01-05", "02-20", "03-20"]


def test_a_payment_for_the_old_day_is_for_the_new_one_also_if_it_is_booked_late():
    gift = moved("2026-01-05", "2026-01-05", "2026-01-20", "2026-02-20")
    late = moved("2026-02-01", "2026-02-01", "2026-02-27", "2026-03-15")
    pay(gift, "2026-02-05")
    pay(late, "2026-02-26")

    assert shown(gift, "2026-02-06")[1:] == [("02-20", "02-05"), ("03-20", "open")]
    assert shown(late, "2026-02-28")[1:] == [("03-15", "02-26"), ("04-15", "open")]


@pytest.mark.parametrize(("early", "to"), [("2026-02-26", "2026-04-15"), ("2026-02-25", "2026-05-15")])
def test_what_was_paid_ahead_is_not_for_the_new_day_however_often_it_is_asked_for(early, to):
    gift = hers("2026-01-01")
    for at in ("2026-01-01", "2026-01-30", *{early, "2026-02-26"}):
        pay(gift, at)

    asked = [move(gift, "2026-02-27", to) for _click in range(2)]
    live_through(to, f"{date.fromisoformat(to) + timedelta(days=25)}")

    assert (asked[1], giving.next_due(gift, day("2026-02-28"))) == (asked[0], asked[0].next_at)
    assert [state for _due, state in shown(gift, to)][-2:] == ["02-26", "open"]
    assert letters(gift) == [("changed", ""), ("reminder", to)]


def test_a_yearly_gift_that_was_moved_is_announced_every_year():
    gift = moved("2023-11-22", "2023-11-22", "2024-01-20", "2024-12-10", interval="yearly")
    pay(gift, "2024-12-10")

    for at in ("2024-11-20", "2025-11-20"):
        with time_machine.travel(day(at), tick=False):
            write_due()

    assert letters(gift)[1:] == [("yearly", "2024-12-10"), ("yearly", "2025-12-10")]


# --- to which days
@pytest.mark.parametrize(
    ("interval", "paid", "on", "window"),
    [
        # Paid this month: not again before the next.
        ("monthly", "2026-01-05", "2026-01-20", ("2026-02-01", "2026-03-05")),
        # Not yet due this month: from tomorrow on.
        ("monthly", "2025-12-25", "2026-01-20", ("2026-01-21", "2026-02-25")),
        ("yearly", "2025-11-22", "2025-12-01", ("2026-01-01", "2027-11-22")),
        # Two years are as far as any payment is moved.
        ("yearly", "2025-11-22", "2025-11-22", ("2026-01-01", "2027-11-21")),
    ],
)
def test_no_month_or_year_is_paid_twice_and_one_payment_at_most_is_passed_over(interval, paid, on, window):
    gift = pledge(paid, interval=interval)
    pay(gift, paid)

    first, last = giving.day_window(gift, day(on, hour=18))

    assert (f"{first}", f"{last}") == window


def test_a_day_that_would_be_a_second_payment_of_the_month_is_refused_and_so_is_one_long_after():
    gift = moved("2026-01-05", "2026-01-05", "2026-01-20", "2026-02-20")

    for to in ("2026-01-31", "2026-03-21"):
        with pytest.raises(giving.Refused, match="Choose a day from 1 Feb 2026 to 20 Mar 2026"):
            move(gift, "2026-01-25", to)

    assert gift.status_reports.count() == 1


def test_nothing_is_moved_to_its_own_day_before_the_first_payment_or_when_it_is_about_to_end():
    waiting, paid, ending = hers("2026-01-05"), hers("2026-01-05"), hers("2026-01-05")
    pay(paid, "2026-01-05")
    pay(ending, "2026-01-05")
    report(ending, "2026-01-10", "active", ends_at=day("2026-02-05"))

    with pytest.raises(giving.Refused, match="due on that day already"):
        move(paid, "2026-01-20", "2026-02-05")
    with pytest.raises(giving.Refused, match="first payment has not come yet"):
        move(waiting, "2026-01-20", "2026-02-20")
    with pytest.raises(giving.Refused, match="about to end"):
        move(ending, "2026-01-20", "2026-02-20")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin"])
def test_the_moment_is_of_that_day_here_and_where_the_provider_counts(settings, zone):
    settings.TIME_ZONE = zone

    at = moved("2025-11-05", "2025-11-05", "2025-11-20", "2025-12-31").latest_report.next_at

    assert (timezone.localdate(at), at.astimezone(UTC).date()) == (date(2025, 12, 31),) * 2


# --- who asks, and who is told
def test_a_member_changes_the_day_and_is_told_by_mail():
    gift = giver()
    due, hanne = timezone.localdate(giving.next_due(gift)), sign_in()
    to = timezone.localdate(giving.next_due(gift)) + timedelta(days=3)

    page = hanne.get(f"/membership/me/gifts/{gift.public_id}/")
    wrong = do(hanne, gift, "day", day="2020-01-01")
    answer = do(hanne, gift, "day", day=f"{to}")

    assert value(page, "day") == f"{due}"
    assert (wrong.status_code, value(wrong, "day")) == (422, "2020-01-01")
    assert "so that no payment is made twice" in text(wrong)
    assert answer["Location"].endswith("?done=day")
    assert "The new day is noted." in text(hanne.get(answer["Location"]))
    said = " ".join(outbox.outbox[-1].body.split())
    assert f"the next one falls due on {to:%-d %B %Y}, and the later ones on the same day." in said
    assert "please change it at your bank as well" in said


def test_the_desk_changes_the_day_and_the_history_says_who(client, manager):
    gift = giver()
    to = timezone.localdate(giving.next_due(gift)) + timedelta(days=3)

    form = client.get(address(gift, "day"))
    page = client.post(address(gift, "day"), {"day": f"{to}"}, follow=True)

    told = gift.latest_report
    assert "so that no payment is made twice" in text(form)
    assert (told.told_by, told.by, told.new_day) == ("staff", manager, to)
    assert (told.why, StatusReport(reason="day:soon").why) == ("another day", "day:soon")
    assert "The next payment falls due on" in text(page)


def test_a_gift_that_is_made_once_has_no_other_day(client, manager):
    gift, hanne = giver(interval="once"), sign_in()

    at_desk = client.post(address(gift, "day"), {"day": "2027-01-01"})
    mine = do(hanne, gift, "day", day="2027-01-01")

    assert "made once" in text(at_desk)
    assert (mine.status_code, "made once" in text(mine)) == (422, True)


# --- at Stripe
def test_stripe_charges_on_the_new_day_and_nothing_for_the_change(stripe, standin):
    _of, page, stands = repeated(stripe, standin)
    until = datetime.fromtimestamp(standin.now() + 40 * 86_400, UTC)

    (now,) = stripe.change_day(stands.subscription, until, key="d")
    standin.advance(days=39)
    before = kinds(stripe.fetch(page))
    standin.advance(days=2)

    assert (now.state, now.next_at, now.amount) == ("active", until, Money(1000, "EUR"))
    assert before == ["payment 1000", "active"]
    assert kinds(stripe.fetch(page)) == ["payment 1000", "payment 1000", "active"]
    asked = next(one for one in standin.requests() if "trial_end" in one["params"])
    assert asked["params"] == {"trial_end": int(until.timestamp()), "proration_behavior": "none"}


def test_the_invoice_over_nothing_is_no_payment_and_hides_none(stripe, standin):
    _of, page, stands = repeated(stripe, standin)
    until = datetime.fromtimestamp(standin.now() + 40 * 86_400, UTC)
    stripe.change_day(stands.subscription, until, key="d")
    free, paid = standin.dump("invoice")[:2]
    (payment,) = [one for one in stripe.fetch(page) if getattr(one, "kind", "") == "payment"]

    told = stripe.told_by("invoice.paid", free["id"])
    standin.refund(payment.reference, 400)

    assert (free["amount_due"], paid["amount_due"], kinds(told)) == (0, 1000, ["active"])
    assert kinds(stripe.fetch(page)) == ["payment 1000", "refund -400", "active"]


def test_the_31st_is_the_31st_at_stripe_too(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)
    january = datetime(datetime.now(UTC).year + 1, 1, 31, 12, tzinfo=UTC)

    stripe.change_day(stands.subscription, january, key="d")
    seen = []
    for _month in range(3):
        ends = stripe.fetch(stands.subscription)[-1].next_at
        seen.append((ends.month, ends.day))
        standin.advance(seconds=int(ends.timestamp()) - standin.now() + 3600)

    last = (january.replace(month=3, day=1) - timedelta(days=1)).day
    assert seen == [(1, 31), (2, last), (3, 31)]


def test_stripe_moves_nothing_while_a_payment_is_not_settled(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)
    standin.behave(stands.customer, "declines")
    standin.advance(days=32)

    with pytest.raises(Declined, match="not settled"):
        stripe.change_day(stands.subscription, datetime.now(UTC) + timedelta(days=60), key="d")


def test_the_stand_in_refuses_a_trial_as_stripe_does(stripe, standin):
    session, soon = given(standin, "subscription"), standin.now() + 86_400
    change = partial(standin.client().v1.subscriptions.update, session.subscription)

    with refused(standin, "does not prorate", param="proration_behavior"):
        change({"trial_end": soon})
    with refused(standin, "in the future", param="trial_end"):
        change({"trial_end": standin.now(), "proration_behavior": "none"})
    with refused(standin, "730 \\(2 years\\)", param="trial_end"):
        change({"trial_end": soon + 730 * 86_400, "proration_behavior": "none"})
    with refused(standin, "ends no trial", param="trial_end"):
        change({"trial_end": "now", "proration_behavior": "none"})
