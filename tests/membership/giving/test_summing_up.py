"""The row in which a gift is summed up says what its promise, its ledger and its status reports say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Max, Q, Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from membership import giving
from membership.giving import summing_up
from membership.models import Donation, Member, Payment, Status, StatusReport, Summary
from membership.models.instalments import missed_in_a_row
from membership.models.ledger import GIVING
from membership.money import Money
from membership.providers import by_slug
from newsroom.verification import Mendable
from tests.builders.books import day, gift, pay, report
from tests.builders.by_hand import by_hand, made_anew
from tests.builders.gifts import make_donation, person, wish

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOURS = st.integers(0, 24 * 200)
MOVED = {"payment": 800, "refund": -300, "dispute": -800, "reinstated": 500, "failed": 0}
LINES = st.lists(st.tuples(st.sampled_from(list(MOVED)), HOURS), max_size=6)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["processing", "expired", "active", "past_due", "paused", "ended"]),
        HOURS,
        st.sampled_from([None, 500, 1200]),
        st.sampled_from([None, 1, 40]),
        st.sampled_from(["provider", "donor", "calendar"]),
        st.sampled_from(["", "2026-04", "2027-10"]),
    ),
    max_size=5,
)


def at(hours: int) -> datetime:
    return BEGAN + timedelta(hours=hours)


def rows_of(donation: Donation, lines: list, reports: list) -> list[Payment | StatusReport]:
    paid = [
        Payment(
            donation=donation, kind=kind, minor=MOVED[kind], currency="EUR", provider=donation.provider,
            reference=uuid4().hex, at=at(hours),
        )
        for kind, hours in lines
    ]  # fmt: skip
    told = [
        StatusReport(
            donation=donation, state=state, asked_at=at(hours), minor=minor, told_by=by, card_until=card,
            next_at=at(hours) + timedelta(days=later) if later else None,
        )
        for state, hours, minor, later, by, card in reports
    ]  # fmt: skip
    return [*paid, *told]


def plainly(donation: Donation) -> dict[str, object]:
    """The same, asked of the books by plain questions."""
    lines = donation.payments.order_by().aggregate(
        ledger_minor=Sum("minor", default=0),
        payments=Count("pk", filter=Q(kind="payment")),
        failures=Count("pk", filter=Q(kind="failed")),
        recorded_at=Max("recorded_at", filter=Q(minor__gt=0)),
    )
    told = donation.status_reports.order_by("-asked_at", "-pk")
    latest = told.first()
    status = word(donation, lines, latest.state if latest else "")
    del lines["failures"]
    changed = told.filter(minor__isnull=False).first() if donation.repeats else None
    card = told.exclude(card_until="").first()
    return {
        **lines,
        "status": status,
        "state": latest.state if latest else "",
        "asked_at": latest and latest.asked_at,
        "told_by": latest.told_by if latest else "",
        "next_at": latest and latest.next_at,
        "ends_at": latest and latest.ends_at,
        "minor": changed.minor if changed else donation.minor,
        "card_until": card.card_until if card else "",
        "promised_at": donation.promised_at,
        "interval": donation.interval,
    }


def word(donation: Donation, lines: dict, state: str) -> str:
    if donation.repeats and lines["payments"] and state not in {"", "expired"}:
        return {"past_due": "past-due", "processing": "active"}.get(state, state)
    if lines["ledger_minor"] > 0:
        return "active" if donation.repeats and lines["payments"] else "received"
    if lines["payments"]:
        return "given-back"
    if state in {"processing", "ended"}:
        return state
    return "failed" if lines["failures"] or state == "expired" else "promised"


def written(donation: Donation) -> dict[str, object]:
    return Summary.objects.filter(pk=donation.pk).values().get()


@settings(max_examples=40)
@given(st.data())
def test_whatever_happened_in_whatever_order_it_is_written_down_the_row_says_what_the_books_say(data):
    donation = make_donation(
        interval=data.draw(st.sampled_from(["once", "monthly", "yearly"])),
        provider=data.draw(st.sampled_from(["pledge", "practice"])),
    )
    rows = rows_of(donation, data.draw(LINES), data.draw(REPORTS))
    for row in data.draw(st.permutations(rows)):
        with row.written_by.open(), transaction.atomic():
            row.save()
            summing_up.sum_up(donation)

    found, expected = written(donation), plainly(donation)

    assert {name: found[name] for name in expected} == expected
    assert Donation.objects.get(pk=donation.pk).status == expected["status"]
    assert all(one is None for one in summing_up.check())


@settings(max_examples=40)
@given(LINES, REPORTS, st.sampled_from(["monthly", "yearly"]))
def test_what_falls_due_next_is_what_the_instalments_say_whatever_time_it_is(lines, reports, interval):
    donation = make_donation(interval=interval)
    with by_hand():
        Donation.objects.filter(pk=donation.pk).update(promised_at=BEGAN)
        for row in rows_of(donation, lines, reports):
            row.save()
    donation = Donation.objects.get(pk=donation.pk)
    due = donation.summary.due_at
    if donation.summary.state in {"ended", "expired", "paused"}:
        assert due is None
        return

    # Those that are open, at any moment after all of that.
    for now in (at(24 * days) for days in (201, 215, 240, 300, 700)):
        missed = missed_in_a_row(giving.instalments(donation, now), now)
        assert bool(missed) == (due <= now)
        assert not missed or missed[0].due == due


def test_a_gift_made_once_is_due_from_its_promise_on_until_money_comes():
    donation = make_donation()
    assert donation.summary.due_at == donation.promised_at

    pay(donation, "2026-03-01")

    assert Summary.objects.get(pk=donation.pk).due_at is None


# --- every verb leaves it right ------------------------------------------------------------------


@time_machine.travel("2026-11-29T12:00Z", tick=False)
def test_every_verb_that_writes_of_a_gift_sums_it_up(settings):
    settings.DEMO = True
    by = person("keeper", "receive_donation", "refund_donation", "steer_donation", "export_member")
    today = date(2026, 11, 1)
    seen = []

    def right(step: str) -> None:
        seen.append(step)
        assert [one for one in summing_up.check() if one] == [], step

    pledged = giving.start(wish(), provider=by_slug("pledge"))
    right("start")
    giving.promised_on(pledged, today, by=by)
    right("promised_on")
    giving.receive(pledged, by=by, amount=pledged.amount, at=today, note="")
    right("receive")
    actor = giving.Actor(staff=by)
    giving.change_amount(pledged, Money(1200, "EUR"), actor)
    right("change_amount")
    giving.pause(pledged, actor)
    right("pause")
    giving.resume(pledged, actor)
    right("resume")
    giving.stop(pledged, actor, reason="Moved away")
    right("stop")
    giving.refund(pledged.payments.get(), amount=Money(300, "EUR"), reason="Asked for", by=by)
    right("refund")
    giving.take(
        giving.ArrivedMoney(name="Cash box", amount=Money(500, "EUR"), on=today, how="cash"), by=by, token="1"
    )
    right("take")
    past = giving.Past("old-1", Money(700, "EUR"), date(2024, 5, 1), "monthly")
    giving.move_in(past, Member.objects.create(email="old@reader.example"), by=by)
    right("move_in")
    practised = make_donation(provider="practice", interval="monthly", live=False)
    for outcome in ("succeeds", "renewal-fails", "recovers", "disputed", "dispute-won"):
        giving.practise(practised, outcome)
        right(outcome)
    giving.remind(day("2030-01-01"))
    right("remind")

    assert Summary.objects.count() == Donation.objects.count() == 4


def test_a_gift_that_was_loaded_with_its_summary_is_asked_anew_once_it_was_written():
    donation = Donation.objects.with_summary().get(pk=make_donation().pk)
    assert donation.status == Status.PROMISED

    with transaction.atomic():
        giving.applying.record(
            Payment(
                donation=donation, kind="payment", minor=800, currency="EUR", provider="pledge",
                reference="1", at=BEGAN,
            )
        )  # fmt: skip

    assert donation.status == Status.RECEIVED


# --- and what is wrong is seen, and made anew ----------------------------------------------------


def test_verify_sees_a_row_that_is_wrong_or_missing_and_makes_it_anew(capsys):
    wrong, missing, right = (gift(name, "2026-03-01") for name in ("hanne", "jonas", "mira"))
    report(right, "2026-04-01", "paused")
    with GIVING.open():
        Summary.objects.filter(pk=wrong.pk).update(ledger_minor=1)
        Summary.objects.filter(pk=missing.pk).delete()

    found = list(summing_up.check())
    assert [isinstance(one, Mendable) for one in found] == [True, True, False]
    call_command("verify")

    assert "gifts: 1 right, 0 wrong, 2 made anew" in capsys.readouterr().out
    assert [one for one in summing_up.check() if one] == []
    assert written(missing)["status"] == "active"


def test_all_are_made_anew_however_many_there_are(monkeypatch):
    monkeypatch.setattr(summing_up, "AT_ONCE", 2)
    gifts = [make_donation() for _number in range(5)]
    with GIVING.open():
        Summary.objects.filter(pk__in=[one.pk for one in gifts[1:4]]).update(status="ended")

    assert made_anew() == 3
    assert made_anew() == 0


def test_what_is_written_while_verify_reads_is_no_false_alarm(monkeypatch):
    donation = make_donation()
    read = list(summing_up._parts())
    pay(donation, "2026-03-05")
    monkeypatch.setattr(summing_up, "_parts", lambda: read)

    assert list(summing_up.check()) == [None]
