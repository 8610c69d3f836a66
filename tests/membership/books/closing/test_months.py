"""Months of the books: closed in order, sealed in a chain, every line in exactly one of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from membership import giving, providers
from membership.books import closing
from membership.books.closing import proving, sealing
from membership.models import (
    AccountLine,
    ClosedLine,
    MonthClose,
    Resolution,
)
from membership.money import Money
from tests.builders.gifts import fact, make_donation, person
from tests.builders.months import OCTOBER, SEPTEMBER, back, credit, keeper, moment, paid  # noqa: F401 (fixtures)
from tests.driving.counter import Counter

pytestmark = pytest.mark.django_db


def test_a_month_is_summed_up_sealed_and_holds_its_lines(keeper):
    first = paid("pay-1", moment(9, 3))
    paid("pay-2", moment(9, 30, 23), minor=1200, currency="USD")
    back(first, moment(9, 20), -300)
    paid("pay-3", moment(10, 1, 0))

    made = closing.close(SEPTEMBER, keeper)

    assert made.totals == {
        "EUR": {
            "payments": 800, "refunds": -300, "disputes": 0, "reinstated": 0, "fees": 0, "net": 500,
            "lines": 2, "late": 0,
        },
        "USD": {
            "payments": 1200, "refunds": 0, "disputes": 0, "reinstated": 0, "fees": 0, "net": 1200,
            "lines": 1, "late": 0,
        },
    }  # fmt: skip
    references = ClosedLine.objects.order_by("payment_id").values_list("payment__reference", flat=True)
    assert list(references) == ["pay-1", "pay-2", "refund-pay-1"]
    assert (made.closed_by, len(made.seal)) == (keeper, 64)


def test_the_months_meet_at_the_newsrooms_midnight(keeper):
    midnight = closing.end_of(SEPTEMBER)
    paid("last", midnight - timedelta(seconds=1))
    paid("first", midnight)

    closing.close(SEPTEMBER, keeper)

    assert [line.payment.reference for line in ClosedLine.objects.all()] == ["last"]
    assert midnight.isoformat() == "2026-10-01T00:00:00+02:00"


def test_what_comes_late_goes_into_the_next_month_and_is_counted_as_late(keeper):
    paid("pay-1", moment(9, 3))
    closing.close(SEPTEMBER, keeper)
    paid("late", moment(9, 29))
    paid("pay-2", moment(10, 5))

    made = closing.close(OCTOBER, keeper)

    assert (made.totals["EUR"]["lines"], made.totals["EUR"]["late"]) == (2, 1)
    assert closing.check() == []


def test_provider_charges_are_taken_off_by_their_day(keeper):
    paid("pay-1", moment(9, 3))
    for number, (kind, gross, fee, at) in enumerate(
        [("payment", 800, 30, moment(9, 3)), ("fee", -200, 0, moment(9, 9)), ("payment", 1, 1, moment(10, 9))]
    ):
        AccountLine.objects.create(
            provider="counter", reference=str(number), kind=kind, gross_minor=gross, fee_minor=fee,
            net_minor=gross - fee, currency="EUR", at=at, of="pay-1",
        )  # fmt: skip

    totals = closing.totals_of(SEPTEMBER)

    assert (totals["EUR"]["fees"], totals["EUR"]["net"]) == (230, 570)


def test_practised_gifts_and_failed_tries_are_in_no_month(keeper):
    paid("pay-1", moment(9, 3))
    paid("practice", moment(9, 3), live=False)
    gift = make_donation()
    giving.apply(fact(gift, kind="failed", reference="try", amount=Money(0, "EUR"), at=moment(9, 4)))

    made = closing.close(SEPTEMBER, keeper)

    assert made.totals["EUR"]["lines"] == 1


@pytest.mark.parametrize(
    ("month", "says"),
    [(OCTOBER, "in order"), (date(2026, 8, 1), "in order"), (date(2199, 1, 1), "not over yet")],
)
def test_months_are_closed_in_order_and_when_they_are_over(keeper, month, says):
    paid("pay-1", moment(9, 3))
    paid("pay-2", moment(10, 3))

    with pytest.raises(closing.Refused, match=says):
        closing.close(month, keeper)

    assert not MonthClose.objects.exists()


def test_a_month_without_money_is_closed_as_well(keeper):
    paid("pay-1", moment(8, 3))
    closing.close(date(2026, 8, 1), keeper)

    made = closing.close(SEPTEMBER, keeper)

    assert (made.totals, closing.next_month()) == ({}, OCTOBER)


def test_closed_twice_is_closed_once(keeper):
    paid("pay-1", moment(9, 3))

    first, second = closing.close(SEPTEMBER, keeper), closing.close(date(2026, 9, 17), keeper)

    assert first == second
    assert MonthClose.objects.count() == ClosedLine.objects.count() == 1


def test_closing_needs_its_permission(db):
    paid("pay-1", moment(9, 3))

    with pytest.raises(PermissionDenied):
        closing.close(SEPTEMBER, person("visitor", "view_payment"))

    assert not MonthClose.objects.exists()


def test_what_does_not_add_up_keeps_its_month_open(keeper):
    paid("pay-1", moment(9, 3))
    credit(keeper, date(2026, 9, 30))

    with pytest.raises(closing.Refused, match="1 thing of this month"):
        closing.close(SEPTEMBER, keeper)


def test_what_does_not_add_up_in_the_next_month_does_not(keeper):
    paid("pay-1", moment(9, 3))
    credit(keeper, date(2026, 10, 1))

    assert closing.close(SEPTEMBER, keeper).month == SEPTEMBER


def test_a_provider_whose_account_was_not_compared_keeps_it_open(keeper, monkeypatch):
    monkeypatch.setitem(providers.REGISTRY, "counter", Counter())
    gift = make_donation(provider="counter")
    giving.apply(fact(gift, at=moment(9, 3)))

    with pytest.raises(closing.Refused, match=r"manage\.py reconcile"):
        closing.close(SEPTEMBER, keeper)


def test_a_seal_is_broken_by_any_change_and_each_holds_the_one_before(keeper):
    paid("pay-1", moment(9, 3))
    first = closing.close(SEPTEMBER, keeper)
    totals, lines = first.totals, [["1", 800]]

    seals = {
        sealing.seal(SEPTEMBER, totals, lines, ""),
        sealing.seal(OCTOBER, totals, lines, ""),
        sealing.seal(SEPTEMBER, {}, lines, ""),
        sealing.seal(SEPTEMBER, totals, [["1", 801]], ""),
        sealing.seal(SEPTEMBER, totals, lines, first.seal),
    }

    assert len(seals) == 5
    assert sealing.seal(SEPTEMBER, totals, lines, "") in seals


def test_a_line_that_is_slipped_into_a_closed_month_breaks_its_seal(keeper):
    paid("pay-1", moment(9, 3))
    made = closing.close(SEPTEMBER, keeper)
    sound = closing.check()

    ClosedLine.objects.create(close=made, payment=paid("pay-2", moment(9, 4)))

    assert sound == []
    assert closing.check() == ["September 2026 is not as it was sealed."]


def test_the_clock_looks_at_one_closed_month_in_a_round_and_the_page_says_what_it_found(keeper):
    paid("pay-1", moment(9, 3))
    made = closing.close(SEPTEMBER, keeper)
    ClosedLine.objects.create(close=made, payment=paid("pay-2", moment(9, 4)))
    closing.close(OCTOBER, keeper)

    told = []
    for _round in range(3):
        closing.check_one()
        told.append(closing.last_check(MonthClose.objects.all()))

    assert told == [["September 2026 is not as it was sealed."]] * 3
    assert len(cache.get_many([sealing._kept(one) for one in MonthClose.objects.all()])) == 2


def test_the_proof_is_kept_until_it_is_asked_for_or_something_was_decided(keeper):
    paid("pay-1", moment(9, 3))
    closing.last_proof()
    paid("pay-2", moment(9, 4))

    with CaptureQueriesContext(connection) as kept:
        closing.last_proof()
    with CaptureQueriesContext(connection) as anew:
        closing.last_proof(anew=True)
    Resolution.objects.create(kind="credit", about="1", how="left", by=keeper)
    with CaptureQueriesContext(connection) as decided:
        closing.last_proof()

    assert len(kept) == 1
    assert len(anew) == len(decided) > 1


def test_a_proof_that_an_older_version_kept_is_not_read(monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(proving, "__version__", "0.1.0")
        before.setattr(proving, "proof", lambda: ["of another shape"])
        closing.last_proof()

    assert closing.last_proof() == []
