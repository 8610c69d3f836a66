"""What becomes of a page of Stripe's for one gift. Against the stand-in."""

from __future__ import annotations

import logging

import pytest

from membership.money import Money
from membership.providers.base import Declined, DoesNotFit, Fact, ReportedStatus
from membership.providers.stripe import requests, truth
from tests.driving.stripe_ways import begin, gift, kinds, stripe  # noqa: F401


# --- what becomes of it
def test_a_page_that_nobody_has_paid_says_nothing(stripe):
    assert stripe.fetch(begin(stripe, gift())) == []


def test_a_gift_that_is_paid_is_one_fact(stripe, standin):
    of = gift()
    page = begin(stripe, of)
    standin.press(page, "paid")

    told = stripe.fetch(page)

    (intent,) = standin.dump("payment_intent")
    assert told == [
        Fact(
            kind="payment",
            provider="stripe",
            reference=intent["id"],
            donation=of.id,
            amount=Money(1000, "EUR"),
            at=told[0].at,
            live=False,
        )
    ]
    assert abs(told[0].at.timestamp() - standin.now()) < 60
    assert told == stripe.fetch(intent["id"]) == stripe.fetch(intent["latest_charge"])
    assert told == stripe.told_by("checkout.session.completed", page)


def test_a_card_that_is_declined_is_told_without_a_reason_and_can_be_mended(stripe, standin):
    page = begin(stripe, gift())
    standin.press(page, "declined")
    (failed,) = stripe.fetch(page)

    standin.press(page, "paid")

    assert (failed.kind, failed.amount, failed.mend_url) == (
        "failed",
        Money(0, "EUR"),
        f"{standin.url}/c/pay/{page}",
    )
    assert kinds(stripe.fetch(page)) == ["failed 0", "payment 1000"]
    assert stripe.fetch(page)[0].mend_url == ""


def test_a_page_that_has_run_out_stands_expired(stripe, standin):
    of = gift()
    page = begin(stripe, of)
    standin.advance(hours=2)

    (told,) = stripe.fetch(page)

    assert told == ReportedStatus(
        provider="stripe", donation=of.id, state="expired", asked_at=told.asked_at, live=False
    )


def test_a_bank_debit_is_under_way_until_it_arrives(stripe, standin):
    page = begin(stripe, gift())
    standin.press(page, "debit")
    before = kinds(stripe.fetch(page))
    (intent,) = standin.dump("payment_intent")
    same = kinds(stripe.fetch(intent["id"]))

    standin.settle(page)

    assert before == same == ["processing"]
    assert kinds(stripe.fetch(page)) == ["payment 1000"]


def test_a_bank_debit_is_given_on_the_day_on_which_it_arrives(stripe, standin):
    """Not on that on which it was ordered: the year of a receipt hangs on it."""
    page = begin(stripe, gift())
    standin.press(page, "debit")
    standin.advance(days=5)
    standin.settle(page)

    (paid,) = stripe.fetch(page)

    assert abs(paid.at.timestamp() - standin.now()) < 60


def test_a_bank_debit_that_comes_back_was_never_paid(stripe, standin):
    page = begin(stripe, gift())
    standin.press(page, "debit")

    standin.bounce(page)

    assert kinds(stripe.fetch(page)) == ["failed 0", "expired"]
    assert kinds(stripe.told_by("checkout.session.async_payment_failed", page)) == ["failed 0", "expired"]


def test_a_page_that_others_made_in_the_same_account_is_none_of_ours(stripe, standin):
    client = standin.client()
    line = {
        "quantity": 1,
        "price_data": {"currency": "eur", "unit_amount": 900, "product_data": {"name": "Mug"}},
    }
    shop = client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [line],
            "success_url": "https://shop.example/",
            "metadata": {"donation": "no"},
        }
    )
    standin.press(shop.id, "paid")

    (intent,) = standin.dump("payment_intent")
    assert stripe.told_by("checkout.session.completed", shop.id) == []
    assert stripe.told_by("payment_intent.payment_failed", intent["id"]) == []


def test_what_stripe_does_not_know_is_not_told(stripe):
    assert stripe.told_by("checkout.session.completed", "cs_test_gone") == []
    assert stripe.told_by("payout.paid", "po_1") == []
    with pytest.raises(DoesNotFit, match="does not know cs_test_gone"):
        stripe.fetch("cs_test_gone")
    with pytest.raises(DoesNotFit, match="no such reference: HL-7K4Q-9X"):
        stripe.fetch("HL-7K4Q-9X")


# --- what does not fit
def changed(monkeypatch, kind: str, **fields) -> None:
    """Let Stripe's answers about objects of this kind differ from what is true."""
    true = requests.plain

    def plain(answer):
        row = true(answer)
        for one in (row, row.get("payment_intent")):
            if isinstance(one, dict) and one["object"] == kind:
                one.update(fields)
        return row

    monkeypatch.setattr(truth, "plain", plain)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("checkout.session", {"client_reference_id": "other"}), "names two different gifts"),
        (("checkout.session", {"client_reference_id": None}), "names two different gifts"),
        (("checkout.session", {"livemode": True}), "other mode"),
        (("checkout.session", {"mode": "setup"}), "takes no payment"),
        (("checkout.session", {"amount_total": 100}), "asked for €1.00, but €10.00 was paid"),
        (("checkout.session", {"currency": "usd"}), r"asked for \$10.00, but €10.00 was paid"),
        (("checkout.session", {"payment_status": "unpaid"}), "nothing was paid"),
        (("payment_intent", {"livemode": True}), "other mode"),
        (
            ("payment_intent", {"metadata": {"donation": "11111111-2222-4333-8444-555555555555"}}),
            "payment of another gift",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_not_believed(stripe, standin, monkeypatch, row, sentence):
    page = begin(stripe, gift())
    standin.press(page, "paid")
    assert kinds(stripe.fetch(page)) == ["payment 1000"]
    changed(monkeypatch, row[0], **row[1])

    with pytest.raises(DoesNotFit, match=sentence):
        stripe.fetch(page)


def test_a_voucher_that_is_yet_to_be_paid_is_under_way(stripe, standin, monkeypatch):
    page = begin(stripe, gift())
    standin.press(page, "authenticate")
    changed(
        monkeypatch,
        "checkout.session",
        status="complete",
        payment_intent={"id": "pi", "status": "requires_action"},
    )
    monkeypatch.setattr(truth, "_paid", lambda client, intent, *, mend_url: [])

    assert kinds(stripe.fetch(page)) == ["processing"]


def test_nothing_that_a_donor_typed_and_no_key_is_written_down(stripe, standin, caplog):
    caplog.set_level(logging.INFO)

    with pytest.raises(Declined) as refused:
        begin(stripe, gift(email="not-an-address"))

    assert str(refused.value) == "This gift cannot be paid by card. Change it, or give another way."
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("membership")]
    assert len(ours) == 1
    assert ours[0].startswith(
        "Stripe answered InvalidRequestError (status 400, code email_invalid, request req_"
    )
    assert refused.value.__suppress_context__
