"""Receipts as rows: numbered without gaps, sealed onto one another, answered and never edited."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction
from django.utils import timezone

from membership import giving, receipts
from membership.models import (
    AppendOnly,
    Donation,
    Issuer,
    Letter,
    Receipt,
    Series,
    Tier,
)
from membership.money import Money
from membership.receipt_documents import Paper
from membership.receipts.answering import Refused
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, person
from tests.builders.receipt_book import gift, issuer, manager, paid  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


# --- issuing ----------------------------------------------------------------------------------


def test_a_payment_leads_to_one_receipt_however_often_it_is_told():
    donation = gift()
    for _ in range(3):
        giving.apply(fact(donation))

    receipt = Receipt.objects.get()
    paper = Paper.from_json(receipt.paper)
    year = timezone.localdate().year
    assert (receipt.name, receipt.amount, receipt.kind) == (f"R-{year}-00001", Money(800, "EUR"), "gift")
    assert (paper.number, paper.total, paper.donor.name, paper.issuer.name) == (
        receipt.name,
        800,
        "Hanne Oduya",
        "Harbour Ledger Cooperative",
    )
    assert paper.lines[0].reference == donation.reference


def test_numbers_run_on_without_a_gap_and_each_seal_hangs_on_the_one_before():
    for _ in range(4):
        paid()

    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert receipts.check() == []


def test_a_receipt_that_comes_to_nothing_leaves_its_number_to_the_next():
    def comes_to_nothing() -> None:
        with transaction.atomic():
            paid()
            raise ZeroDivisionError

    paid()
    with pytest.raises(ZeroDivisionError):
        comes_to_nothing()
    paid()

    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert receipts.check() == []


def test_practised_gifts_get_no_receipt_and_failed_tries_neither():
    paid(gift(provider="practice", live=False))
    failing = gift()
    giving.apply(fact(failing, kind="failed", amount=Money(0, "EUR")))

    assert Receipt.objects.count() == 0


def test_without_an_organisation_money_is_booked_and_the_receipt_waits(issuer):
    Issuer.objects.all().delete()

    payment = paid()

    assert receipts.obstacles(payment) == ["Name the organisation that receives the money, under Membership."]
    assert Receipt.objects.count() == 0


def test_a_receipt_that_waited_is_written_once_what_was_missing_is_there(issuer):
    Issuer.objects.filter(pk=issuer.pk).update(rule="fr", language="fr")
    payment = paid()
    assert receipts.obstacles(payment) != []
    Issuer.objects.filter(pk=issuer.pk).update(rule="plain", language="en")

    written = receipts.issue(payment)

    assert [written, receipts.issue(payment)] == [Receipt.objects.get()] * 2


def test_the_year_of_a_number_is_the_year_where_the_newsroom_is(time_machine):
    time_machine.move_to(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")), tick=False)

    paid(at=timezone.now())

    receipt = Receipt.objects.get()
    assert receipt.name == "R-2027-00001"
    assert Paper.from_json(receipt.paper).lines[0].date == "2027-01-01"


def test_what_a_tier_gives_in_return_is_taken_off(issuer):
    Issuer.objects.filter(pk=issuer.pk).update(rule="us_501c3", tax_id="12-3456789")
    Tier.objects.create(
        name="Friend", currency="USD", yearly_minor=9600, benefits="A mug\nA calendar", value_minor=2400
    )

    paid(gift(interval="monthly", currency="USD"))

    paper = Paper.from_json(Receipt.objects.get().paper)
    assert (paper.total, paper.eligible, paper.lines[0].benefit) == (800, 600, 200)
    assert any("A mug, A calendar" in line.text for line in paper.statements)


@pytest.mark.usefixtures("with_papers")
def test_the_receipt_goes_with_the_thanks():
    paid()

    letter, receipt = mail.outbox[-1], Receipt.objects.get()
    name, pdf, kind = letter.attachments[0]
    assert (len(mail.outbox), name, kind) == (1, f"{receipt.name}.pdf", "application/pdf")
    assert pdf.startswith(b"%PDF")
    assert f"{receipt.name}, with this mail" in letter.body


# --- going back -------------------------------------------------------------------------------


def test_what_goes_back_is_answered_by_a_paper_of_its_own(manager):
    payment = paid()
    giving.refund(payment, amount=Money(300, "EUR"), reason="Asked for it", by=manager)

    first, back = Receipt.objects.order_by("number")
    assert (back.kind, back.minor, back.of, first.voided) == ("back", -300, first, False)
    assert first.name in Paper.from_json(back.paper).answers
    assert receipts.check() == []


def test_a_lost_and_then_won_dispute_leaves_the_first_receipt_standing():
    payment = paid()
    for kind, minor in (("dispute", -800), ("reinstated", 800), ("reinstated", 800)):
        giving.apply(
            fact(
                payment.donation,
                kind=kind,
                reference="dp-1",
                of=payment.reference,
                amount=Money(minor, "EUR"),
            )
        )

    kinds = list(Receipt.objects.order_by("number").values_list("kind", "minor"))
    assert kinds == [("gift", 800), ("back", -800), ("void", 800)]


def test_a_refund_of_what_was_never_certified_certifies_nothing(issuer):
    payment = paid(gift(provider="practice", live=False))
    giving.apply(
        fact(
            payment.donation, kind="refund", reference="re-1", of=payment.reference, amount=Money(-800, "EUR")
        )
    )

    assert Receipt.objects.count() == 0


# --- void and replace -------------------------------------------------------------------------


def test_a_wrong_receipt_is_voided_and_another_written_in_its_place(manager):
    payment = paid()
    wrong = Receipt.objects.get()
    with by_hand():
        Donation.objects.filter(pk=payment.donation_id).update(receipt_name="Oduya & Sons")

    right = receipts.replace(wrong, by=manager, reason="The firm paid")

    assert [row.kind for row in Receipt.objects.order_by("number")] == ["gift", "void", "gift"]
    assert wrong.voided
    assert (right.of, right.voided, Paper.from_json(right.paper).donor.name) == (wrong, False, "Oduya & Sons")
    assert Paper.from_json(wrong.paper).donor.name == "Hanne Oduya"
    assert Letter.objects.filter(kind="receipt", receipt=right).count() == 1
    assert receipts.issue(payment) == right
    with pytest.raises(Refused, match="voided already"):
        receipts.replace(wrong, by=manager, reason="Again")


def test_voiding_needs_a_reason_and_a_permission_and_twice_is_once(manager):
    paid()
    receipt = Receipt.objects.get()
    with pytest.raises(PermissionDenied):
        receipts.void(receipt, by=person("nobody"), reason="No")
    with pytest.raises(Refused, match="Say why"):
        receipts.void(receipt, by=manager, reason=" ")

    answer = receipts.void(receipt, by=manager, reason="Wrong person")

    assert receipts.void(receipt, by=manager, reason="Wrong person") == answer
    with pytest.raises(Refused, match="cannot be voided itself"):
        receipts.void(answer, by=manager, reason="Hm")
    with pytest.raises(Refused, match="one gift is replaced"):
        receipts.replace(answer, by=manager, reason="Hm")


def test_a_receipt_that_cannot_be_written_anew_leaves_the_old_one_standing(manager, issuer):
    paid()
    receipt = Receipt.objects.get()
    Issuer.objects.filter(pk=issuer.pk).update(rule="fr", language="fr")

    with pytest.raises(Refused):
        receipts.replace(receipt, by=manager, reason="Wrong")

    assert (Receipt.objects.count(), receipt.voided) == (1, False)


def test_nothing_of_a_receipt_can_be_changed():
    paid()
    receipt = Receipt.objects.get()

    with pytest.raises(AppendOnly):
        receipt.save()
    with pytest.raises(AppendOnly):
        Receipt.objects.update(name="R-1")
    with pytest.raises(AppendOnly):
        receipt.delete()


def test_a_paper_changed_behind_our_back_is_found():
    paid()
    paid()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE membership_receipt DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER membership_receipt_once")
        cursor.execute("UPDATE membership_receipt SET paper = %s WHERE number = 1", ['{"version": 1}'])
        cursor.execute("UPDATE membership_receipt SET number = 7 WHERE number = 2")

    found = receipts.check()

    year = timezone.localdate().year
    assert found == [
        f"The seal of R-{year}-00001 is broken.",
        f"Before R-{year}-00002 a number is missing.",
        f"The series of {year} ends elsewhere than its last receipt.",
    ]


def test_receipts_that_are_gone_are_missed(issuer):
    Series.objects.create(issuer=issuer, year=2025, last=3, last_seal="x")

    assert receipts.check() == ["The receipts of 2025 are gone."]


# --- together ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_receipts_written_at_once_get_numbers_without_gap_or_double():
    gifts = [gift() for _ in range(12)]

    def pay(donation: Donation) -> None:
        try:
            giving.apply(fact(donation, reference=f"pay-{donation.pk}"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(pay, gifts))

    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert receipts.check() == []
