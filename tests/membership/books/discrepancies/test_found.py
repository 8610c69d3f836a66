"""What does not add up is found in the books, and settled once, by a hand that may."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership import giving
from membership.books.discrepancies import listed, resolve
from membership.giving import Refused
from membership.models import (
    Issuer,
    Receipt,
    Resolution,
    StatusReport,
)
from membership.money import Money
from membership.providers.base import ReportedStatus
from tests.builders.found import counter, credit, gift, issuer, keeper, kinds, ledger, twice  # noqa: F401 (fixtures)
from tests.builders.gifts import at_desk, fact, make_donation

pytestmark = pytest.mark.django_db


def test_books_that_are_right_have_no_discrepancies(keeper, counter, gift):
    issuer()
    giving.apply(fact(gift))

    assert kinds(keeper) == []


def test_paid_without_receipt_says_why_and_is_gone_once_one_is_written(keeper, counter, gift):
    issuer(rule="us_501c3")
    paid = giving.apply(fact(gift))
    (found,) = listed(keeper)
    why = found.text

    with pytest.raises(Refused):
        resolve("receipt", str(paid.pk), "issue", by=keeper)
    Issuer.objects.update(rule="plain")
    resolve("receipt", str(paid.pk), "issue", by=keeper)

    assert (found.kind, found.amount, found.donation) == ("receipt", Money(800, "EUR"), gift.pk)
    assert "EIN" in why
    assert kinds(keeper) == []
    assert Receipt.objects.count() == 1


def test_without_an_issuer_nobody_asks_for_receipts(keeper, gift):
    giving.apply(fact(gift))

    assert kinds(keeper) == []


def test_went_back_but_still_certified_is_corrected_once(keeper, counter, gift, monkeypatch):
    issuer()
    giving.apply(fact(gift))
    from membership.giving import ledger as ledger_door

    with monkeypatch.context() as patch:
        patch.setattr(ledger_door.receipts, "follow", lambda payment: None)
        back = giving.apply(
            fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1")
        )
    before = kinds(keeper)

    for _time in range(2):
        resolve("counted", str(back.pk), "correct", by=keeper)

    assert before == ["counted"]
    assert kinds(keeper) == []
    assert list(Receipt.objects.order_by("pk").values_list("kind", flat=True)) == ["gift", "back"]


def test_a_disputed_gift_that_goes_on_can_be_stopped(keeper, counter):
    gift = make_donation(provider="counter", interval="monthly", provider_reference="till-1")
    told = ReportedStatus(
        "counter", gift.public_id, "active", timezone.now(), live=True, subscription="sub-1"
    )
    giving.apply_all([fact(gift), told])
    giving.apply(fact(gift, kind="dispute", reference="dp-1", amount=Money(-800, "EUR"), of="pay-1"))
    counter.truth["stopped-sub-1"] = [
        ReportedStatus("counter", gift.public_id, "ended", timezone.now(), live=True, subscription="sub-1")
    ]
    before = kinds(keeper)

    resolve("active", str(gift.pk), "stop", by=keeper)

    assert before == ["active"]
    assert counter.stopped == ["sub-1"]
    assert gift.latest_report.state == StatusReport.State.ENDED
    assert kinds(keeper) == []


def test_given_twice_within_a_day_is_asked_about_and_the_second_goes_back_once(keeper, counter):
    second = twice(counter, email="HANNE@reader.example")
    counter.truth["back-pay-2"] = [
        fact(second.donation, kind="refund", reference="back-2", amount=Money(-800, "EUR"), of="pay-2")
    ]
    before = [(one.kind, one.about) for one in listed(keeper)]

    rows = {resolve("twice", str(second.pk), "give-back", by=keeper).pk for _time in range(3)}

    assert before == [("twice", str(second.pk))]
    assert len(rows) == 1
    assert [(payment, minor) for payment, minor, _key in counter.refunded] == [("pay-2", 800)]
    assert kinds(keeper) == []


def test_two_gifts_that_were_meant_stay_and_are_not_asked_about_again(keeper, counter):
    second = twice(counter)

    resolve("twice", str(second.pk), "meant", by=keeper)

    assert kinds(keeper) == []
    assert [minor for _kind, minor, _reference in ledger()] == [800, 800]
    assert Resolution.objects.values_list("kind", "about", "how", "by__username").get() == (
        "twice", str(second.pk), "meant", "keeper",
    )  # fmt: skip


@pytest.mark.parametrize("other", [{"minutes": 25 * 60}, {"minor": 900}, {"email": "other@reader.example"}])
def test_payments_that_only_look_alike_are_not_asked_about(keeper, counter, other):
    twice(counter, **other)

    assert kinds(keeper) == []


def test_money_at_the_bank_leads_to_its_statement_which_shows_whose_it_may_be(client):
    row = credit()
    at_desk(client, "view_donation", "view_bankstatement")

    shown = client.get("/admin/membership/findings/").content.decode()

    assert (
        f'<a href="/admin/membership/bankstatement/{row.statement_id}/change/">See the statement</a>' in shown
    )


def test_money_at_the_bank_is_booked_on_the_gift_that_staff_name(keeper):
    pledge = make_donation(reference="HL-7K4Q-9X")
    row = credit(minor=950)
    before = listed(keeper)

    with pytest.raises(Refused, match="HL-WRONG"):
        resolve("credit", str(row.pk), "book", by=keeper, note="HL-WRONG")
    resolve("credit", str(row.pk), "book", by=keeper, note=" HL-7K4Q-9X ")
    resolve("credit", str(row.pk), "book", by=keeper, note="HL-7K4Q-9X")

    assert [(one.kind, one.amount) for one in before] == [("credit", Money(950, "EUR"))]
    assert ledger() == [("payment", 950, f"bank/{row.pk}")]
    assert pledge.received == Money(950, "EUR")
    assert kinds(keeper) == []


def test_money_at_the_bank_that_is_not_for_us_is_left_with_a_reason(keeper):
    row = credit()

    with pytest.raises(Refused):
        resolve("credit", str(row.pk), "not-ours", by=keeper, note=" ")
    resolve("credit", str(row.pk), "not-ours", by=keeper, note="Rent of the room downstairs")

    assert kinds(keeper) == []
    assert ledger() == []
