"""What no event brought: lists of events that are asked for, gifts of which nothing was heard."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import providers
from membership.books import reconciling
from membership.models import Cursor, Event, Payment
from membership.providers.base import (
    Declined,
    DoesNotFit,
    Misconfigured,
    NotSupported,
    ReportedStatus,
    TemporarilyUnavailable,
)
from newsroom import jobs
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation
from tests.builders.told import counter, gift, ledger  # noqa: F401 (fixtures)
from tests.driving.counter import Counter, envelope

pytestmark = pytest.mark.django_db


# --- listening
def test_three_days_without_webhooks_lose_nothing(counter):
    now = timezone.now()
    gifts = [make_donation(provider="counter") for _number in range(9)]
    for number, one in enumerate(gifts):
        about = f"pay-{number}"
        counter.truth[about] = [fact(one, reference=about)]
        counter.listed.append(
            envelope(about, number=f"evt-{number}", created=now - timedelta(hours=8 * number))
        )
    Cursor.objects.create(provider="counter", until=now - timedelta(days=3))

    reconciling.often()

    assert sorted(Payment.objects.values_list("reference", flat=True)) == [f"pay-{n}" for n in range(9)]
    assert set(Event.objects.values_list("outcome", "pushed")) == {("done", False)}
    assert reconciling.listen(counter) == 0


def test_a_first_listening_goes_back_a_month(counter, gift):
    counter.listed = [envelope("pay-1", created=timezone.now() - timedelta(days=29))]

    found = reconciling.listen(counter)

    assert found == 1
    assert ledger() == [("payment", 800, "pay-1")]


def test_listening_from_a_later_day_leaves_no_gap_behind(counter, gift):
    now = timezone.now()
    Cursor.objects.create(provider="counter", until=now - timedelta(days=5))
    counter.listed = [envelope("pay-1", created=now - timedelta(days=3))]

    reconciling.listen(counter, since=now - timedelta(days=1))
    reconciling.listen(counter)

    assert ledger() == [("payment", 800, "pay-1")]


def test_an_event_that_is_listed_late_is_found_in_the_overlap(counter, gift):
    reconciling.listen(counter)
    counter.listed = [envelope("pay-1", created=timezone.now() - timedelta(minutes=55))]

    assert reconciling.listen(counter) == 1


def test_when_the_list_breaks_off_the_next_round_begins_where_this_one_did(counter, gift):
    began = timezone.now() - timedelta(days=2)
    Cursor.objects.create(provider="counter", until=began)
    counter.listed = [envelope("pay-1"), envelope("pay-2", number="evt-2")]
    counter.trouble["events"] = TemporarilyUnavailable("The counter is closed.")

    with pytest.raises(TemporarilyUnavailable):
        reconciling.listen(counter)

    cursor = Cursor.objects.get()
    assert (cursor.until, cursor.problem) == (began, "The counter is closed.")
    del counter.trouble["events"]
    assert reconciling.listen(counter) == 1
    assert Event.objects.count() == 2


def test_one_provider_that_is_away_does_not_keep_the_round_from_the_rest(counter, gift):
    counter.listed = [envelope("pay-1")]
    counter.trouble["events"] = TemporarilyUnavailable("The counter is closed.")
    counter.truth["till-1"] = counter.truth["pay-1"]
    with by_hand():
        type(gift).objects.filter(pk=gift.pk).update(promised_at=timezone.now() - timedelta(hours=1))

    reconciling.often()

    assert ledger() == [("payment", 800, "pay-1")]


def test_tick_does_the_rounds():
    assert reconciling.often in jobs.often


# --- stuck gifts
def aged(gift, **ago) -> None:
    with by_hand():
        type(gift).objects.filter(pk=gift.pk).update(promised_at=timezone.now() - timedelta(**ago))


def test_a_gift_that_nothing_was_heard_of_is_asked_after_once_an_hour(counter, gift):
    aged(gift, minutes=31)

    asked = [reconciling.settle_stuck() for _round in range(3)]

    assert asked == [1, 0, 0]
    assert counter.asked == ["till-1"]


def test_one_that_was_left_unfinished_is_marked_so_and_not_asked_after_again(counter, gift):
    aged(gift, hours=2)
    counter.truth["till-1"] = [
        ReportedStatus("counter", gift.public_id, "expired", timezone.now(), live=True)
    ]

    reconciling.settle_stuck()

    assert str(gift.status) == "failed"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert reconciling.settle_stuck() == 0


@pytest.mark.parametrize("ago", [{"minutes": 29}, {"days": 31}])
def test_young_ones_and_old_ones_are_left_alone(counter, gift, ago):
    aged(gift, **ago)

    assert reconciling.settle_stuck() == 0


def test_a_round_asks_after_no_more_than_its_limit(counter):
    for number in range(5):
        aged(make_donation(provider="counter", provider_reference=f"till-{number}"), hours=1)

    assert [reconciling.settle_stuck(most=2) for _round in range(3)] == [2, 2, 1]


def test_many_are_asked_after_in_turns_the_longest_unasked_first(counter):
    now = timezone.now()
    for number in range(3):
        aged(make_donation(provider="counter", provider_reference=f"till-{number}"), hours=5 - number)

    for minute in range(4):
        with time_machine.travel(now + timedelta(minutes=minute)):
            reconciling.settle_stuck(most=2)
    aged(make_donation(provider="counter", provider_reference="till-new"), hours=1)
    for minute in (70, 71):
        with time_machine.travel(now + timedelta(minutes=minute)):
            reconciling.settle_stuck(most=2)

    assert counter.asked == ["till-0", "till-1", "till-2", "till-new", "till-0", "till-1", "till-2"]


def test_a_flood_of_new_ones_goes_not_before_those_that_wait_longer(counter):
    now = timezone.now()
    aged(make_donation(provider="counter", provider_reference="till-old"), hours=5)
    reconciling.settle_stuck()

    for minute in range(40, 120, 10):
        with time_machine.travel(now + timedelta(minutes=minute)):
            for number in range(3):
                new = make_donation(provider="counter", provider_reference=f"till-{minute}-{number}")
                aged(new, minutes=31)
            reconciling.settle_stuck(most=2)

    assert counter.asked.count("till-old") == 2


def test_when_the_provider_is_away_no_other_loses_its_turn(counter):
    for number in range(3):
        aged(make_donation(provider="counter", provider_reference=f"till-{number}"), hours=5 - number)
    counter.trouble["till-0"] = TemporarilyUnavailable("The counter is closed.")

    assert [reconciling.settle_stuck() for _round in range(2)] == [1, 2]


@pytest.mark.parametrize("error", [Declined, DoesNotFit, Misconfigured, NotSupported, ValueError])
def test_what_is_wrong_with_one_gift_keeps_no_other_from_its_turn(counter, error):
    for number in range(3):
        aged(make_donation(provider="counter", provider_reference=f"till-{number}"), hours=5 - number)
    counter.trouble["till-0"] = error("No.")

    assert [reconciling.settle_stuck() for _round in range(2)] == [3, 0]
    assert counter.asked == ["till-0", "till-1", "till-2"]


def test_when_one_provider_is_away_another_is_asked_all_the_same(counter, monkeypatch):
    other = Counter()
    other.slug = "other"
    monkeypatch.setitem(providers.REGISTRY, "other", other)
    for number in range(3):
        aged(make_donation(provider="counter", provider_reference=f"till-{number}"), hours=9)
        aged(make_donation(provider="other", provider_reference=f"other-{number}"), hours=5 - number)
    counter.trouble = {f"till-{number}": TemporarilyUnavailable("Closed.") for number in range(3)}

    assert reconciling.settle_stuck(most=2) == 3

    assert other.asked == ["other-0", "other-1"]
    assert len(counter.asked) == 1


def test_silent_gifts_are_asked_after_in_two_questions_however_many(counter, django_assert_num_queries):
    for number in range(9):
        aged(make_donation(provider="counter", provider_reference=f"till-{number}"), hours=1)

    with django_assert_num_queries(2):
        assert reconciling.settle_stuck(most=9) == 9


def test_what_events_said_is_forgotten_after_90_days(counter):
    for number, days in (("old", 91), ("new", 89)):
        row = reconciling.store(counter, envelope("x", number=number), pushed=True)
        Event.objects.filter(pk=row.pk).update(received_at=timezone.now() - timedelta(days=days))

    scrubbed = reconciling.scrub()

    assert scrubbed == 1
    assert dict(Event.objects.values_list("event_id", "body")) == {"old": "", "new": "{}"}
