"""The newsroom's account at Stripe, line by line, against the stand-in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from membership.money import Money
from membership.providers.base import Payout, ReportedLine
from membership.providers.stripe import account
from tests.driving.stripe_ways import a_day_ago, begin, gift, repeated, stripe  # noqa: F401


def paid(stripe, standin, **told) -> str:
    page = begin(stripe, gift(**told))
    standin.press(page, "paid")
    return stripe.fetch(page)[0].reference


def test_every_line_names_the_fact_it_belongs_to(stripe, standin):
    payment = paid(stripe, standin)
    refund = stripe.refund(payment, Money(200, "EUR"), key="r")[1].reference
    standin.refund_fails(refund)
    dispute = standin.dispute(payment)["id"]
    standin.win(dispute)

    lines = list(stripe.account(a_day_ago()))

    assert [(one.kind, one.of, one.gross.minor, one.fee.minor, one.net.minor) for one in lines] == [
        ("payment", payment, 1000, 59, 941),
        ("refund", refund, -200, 0, -200),
        ("reinstated", refund, 200, 0, 200),
        ("dispute", dispute, -1000, 1500, -2500),
        ("reinstated", dispute, 1000, 0, 1000),
    ]
    assert {one.payout for one in lines} == {""}
    facts = {(one.kind, one.reference) for one in stripe.fetch(payment)}
    assert {(one.kind, one.of) for one in lines} == facts


def test_a_line_is_told_whole(stripe, standin):
    payment = paid(stripe, standin)

    (line,) = stripe.account(a_day_ago())

    assert line == ReportedLine(
        reference=standin.dump("balance_transaction")[0]["id"],
        kind="payment",
        gross=Money(1000, "EUR"),
        fee=Money(59, "EUR"),
        net=Money(941, "EUR"),
        at=line.at,
        of=payment,
    )


def test_payouts_carry_their_lines_to_the_bank(stripe, standin):
    paid(stripe, standin)
    repeated(stripe, standin)
    standin.advance(days=3)
    (made,) = standin.pay_out()

    lines = list(stripe.account(a_day_ago()))

    assert [(one.kind, one.of != "", one.payout, one.net.minor) for one in lines] == [
        ("payment", True, made["id"], 941),
        ("payment", True, made["id"], 941),
        ("payout", False, made["id"], -1882),
    ]
    assert sum(one.net.minor for one in lines) == 0
    assert list(stripe.payouts(a_day_ago())) == [
        Payout(
            reference=made["id"],
            amount=Money(1882, "EUR"),
            arrives_on=datetime.fromtimestamp(made["arrival_date"], UTC),
        )
    ]


def test_the_accounts_own_currency_is_told(stripe, standin):
    standin.settle_in("usd", {"eur": 1.25})
    payment = paid(stripe, standin)

    (line,) = stripe.account(a_day_ago())

    assert (line.of, line.gross, line.net + line.fee) == (payment, Money(1250, "USD"), Money(1250, "USD"))


def test_lines_of_many_days_are_oldest_first_and_none_twice(stripe, standin):
    now = datetime.now(UTC)
    payment, _other = paid(stripe, standin), paid(stripe, standin)
    for _day in range(4):
        standin.advance(days=1)
        standin.refund(payment, 100)

    lines = list(stripe.account(now - timedelta(days=3)))

    assert [one.kind for one in lines] == ["payment", "payment", "refund", "refund", "refund", "refund"]
    assert [one.at for one in lines] == sorted(one.at for one in lines)
    assert len({one.reference for one in lines}) == 6


def row(**told) -> dict:
    return {
        "id": "txn_1",
        "reporting_category": "charge",
        "amount": 100,
        "fee": 0,
        "net": 100,
        "currency": "eur",
        "created": 1_790_000_000,
        "source": None,
        **told,
    }


def test_lines_that_belong_to_no_gift_are_told_as_what_they_are():
    charge = {"object": "charge", "id": "ch_1", "payment_intent": None}

    told = [
        account._line(row(reporting_category="fee", source="fee_1"), ""),
        account._line(row(reporting_category="climate_order_purchase", source="clmt_1"), ""),
        account._line(row(source=charge), ""),
        account._line(
            row(reporting_category="charge_failure", source={**charge, "payment_intent": "pi_1"}), ""
        ),
        account._line(row(reporting_category="payout_reversal", source="po_1"), "po_1"),
    ]

    assert [(one.kind, one.of) for one in told] == [
        ("fee", ""),
        ("other", "clmt_1"),
        ("payment", "ch_1"),
        ("other", "pi_1"),
        ("payout", ""),
    ]


def test_a_payout_made_by_hand_names_no_lines_and_one_that_failed_is_none(stripe, standin, monkeypatch):
    paid(stripe, standin)
    standin.advance(days=3)
    (made,) = standin.pay_out()
    true = account.every

    def every(listed):
        rows = true(listed)
        return [
            {**one, "automatic": False, "status": "failed"} if one["object"] == "payout" else one
            for one in rows
        ]

    monkeypatch.setattr(account, "every", every)

    assert made["automatic"] is True
    assert {one.payout for one in stripe.account(a_day_ago())} == {""}
    assert list(stripe.payouts(a_day_ago())) == []
