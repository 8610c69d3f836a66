"""Corners of the receipts: alike amounts that went back, and rows that became one person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership import giving, receipts
from membership.books.discrepancies import listed
from membership.models import Letter, Member, Receipt
from membership.money import Money
from tests.builders.found import keeper  # noqa: F401 (fixture)
from tests.builders.gifts import fact, text
from tests.builders.membership_members import sign_in
from tests.builders.receipt_book import books, issuer, last_year, manager, paid, papers  # noqa: F401 (fixtures)
from tests.builders.receipt_book import gift as given

pytestmark = pytest.mark.django_db


def tell(payment, *moved: tuple[str, int, str]) -> None:
    """Each (kind, minor, reference) that goes back on a payment."""
    for kind, minor, reference in moved:
        amount = Money(minor, "EUR")
        giving.apply(
            fact(payment.donation, kind=kind, reference=reference, of=payment.reference, amount=amount)
        )


def test_a_refund_stays_on_paper_though_a_dispute_of_the_same_amount_was_won(manager, keeper):
    payment = paid(given(minor=1000), amount=Money(1000, "EUR"))
    tell(payment, ("dispute", -500, "dp"), ("refund", -500, "re"), ("reinstated", 500, "dp"))

    receipts.replace(Receipt.objects.get(kind="gift"), by=manager, reason="Wrong name")

    assert papers()[-2:] == [("gift", 1000), ("back", -500)]
    assert (books(), listed(keeper)) == ((500, 500), [])


def test_a_dispute_that_is_lost_after_it_was_won_stays_on_paper(manager, keeper):
    payment = paid(given(minor=1000), amount=Money(1000, "EUR"))
    tell(payment, ("dispute", -600, "dp"), ("reinstated", 600, "dp"), ("dispute", -600, "dp/2"))

    receipts.replace(Receipt.objects.get(kind="gift"), by=manager, reason="Wrong name")

    assert papers()[-2:] == [("gift", 1000), ("back", -600)]
    assert (books(), listed(keeper)) == ((400, 400), [])


def test_two_years_of_rows_that_became_one_person_are_not_certified_twice(manager):
    paid(given(minor=10000), amount=Money(10000, "EUR"), at=last_year())
    paid(given(email="hanne@work.example", minor=5000), amount=Money(5000, "EUR"), at=last_year())
    one, same = Member.objects.order_by("pk")
    year = last_year().year
    for member in (one, same):
        receipts.annual(member, year, by=manager)
    Member.objects.filter(pk=same.pk).update(same_as=one)

    receipts.annual(one, year, by=manager)

    standing = Receipt.objects.filter(kind="annual").exclude(answers__kind="void")
    assert [receipt.minor for receipt in standing] == [15000]


def test_what_went_back_is_certified_once_however_often_it_is_asked_for(manager):
    payment = paid(given(minor=1000), amount=Money(1000, "EUR"))
    tell(payment, ("refund", -400, "re"))
    line = payment.donation.payments.get(kind="refund")

    again = receipts.follow(line)

    assert again == Receipt.objects.get(kind="back")
    assert papers() == [("gift", 1000), ("back", -400)]


def test_the_receipt_of_a_year_stands_on_the_page_of_that_year(manager):
    paid(at=last_year())
    paid(given(email="hanne@reader.example"))
    year = last_year().year
    receipt = receipts.annual(Member.objects.get(), year, by=manager)
    client = sign_in()

    pages = [text(client.get(f"/membership/me/years/{shown}/")) for shown in (year, year + 1)]

    assert [receipt.name in page for page in pages] == [True, False]


def test_a_year_of_which_nothing_is_left_is_voided_without_a_mail_where_the_donor_is_erased(manager):
    payment, year = paid(at=last_year()), last_year().year
    member = payment.donation.member
    receipts.annual(member, year, by=manager)
    Member.objects.update(email="", name="", erased_at=timezone.now())
    giving.refund(payment, amount=payment.amount, reason="Asked for it", by=manager)
    before = Letter.objects.count()

    with pytest.raises(receipts.Refused, match="has been voided"):
        receipts.annual(Member.objects.get(), year, by=manager)

    assert (Receipt.objects.order_by("number").last().kind, Letter.objects.count()) == ("void", before)


@pytest.mark.parametrize(
    ("moved", "certified", "left"),
    [
        # Won, lost again and won again, with a refund of the same amount between.
        (["dispute -500 dp", "reinstated 500 dp", "dispute -500 dp/2", "refund -500 re", "reinstated 500 dp/3"], 500, 500),
        (["refund -300 r1", "refund -300 r2", "reinstated 300 back"], 700, 700),
        (["dispute -400 x", "refund -400 x", "reinstated 400 x"], 600, 600),
        (["reinstated 500 dp", "dispute -500 dp"], 1000, 1000),
        # Won in part: the papers say less until somebody looks, and never more.
        (["dispute -1000 dp", "reinstated 600 dp"], 0, 600),
        (["dispute -600 dp", "reinstated 400 dp"], 400, 800),
        (["refund -300 r1", "reinstated 200 back"], 700, 900),
    ],
)  # fmt: skip
def test_a_receipt_that_is_replaced_never_certifies_more_than_is_left(
    manager, keeper, moved, certified, left
):
    payment = paid(given(minor=1000), amount=Money(1000, "EUR"))
    for one in moved:
        kind, minor, reference = one.split()
        tell(payment, (kind, int(minor), reference))

    receipts.replace(Receipt.objects.filter(kind="gift").first(), by=manager, reason="Wrong name")

    assert books() == (left, certified)
    assert [one.kind for one in listed(keeper)] == ([] if certified == left else ["uneven"])
