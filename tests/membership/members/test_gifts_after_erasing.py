"""What runs on, and what is left of whoever was erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from membership import giving, members
from membership.books import discrepancies
from membership.books.discrepancies import gifts
from membership.models import Donation, Event, Letter, Status, StatusReport
from membership.money import Money
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation, person, wish
from tests.builders.membership_members import giver
from tests.driving.provider_of_tests import EMAIL, KEEPER, _quick, again, counter, reported, subscription  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db(transaction=True)


# --- what runs -------------------------------------------------------------------------------


def test_a_gift_whose_only_payment_went_back_runs_for_as_long_as_its_provider_says_so():
    gift = giver()
    giving.apply(fact(gift, kind="refund", reference="back-1", of=f"pay-{gift.pk}", amount=-gift.amount))
    states = {}
    for number, state in enumerate(("active", "past_due", "paused", "ended")):
        with by_hand():
            StatusReport.objects.create(
                donation=gift,
                state=state,
                asked_at=timezone.now() + timedelta(minutes=number),
                told_by="donor",
            )
        states[state] = again(gift).status

    assert states == {
        "active": Status.ACTIVE,
        "past_due": Status.PAST_DUE,
        "paused": Status.PAUSED,
        "ended": Status.ENDED,
    }


def test_a_gift_that_was_given_back_but_goes_on_is_a_discrepancy():
    gift = giver()
    before = [one.kind for one in discrepancies.listed(person("ann", *KEEPER)) if one.kind == "active"]
    giving.apply(fact(gift, kind="refund", reference="back-1", of=f"pay-{gift.pk}", amount=-gift.amount))
    with by_hand():
        StatusReport.objects.create(donation=gift, state="active", asked_at=timezone.now(), told_by="donor")

    found = [one for one in discrepancies.listed(person("bea", *KEEPER)) if one.kind == "active"]

    assert before == []
    assert [(one.title, one.donation) for one in found] == [("Given back, but it goes on", gift.pk)]


# --- erasure ---------------------------------------------------------------------------------


def test_erasure_stops_a_gift_under_the_same_mailbox_whose_first_payment_is_on_its_way(counter):
    member, gift = giver().member, subscription()
    counter.told = [reported(gift.public_id, "processing")]

    members.erase(member, None, stop_gifts=True)

    assert counter.cancelled == ["sub-1"]
    assert (again(gift).summary.state, again(gift).email) == ("ended", "")


def test_erasure_stops_a_gift_that_the_provider_has_begun_and_we_had_not_heard_of(counter):
    member, gift = giver().member, subscription()
    paid = fact(gift, reference="pay-new")
    counter.told = [paid, reported(gift.public_id, "active")]

    members.erase(member, None, stop_gifts=True)

    assert counter.cancelled == ["sub-1"]
    assert (again(gift).status, again(gift).email) == (Status.ENDED, "")


def test_a_page_that_is_paid_after_the_erasure_is_a_discrepancy_that_blocks_and_can_be_ended(
    counter, monkeypatch
):
    keeper = person("keeper", *KEEPER)
    member, gift = giver().member, subscription(live=True)
    members.erase(member, None, stop_gifts=True)
    before = [one.kind for one in discrepancies.listed(keeper)]
    giving.apply(fact(gift, reference="late"))
    with by_hand():
        StatusReport.objects.create(
            donation=gift, state="active", asked_at=timezone.now(), told_by="provider", subscription="sub-1"
        )
    monkeypatch.setattr(
        counter, "cancel", lambda subscription, **more: counter.cancelled.append(subscription) or []
    )
    monkeypatch.setattr(
        counter,
        "refund",
        lambda payment, amount, *, key: [
            fact(gift, kind="refund", reference="b", of=payment, amount=-amount)
        ],
        raising=False,
    )

    found = next(one for one in discrepancies.listed(keeper) if one.kind == "erased")
    blocked = "erased" in discrepancies.MATTERS
    discrepancies.resolve("erased", found.about, "end", by=keeper)

    assert ("erased" in before, blocked, found.donation) == (False, True, gift.pk)
    assert (counter.cancelled, again(gift).received) == (["sub-1"], Money(0, "EUR"))


def test_an_older_month_is_kept_open_by_the_gift_of_an_erased_donor_however_many_newer_ones_there_are(
    counter, monkeypatch
):
    monkeypatch.setattr(gifts, "MOST", 1)
    made = [make_donation(provider="stripe", email="") for _ in range(3)]
    for days, gift in enumerate(made, 1):
        giving.apply(fact(gift, reference=f"late-{days}"))
        with by_hand():
            gone = {"member": None, "promised_at": timezone.now() - timedelta(days=40 * days)}
            Donation.objects.filter(pk=gift.pk).update(**gone)
    until = timezone.now() - timedelta(days=60)

    blocked = [one.donation for one in discrepancies.in_the_way(until)]
    monkeypatch.setattr(gifts, "MOST", 200)
    keeper = person("keeper", *KEEPER)
    discrepancies.resolve("erased", f"{made[2].pk}:1:", "left", by=keeper, note="Known")

    assert blocked == [made[1].pk, made[2].pk]
    assert [one.donation for one in discrepancies.in_the_way(until)] == [made[1].pk]


def test_nothing_that_holds_the_address_is_left_after_an_erasure():
    from django.apps import apps

    gift = giver()
    keeper = person("keeper", *KEEPER, "view_member")
    desk = Client()
    desk.force_login(keeper)
    LogEntry.objects.log_actions(keeper.pk, [gift.member], 2, single_object=True)
    LogEntry.objects.update(object_repr=f"Hanne Oduya {EMAIL}")
    giving.mail_code(token="t" * 22, email=EMAIL, address="192.0.2.1")
    for outcome in ("new", "held"):
        Event.objects.create(
            provider="stripe", event_id=outcome, kind="k", about="cs_1", created=timezone.now(), pushed=True,
            outcome=outcome, body=json.dumps({"email": EMAIL}),
        )  # fmt: skip

    def holding():
        rows = ((model.__name__, row) for model in apps.get_models() for row in model.objects.all().values())
        return sorted({name for name, row in rows if EMAIL in str(row)})

    before = holding()
    members.erase(gift.member, None, stop_gifts=True)

    assert before == ["Donation", "Event", "Letter", "LogEntry", "Member"]
    assert holding() == []


def test_a_form_that_is_sent_again_after_the_erasure_is_another_gift():
    asked = wish(interval="once")
    first = giving.start(asked)
    giving.apply(fact(first))
    first.refresh_from_db()
    members.erase(first.member, None, stop_gifts=True)

    second = giving.start(asked)

    assert (second.pk != first.pk, second.email) == (True, EMAIL)


def test_what_was_asked_of_an_address_is_handed_out_with_the_rest():
    gift = giver()
    giving.mail_code(token="t" * 22, email=EMAIL, address="192.0.2.1")

    kinds = [one["kind"] for one in members.everything_about(gift.member)["letters"]]

    assert sorted(kinds) == ["check", "thanks"]
    assert EMAIL not in Letter.objects.get(kind="check").form
