"""Receipts that are voided or replaced after money went back, or twice at once: what stands is what is left."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from membership import giving, receipts
from membership.books.discrepancies import listed, resolve
from membership.models import Issuer, Member, Receipt, Tier
from membership.money import Money
from membership.receipt_documents import Paper
from membership.receipts import answering
from membership.receipts.annual import write_void
from membership.refusals import Refused
from tests.builders.gifts import fact, person
from tests.builders.receipt_book import books, gift, issuer, manager, paid, papers  # noqa: F401 (fixtures)
from tests.driving.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return person("keeper", "close_books", "void_receipt")


def thousand(manager, back: int = 300):
    """A payment of €10.00, of which this much went back."""
    payment = paid(gift(minor=1000))
    giving.refund(payment, amount=Money(back, "EUR"), reason="Asked for it", by=manager)
    return payment


# --- after money went back
def test_a_replaced_receipt_is_answered_again_by_what_went_back(manager):
    thousand(manager)
    first = Receipt.objects.get(kind="gift")

    new = receipts.replace(first, by=manager, reason="Wrong name")

    assert papers() == [
        ("gift", 1000), ("back", -300), ("void", 300), ("void", -1000), ("gift", 1000), ("back", -300),
    ]  # fmt: skip
    back = Receipt.objects.order_by("number").last()
    assert (back.of, Paper.from_json(back.paper).answers) == (new, new.name)
    assert books() == (700, 700)
    assert receipts.check() == []


def test_a_voided_receipt_takes_its_answers_with_it_and_is_missed_until_it_is_written_anew(manager, keeper):
    payment = thousand(manager)
    receipts.void(Receipt.objects.get(kind="gift"), by=manager, reason="Wrong name")
    after = books()
    (found,) = listed(keeper)

    resolve("receipt", str(payment.pk), "issue", by=keeper)

    assert (after, found.kind, found.text) == ((700, 0), "receipt", "Nothing is in its way now: write it.")
    assert papers()[4:] == [("gift", 1000), ("back", -300)]
    assert (books(), listed(keeper)) == ((700, 700), [])
    assert receipts.check() == []


def test_a_lost_and_won_dispute_is_not_certified_again_when_the_receipt_is_replaced(manager):
    payment = paid()
    for kind, minor in (("dispute", -800), ("reinstated", 800)):
        amount = Money(minor, "EUR")
        giving.apply(fact(payment.donation, kind=kind, reference="dp", of=payment.reference, amount=amount))

    receipts.replace(Receipt.objects.get(kind="gift"), by=manager, reason="Wrong name")

    assert papers()[3:] == [("void", -800), ("gift", 800)]
    assert books() == (800, 800)


def test_of_what_went_back_whole_nothing_is_certified_anew(manager):
    payment = thousand(manager, back=1000)
    first = Receipt.objects.get(kind="gift")

    with pytest.raises(Refused, match="All of it went back"):
        receipts.replace(first, by=manager, reason="Wrong name")
    receipts.void(first, by=manager, reason="Wrong name")

    assert receipts.issue(payment) is None
    assert books() == (0, 0)


def test_answers_of_a_receipt_that_was_voided_are_voided_when_it_is_written_anew(manager, keeper):
    """As they were left behind when voiding a receipt left its answers standing."""
    payment = thousand(manager)
    write_void(Receipt.objects.get(kind="gift"), by=manager, reason="Wrong name")
    before = books()
    (found,) = listed(keeper)

    resolve("receipt", str(payment.pk), "issue", by=keeper)

    assert (before, found.kind) == ((700, -300), "receipt")
    assert papers()[3:] == [("gift", 1000), ("void", 300), ("back", -300)]
    assert (books(), listed(keeper)) == ((700, 700), [])


def test_money_that_came_back_while_a_paper_says_it_went_is_found_and_put_right(manager, keeper, monkeypatch):
    payment = paid()

    def told(kind: str, minor: int) -> None:
        amount = Money(minor, "EUR")
        giving.apply(fact(payment.donation, kind=kind, reference="dp", of=payment.reference, amount=amount))

    told("dispute", -800)
    with monkeypatch.context() as patch:
        patch.setattr(receipts, "follow", lambda _payment: None)
        told("reinstated", 800)
    before = books()
    (found,) = [one for one in listed(keeper) if one.kind != "active"]

    resolve("uneven", str(payment.pk), "void", by=keeper, note="The bank gave it back")

    assert (before, found.kind, found.amount) == ((800, 0), "uneven", Money(-800, "EUR"))
    assert found.text.endswith("the papers that stand certify €0.00, and €8.00 are left of the payment.")
    assert (books(), listed(keeper)) == ((800, 800), [])


def test_a_payment_without_receipt_is_missed_though_part_of_it_went_back(issuer, manager, keeper):
    Issuer.objects.filter(pk=issuer.pk).update(rule="us_501c3")
    part = thousand(manager)
    thousand(manager, back=1000)

    assert [(one.kind, one.about) for one in listed(keeper)] == [("receipt", str(part.pk))]


def test_a_rule_that_is_gone_is_something_in_the_way_and_stops_no_payment(issuer):
    Issuer.objects.filter(pk=issuer.pk).update(rule="atlantis")

    payment = paid()

    assert receipts.obstacles(payment)[0].startswith("“atlantis” is no rule for receipts.")


def test_benefits_that_a_rule_does_not_bear_are_named_by_the_discrepancy(issuer, keeper):
    Issuer.objects.filter(pk=issuer.pk).update(rule="fr", language="fr", tax_id="W123456789")
    Tier.objects.create(name="Patron", currency="EUR", yearly_minor=100, benefits="Dinner", value_minor=700)
    payment = paid()

    (found,) = listed(keeper)

    assert found.text == " ".join(receipts.obstacles(payment))
    assert len(receipts.obstacles(payment)) > len(_without_tiers(payment))


def _without_tiers(payment) -> list[str]:
    Tier.objects.all().delete()
    return receipts.obstacles(payment)


# --- a year
def test_a_year_of_which_nothing_is_left_is_voided_and_the_refusal_says_so(manager):
    year = timezone.localdate().year - 1
    payment = paid(at=timezone.now().replace(year=year, month=3, day=1))
    member = Member.objects.get()
    stood = receipts.annual(member, year, by=manager)
    giving.refund(payment, amount=payment.amount, reason="Asked for it", by=manager)

    with pytest.raises(
        Refused, match=f"Nothing is left of what came in {year}. {stood.name} has been voided."
    ):
        receipts.annual(member, year, by=manager)
    with pytest.raises(Refused, match=rf"^Nothing is left of what came in {year}\.$"):
        receipts.annual(member, year, by=manager)

    paper = Receipt.objects.get(of=stood)
    assert (stood.voided, paper.issued_by) == (True, manager)
    assert member.letters.filter(receipt=paper).count() == 1
    told = outbox.outbox[-1]
    assert told.subject == f"Your receipt {stood.name} from The Paper no longer holds"
    assert f"receipt {stood.name} is void." in told.body


def test_a_line_that_stands_on_the_year_alone_is_put_right_by_writing_the_year_anew(manager, keeper):
    year = timezone.localdate().year - 1
    payment = paid(at=timezone.now().replace(year=year, month=3, day=1))
    paid(payment.donation, at=payment.at + timedelta(days=2))

    def told(kind: str, minor: int) -> None:
        amount = Money(minor, "EUR")
        giving.apply(fact(payment.donation, kind=kind, reference="dp", of=payment.reference, amount=amount))

    told("dispute", -800)
    receipts.annual(Member.objects.get(), year, by=manager)
    told("reinstated", 800)
    (found,) = listed(keeper)

    with pytest.raises(Refused, match="on a year’s receipt alone"):
        resolve("uneven", str(payment.pk), "void", by=keeper, note="The bank gave it back")
    receipts.annual(Member.objects.get(), year, by=manager)

    assert (found.kind, found.about) == ("uneven", str(payment.pk))
    assert (books(), listed(keeper)) == ((1600, 1600), [])


# --- at once
def together(one, two) -> list[str]:
    """What becomes of two that run at the same time."""
    return sorted(str(each) if isinstance(each, BaseException) else "done" for each in at_once(one, two))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_replace_a_receipt_at_once_the_second_is_told_and_one_stands(manager, monkeypatch):
    paid()
    receipt, real, both = Receipt.objects.get(), answering.void, threading.Barrier(2)

    def meet(*told, **more):
        """Whoever has been let through waits for the other one, a while."""
        with suppress(threading.BrokenBarrierError):
            both.wait(1.5)
        return real(*told, **more)

    monkeypatch.setattr(answering, "void", meet)

    def work():
        receipts.replace(Receipt.objects.get(pk=receipt.pk), by=manager, reason="Wrong name")

    found = together(work, work)

    standing = Receipt.objects.filter(kind="gift").exclude(answers__kind="void")
    assert (found[0], found[1]) == (
        "This receipt has been voided already. Issue a new one from the gift.",
        "done",
    )
    assert (standing.count(), Receipt.objects.count()) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_what_goes_back_while_its_receipt_is_replaced_answers_the_new_one(manager, monkeypatch):
    payment = paid()
    receipt, real, begun = Receipt.objects.get(), answering.void, threading.Event()

    def slow(*told, **more):
        begun.set()
        threading.Event().wait(0.8)
        return real(*told, **more)

    monkeypatch.setattr(answering, "void", slow)

    def replace():
        receipts.replace(receipt, by=manager, reason="Wrong name")

    def back():
        begun.wait(10)
        amount = Money(-300, "EUR")
        giving.apply(
            fact(payment.donation, kind="refund", reference="b", of=payment.reference, amount=amount)
        )

    found = together(replace, back)

    new = Receipt.objects.get(kind="gift", of=receipt)
    assert found == ["done", "done"]
    assert [paper.of for paper in Receipt.objects.filter(kind="back")] == [new]
    assert books() == (500, 500)
