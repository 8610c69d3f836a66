"""Events are worked until they are done: retried, parked, held for a person, given up in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from membership.books import discrepancies, reconciling
from membership.books.discrepancies.events import waiting
from membership.books.reconciling.working import PAUSES, UNKNOWN_TRIES
from membership.models import Donation, Event, Letter, Terms
from membership.money import Money
from membership.providers.base import DoesNotFit, FraudWarning, ReportedStatus
from tests.builders.found import keeper  # noqa: F401 (fixture)
from tests.builders.gifts import fact, make_donation
from tests.builders.told import counter, gift, ledger  # noqa: F401 (fixtures)
from tests.driving.counter import envelope, event, send
from tests.measuring.orders import orders

pytestmark = pytest.mark.django_db


def rounds(minutes) -> None:
    """One tick after each of these pauses."""
    now = timezone.now()
    for pause in minutes:
        now += timedelta(minutes=pause, seconds=5)
        with time_machine.travel(now, tick=False):
            reconciling.often()


def test_while_the_provider_is_away_the_event_waits_and_is_done_when_it_is_back(client, counter, gift):
    counter.away("pay-1")
    send(client, event("pay-1"))
    waiting = Event.objects.get()
    before = (waiting.outcome, waiting.tries, waiting.problem)
    del counter.trouble["pay-1"]

    rounds([1])

    assert before == ("new", 1, "The counter is closed.")
    assert Event.objects.get().outcome == "done"
    assert ledger() == [("payment", 800, "pay-1")]


def test_after_the_last_try_it_waits_for_a_person_who_can_try_again(client, counter, gift):
    counter.away("pay-1")
    send(client, event("pay-1"))

    rounds([*PAUSES, 1440, 1440])

    dead = Event.objects.get()
    assert (dead.outcome, dead.tries) == ("dead", len(PAUSES) + 1)
    del counter.trouble["pay-1"]
    assert reconciling.again(dead).outcome == "done"
    assert ledger() == [("payment", 800, "pay-1")]


def test_an_event_before_our_own_row_is_parked_and_done_once_the_row_is_there(client, counter):
    later = uuid4()
    told = make_donation(provider="counter", public_id=uuid4())
    counter.truth["pay-1"] = [fact(told, donation=later)]
    send(client, event("pay-1"))
    parked = Event.objects.get().outcome
    make_donation(provider="counter", public_id=later)

    rounds([1])

    assert parked == "new"
    assert Event.objects.get().outcome == "done"
    assert ledger() == [("payment", 800, "pay-1")]


def test_a_gift_that_never_turns_up_is_somebody_elses(client, counter, gift):
    counter.truth["pay-2"] = [fact(gift, donation=uuid4(), reference="pay-2")]
    send(client, event("pay-2"))

    rounds([1, 5, 30])

    event_row = Event.objects.get()
    assert (event_row.outcome, event_row.tries) == ("ignored", UNKNOWN_TRIES)
    assert ledger() == []


@pytest.mark.parametrize("trouble", [DoesNotFit("The session says otherwise."), None])
def test_what_contradicts_our_row_is_held_and_not_tried_again(client, counter, gift, trouble):
    counter.truth["pay-1"] = [fact(gift, amount=Money(1, "EUR"))]
    if trouble:
        counter.trouble["pay-1"] = trouble
    send(client, event("pay-1"))

    rounds([1, 5])

    assert Event.objects.get().outcome == "held"
    assert counter.asked == ["pay-1"]
    assert ledger() == []


def test_a_payment_that_is_booked_for_another_gift_is_held(client, counter, gift):
    send(client, event("pay-1"))
    other = make_donation(provider="counter")
    counter.truth["pay-1"] = [fact(other)]

    send(client, event("pay-1", number="evt-2"))

    assert Event.objects.get(event_id="evt-2").outcome == "held"
    assert ledger() == [("payment", 800, "pay-1")]


def test_an_event_that_another_worker_has_is_left_to_it(counter, gift):
    row = reconciling.store(counter, envelope("pay-1"), pushed=True)
    Event.objects.update(next_try_at=timezone.now() + timedelta(minutes=9))

    reconciling.work(row)

    assert counter.asked == []
    assert Event.objects.get().outcome == "new"


def five_events(gift) -> dict[str, list]:
    """What the provider tells about each of five objects when all has happened."""
    paid = [fact(gift, reference=f"pay-{number}") for number in (1, 2)]
    back = fact(gift, kind="refund", reference="back-1", amount=Money(-300, "EUR"), of="pay-1")
    taken = fact(gift, kind="dispute", reference="dispute-1", amount=Money(-800, "EUR"), of="pay-2")
    won = fact(gift, kind="reinstated", reference="dispute-1", amount=Money(800, "EUR"), of="pay-2")
    stands = ReportedStatus(
        "counter", gift.public_id, "active", timezone.now(), live=True, subscription="sub-1"
    )
    return {
        "pay-1": [paid[0], back],
        "pay-2": [won, taken, paid[1]],
        "back-1": [back, paid[0]],
        "dispute-1": [won, taken, paid[1]],
        "sub-1": [stands, *paid],
    }


def test_five_events_end_the_same_in_whatever_order_they_come(counter, proofs):
    found = set()
    for number, order in enumerate(orders(5, every=proofs(full=True, small=False))):
        gift = make_donation(
            provider="counter", interval="monthly", email=f"{number}@reader.example",
            reference=f"HL-ORD{number}",
        )  # fmt: skip
        told = five_events(gift)
        counter.truth = {
            f"{number}/{about}": [
                one if isinstance(one, ReportedStatus) else
                fact(
                    gift, kind=one.kind, amount=one.amount, at=one.at,
                    reference=f"{number}/{one.reference}", of=one.of and f"{number}/{one.of}",
                )
                for one in all_told
            ]
            for about, all_told in told.items()
        }  # fmt: skip
        abouts = list(counter.truth)
        for place in order:
            row = reconciling.store(counter, envelope(abouts[place], number=f"{number}-{place}"), pushed=True)
            reconciling.work(row)
        lines = gift.payments.values_list("kind", "minor", "reference")
        found.add(
            (
                tuple(sorted((kind, minor, reference.partition("/")[2]) for kind, minor, reference in lines)),
                gift.received.minor,
                str(gift.status),
                Letter.objects.filter(donation=gift, kind="thanks").count(),
            )
        )

    assert set(Event.objects.values_list("outcome", flat=True)) == {"done"}
    assert found == {
        (
            (
                ("dispute", -800, "dispute-1"),
                ("payment", 800, "pay-1"),
                ("payment", 800, "pay-2"),
                ("refund", -300, "back-1"),
                ("reinstated", 800, "dispute-1"),
            ),
            1300,
            "active",
            2,
        )
    }


# --- fraud warnings
def warned(counter, *, avoidable: bool = True) -> None:
    counter.warned["warning-1"] = [FraudWarning("warning-1", "pay-1", avoidable, timezone.now())]
    counter.truth["warning-1"] = counter.truth["pay-1"]


def test_a_fraud_warning_is_held_for_a_person_who_sees_which_payment(client, counter, gift):
    warned(counter)

    send(client, event("warning-1", kind="radar.early_fraud_warning.created"))

    row = Event.objects.get()
    assert (row.outcome, row.payment_reference, row.problem) == ("held", "pay-1", "")
    assert counter.refunded == []


def test_what_a_warning_tells_that_does_not_fit_is_no_warning_of_some_payment(client, counter, gift):
    warned(counter)
    counter.truth["warning-1"] = [fact(gift, reference="pay-1", amount=Money(801, "EUR"))]

    send(client, event("warning-1", kind="radar.early_fraud_warning.created"))

    row = Event.objects.get()
    assert (row.outcome, row.payment_reference) == ("held", "")
    assert "801" in row.problem or "8.01" in row.problem
    assert [one.kind for one in waiting()] == ["held"]


def test_where_the_terms_say_so_a_warned_payment_goes_back_at_once_and_once(client, counter, gift):
    Terms.objects.create(refund_warned=True)
    warned(counter)
    counter.truth["back-pay-1"] = [
        fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1")
    ]

    for number in range(2):
        send(client, event("warning-1", number=f"evt-{number}", kind="radar.early_fraud_warning.created"))

    assert [(payment, minor) for payment, minor, _key in counter.refunded] == [("pay-1", 800)]
    assert ledger() == [("payment", 800, "pay-1"), ("refund", -800, "back-1")]


@pytest.mark.parametrize("by_terms", [True, False])
def test_a_gift_whose_payment_was_warned_of_takes_nothing_more(client, counter, keeper, by_terms):
    Terms.objects.create(refund_warned=by_terms)
    gift = make_donation(provider="counter", provider_reference="till-2", interval="monthly")
    now = timezone.now()
    runs = ReportedStatus("counter", gift.public_id, "active", now, live=True, subscription="sub-1")
    counter.truth["pay-1"] = [fact(gift), runs]
    counter.truth["stopped-sub-1"] = [replace(runs, state="ended", asked_at=now + timedelta(seconds=1))]
    warned(counter)
    counter.truth["back-pay-1"] = [
        fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1")
    ]

    send(client, event("warning-1", kind="radar.early_fraud_warning.created"))
    for found in discrepancies.listed(keeper):
        discrepancies.resolve(found.kind, found.about, "give-back", by=keeper)

    gift = Donation.objects.get(pk=gift.pk)
    last = gift.status_reports.latest("pk")
    assert ledger() == [("payment", 800, "pay-1"), ("refund", -800, "back-1")]
    assert (gift.runs, last.what, last.told_by, last.by) == (
        False,
        "stop",
        "staff",
        None if by_terms else keeper,
    )
    assert Letter.objects.filter(donation=gift, kind="ended").count() == 1


def test_a_warned_payment_goes_back_although_the_provider_was_away(client, counter, gift):
    Terms.objects.create(refund_warned=True)
    warned(counter)
    counter.away("back-pay-1")
    send(client, event("warning-1", kind="radar.early_fraud_warning.created"))
    counter.trouble.clear()
    counter.truth["back-pay-1"] = [
        fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1")
    ]

    Event.objects.update(next_try_at=timezone.now())
    reconciling.work_due()

    assert Event.objects.get().outcome == "done"
    assert len({key for _payment, _minor, key in counter.refunded}) == 1
    assert ledger() == [("payment", 800, "pay-1"), ("refund", -800, "back-1")]


def test_a_warning_that_comes_too_late_to_spare_the_dispute_asks_nobody(client, counter, gift):
    Terms.objects.create(refund_warned=True)
    warned(counter, avoidable=False)

    send(client, event("warning-1", kind="radar.early_fraud_warning.created"))

    assert Event.objects.get().outcome == "done"
    assert counter.refunded == []
