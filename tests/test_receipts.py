"""Receipts as rows: numbered without gaps, sealed onto one another, answered and never edited."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction
from django.utils import timezone

from membership import giving, receipts
from membership.models import (
    AppendOnly,
    Donation,
    Issuer,
    Letter,
    Member,
    Payment,
    Receipt,
    Series,
    Tier,
)
from membership.money import Money
from membership.papers import Paper, as_pdf
from membership.receipts.answering import Refused
from tests.gifts import fact, make_donation, person

BERLIN = ZoneInfo("Europe/Berlin")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def issuer():
    return Issuer.objects.create(
        name="Harbour Ledger Cooperative", address="14 Ropewalk\nSaltmere", valid_from=date(2020, 1, 1)
    )


@pytest.fixture
def manager():
    return person("petra", "void_receipt", "refund_donation", "receive_donation")


def gift(**told) -> Donation:
    return make_donation(**{"name": "Hanne Oduya", **told})


def paid(donation: Donation | None = None, **told) -> Payment:
    donation = donation or gift()
    return giving.apply(fact(donation, **{"reference": f"pay-{Payment.objects.count()}", **told}))


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
    Donation.objects.filter(pk=payment.donation_id).update(receipt_name="Oduya & Sons")

    right = receipts.replace(wrong, by=manager, reason="The firm paid")

    assert [row.kind for row in Receipt.objects.order_by("number")] == ["gift", "void", "gift"]
    assert wrong.voided
    assert (right.of, right.voided, Paper.from_json(right.paper).donor.name) == (wrong, False, "Oduya & Sons")
    assert Paper.from_json(wrong.paper).donor.name == "Hanne Oduya"
    assert Letter.objects.filter(kind="receipt", about=f"receipt:{right.pk}").count() == 1
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


# --- a year as one ----------------------------------------------------------------------------


def last_year(month: int = 3, day: int = 1, **told) -> datetime:
    return datetime(timezone.localdate().year - 1, month, day, 12, tzinfo=BERLIN)


def test_a_year_is_one_paper_with_refunds_taken_off_and_one_person_added_up(manager):
    donation, year = gift(interval="monthly"), timezone.localdate().year - 1
    for month in (1, 2, 3):
        paid(donation, at=last_year(month))
    returned = Payment.objects.order_by("at").first()
    giving.refund(returned, amount=returned.amount, reason="Paid twice", by=manager)
    other = gift(email="hanne@work.example", minor=5000)
    paid(other, at=last_year(6), amount=Money(5000, "EUR"))
    one, same = (
        Member.objects.get(email="hanne@reader.example"),
        Member.objects.get(email="hanne@work.example"),
    )
    Member.objects.filter(pk=same.pk).update(same_as=one)
    paid(gift(minor=900), amount=Money(900, "EUR"))

    receipt = receipts.annual(Member.objects.get(pk=same.pk), year, by=manager)

    paper = Paper.from_json(receipt.paper)
    assert (paper.kind, paper.total, [line.minor for line in paper.lines]) == (
        "annual",
        6600,
        [800, 800, 5000],
    )
    assert receipts.annual(one, year) == receipt
    assert receipts.check() == []
    assert as_pdf(paper).startswith(b"%PDF")


def test_a_year_in_which_money_moved_since_is_written_anew(manager):
    paid(at=last_year())
    year, member = timezone.localdate().year - 1, Member.objects.get()
    first = receipts.annual(member, year, by=manager)
    paid(gift(), at=last_year(12))

    second = receipts.annual(member, year, by=manager)

    assert (first.voided, second.voided, second.of) == (True, False, first)
    assert Paper.from_json(second.paper).total == 1600
    assert receipts.check() == []


@pytest.mark.parametrize(
    ("years", "sentence"), [(0, "The year is not over"), (1, "Nothing is left of what came in")]
)
def test_a_year_without_anything_to_certify_is_refused(manager, years, sentence):
    paid()

    with pytest.raises(Refused, match=sentence):
        receipts.annual(Member.objects.get(), timezone.localdate().year - years, by=manager)


def test_a_year_waits_for_what_is_missing_and_for_permission(manager, issuer):
    paid(at=last_year())
    member, year = Member.objects.get(), timezone.localdate().year - 1
    with pytest.raises(PermissionDenied):
        receipts.annual(member, year, by=person("nobody"))
    Issuer.objects.filter(pk=issuer.pk).update(rule="fr", language="fr")
    with pytest.raises(Refused, match="address"):
        receipts.annual(member, year, by=manager)
    Issuer.objects.filter(pk=issuer.pk).update(valid_from=timezone.localdate() + timedelta(days=9))
    with pytest.raises(Refused, match="Name the organisation"):
        receipts.annual(member, year, by=manager)


# --- Gift Aid ---------------------------------------------------------------------------------


def declared(**told) -> Payment:
    donation = gift(
        currency="GBP",
        declaration="I want …",
        street="12b Mill Lane",
        postcode="ls1 4ap",
        minor=10_000,
        **told,
    )
    return paid(donation, amount=Money(10_000, "GBP"))


def test_a_claim_holds_declared_gifts_less_what_went_back(manager):
    declared()
    partly = declared()
    giving.refund(partly, amount=Money(4_000, "GBP"), reason="Asked", by=manager)
    paid()
    ended = declared()
    Donation.objects.filter(pk=ended.donation_id).update(declaration_ended_at=ended.at - timedelta(hours=1))
    today = timezone.localdate()

    found = receipts.claims(today, today)

    assert (found.count, found.total, found.left_out) == (2, Money(16_000, "GBP"), [])
    assert found.csv.splitlines()[1] == f",Hanne,Oduya,12b,LS1 4AP,,,{today:%d/%m/%y},100.00"
    assert receipts.claims(today - timedelta(days=9), today - timedelta(days=1)).count == 0


def test_what_cannot_be_claimed_is_named_with_its_reason(manager):
    Tier.objects.create(
        name="Patron", currency="GBP", yearly_minor=10_000, benefits="Dinner", value_minor=2_600
    )
    payment = declared()
    Donation.objects.filter(pk=payment.donation_id).update(postcode="12345")
    gone = declared()
    giving.refund(gone, amount=gone.amount, reason="Asked", by=manager)
    today = timezone.localdate()

    found = receipts.claims(today, today)

    assert found.count == 0
    assert [(reference, len(reasons)) for reference, reasons in found.left_out] == [
        (payment.donation.reference, 2),
        (gone.donation.reference, 1),
    ]


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
