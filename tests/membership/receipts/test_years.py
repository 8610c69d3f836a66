"""A year as one paper, and the claim that a charity makes on declared gifts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import giving, receipts
from membership.models import (
    Donation,
    Issuer,
    Letter,
    Member,
    Payment,
    Receipt,
    Tier,
)
from membership.money import Money
from membership.receipt_documents import Paper, as_pdf
from membership.receipts.answering import Refused
from tests.builders.by_hand import by_hand
from tests.builders.gifts import person
from tests.builders.receipt_book import BERLIN, gift, issuer, last_year, manager, paid  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


# --- a year as one ----------------------------------------------------------------------------


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


def test_the_latest_gift_of_the_year_names_the_donor_whatever_went_back_of_an_older_one(manager):
    before = paid(gift(name="Hanne Oduya"), at=last_year(2))
    paid(gift(name="Hanne Vale"), at=last_year(6))
    giving.refund(before, amount=Money(100, "EUR"), reason="Asked for it", by=manager)

    receipt = receipts.annual(Member.objects.get(), timezone.localdate().year - 1, by=manager)

    assert Paper.from_json(receipt.paper).donor.name == "Hanne Vale"


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


def test_a_year_says_which_receipts_it_sums_up(manager):
    paid(at=last_year())
    single = Receipt.objects.get()

    paper = Paper.from_json(receipts.annual(Member.objects.get(), timezone.localdate().year - 1).paper)

    assert (
        paper.said("foot")[-1] == f"This paper sums up the receipts {single.name}. It is no further receipt."
    )
    assert not single.voided


def test_where_a_gift_is_certified_once_the_year_takes_the_place_of_the_single_receipts(manager, issuer):
    Issuer.objects.filter(pk=issuer.pk).update(
        rule="ca",
        tax_id="118829803 RR0001",
        signatory="P. Halloran",
        details={"place_of_issue": "Saltmere"},
    )
    address = {"street": "12 Mill Lane", "postcode": "K1A 0B1", "town": "Ottawa", "country": "CA"}
    donation = gift(currency="CAD", **address)
    paid(donation, at=last_year(), amount=Money(800, "CAD"))
    single = Receipt.objects.get()

    year = receipts.annual(Member.objects.get(), timezone.localdate().year - 1, currency="CAD")

    assert (single.voided, year.voided) == (True, False)
    assert not any("sums up" in said for said in Paper.from_json(year.paper).said("foot"))
    assert receipts.check() == []


def test_a_member_whose_year_is_voided_is_told_by_mail(manager):
    paid(gift(), at=last_year())
    year = receipts.annual(Member.objects.get(), timezone.localdate().year - 1, by=manager)

    void = receipts.void(year, by=manager, reason="Wrong address")

    letters = Letter.objects.filter(kind="receipt").order_by("pk")
    assert [(letter.to, letter.receipt) for letter in letters] == [
        ("hanne@reader.example", paper) for paper in (year, void)
    ]


def test_of_a_year_that_is_voided_nobody_is_told_who_has_left_no_address(manager):
    year = timezone.localdate().year - 1
    payment = paid(gift(), at=last_year())
    member = Member.objects.get()
    stood = receipts.annual(member, year, by=manager)
    giving.refund(payment, amount=payment.amount, reason="Asked for it", by=manager)
    Member.objects.filter(pk=member.pk).update(email="")

    with pytest.raises(Refused, match="has been voided"):
        receipts.annual(member, year, by=manager)

    assert [one.receipt for one in member.letters.filter(kind="receipt")] == [stood]


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
    with by_hand():
        Donation.objects.filter(pk=ended.donation_id).update(
            declaration_ended_at=ended.at - timedelta(hours=1)
        )
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
    with by_hand():
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
