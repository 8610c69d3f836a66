"""What needs a hand is asked of a few rows, and is what all rows would tell."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from membership import giving, receipts
from membership.books import discrepancies
from membership.books.discrepancies import ledger, listing
from membership.models import (
    BankCredit,
    BankStatement,
    Doubt,
    Issuer,
    Payment,
    Receipt,
    RefundAnswer,
    RefundOrder,
)
from membership.money import Money
from membership.refusals import Refused
from newsroom.models import User
from tests.builders.gifts import fact, make_donation
from tests.measuring.plans import goes_by, plans

pytestmark = pytest.mark.django_db
OF_ROWS = {"receipt", "counted", "uneven", "credit", "order", "twice"}


def told() -> set[tuple[str, str]]:
    return {(one.kind, one.about) for one in listing._asked(OF_ROWS)}


def told_of_all(monkeypatch) -> set[tuple[str, str]]:
    """The same questions, asked of every row there is."""
    everything = {Doubt.LINE: Payment, Doubt.CREDIT: BankCredit, Doubt.ORDER: RefundOrder}
    with monkeypatch.context() as patch:
        patch.setattr(
            Doubt,
            "rows",
            lambda what, _kind: everything[what].objects.order_by().values_list("pk", flat=True),
        )
        return told()


class Books:
    """Gifts, refunds, papers, credits and orders, one act after another."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.by = User.objects.create_superuser("petra")
        self.statement = BankStatement.objects.create(name="a", digest="a", format="csv", taken_by=self.by)
        self.number = 0

    def act(self) -> None:
        does = self.pick.choice((self.pay, self.pay, self.pay, self.back, self.back, self.again, self.void,
                                 self.issue, self.credit, self.book, self.order, self.settle))  # fmt: skip
        self.number += 1
        does()

    def _payment(self) -> Payment | None:
        return self.pick.choice([*Payment.objects.filter(kind="payment").select_related("donation"), None])

    def pay(self) -> None:
        who = self.pick.choice(("ada", "bo", "cy"))
        gift = make_donation(
            reference=f"HL-{self.number}", provider="pledge", email=f"{who}@reader.example", name=who.title(),
            minor=self.pick.choice((800, 900)),
        )  # fmt: skip
        at = timezone.now() - timedelta(minutes=self.pick.choice((1, 3, 4, 90, 60 * 24 * 80)))
        giving.apply(fact(gift, reference=f"pay-{self.number}", at=at))

    def back(self) -> None:
        if payment := self._payment():
            kind = self.pick.choice(("refund", "dispute"))
            self._apply(payment, kind, -self.pick.choice((payment.minor, 300)), f"back-{self.number}")

    def again(self) -> None:
        line = self.pick.choice([*Payment.objects.filter(kind="dispute").select_related("donation"), None])
        if line is not None:
            paid = Payment.objects.get(provider=line.provider, kind="payment", reference=line.of)
            self._apply(paid, "reinstated", -line.minor, line.reference)

    def _apply(self, payment: Payment, kind: str, minor: int, reference: str) -> None:
        told = fact(
            payment.donation, kind=kind, reference=reference, of=payment.reference, amount=Money(minor, "EUR")
        )
        try:
            giving.apply(told)
        except giving.Refused:
            return

    def void(self) -> None:
        receipt = self.pick.choice([*Receipt.objects.filter(kind="gift"), None])
        verb = self.pick.choice((receipts.void, receipts.replace))
        if receipt is not None:
            try:
                verb(receipt, by=self.by, reason="Wrong.")
            except Refused:
                return

    def issue(self) -> None:
        if payment := self._payment():
            receipts.issue(payment, by=self.by)

    def credit(self) -> None:
        BankCredit.objects.create(
            statement=self.statement, reference=f"{self.number}", minor=800, currency="EUR",
            booked_on=timezone.localdate(),
        )  # fmt: skip

    def book(self) -> None:
        credit = self.pick.choice([*BankCredit.objects.all(), None])
        if credit is not None and not Payment.objects.filter(reference=f"bank/{credit.pk}"):
            giving.receive_credit(make_donation(reference=f"HL-{self.number}"), credit, by=self.by)

    def order(self) -> None:
        if payment := self._payment():
            RefundOrder.objects.create(
                payment=payment, number=self.number, minor=300, reason="Asked.", by=self.by,
            )  # fmt: skip

    def settle(self) -> None:
        for kind, about in sorted(told())[:1]:
            how = {"receipt": "none", "credit": "not-ours", "twice": "meant"}.get(kind, "left")
            discrepancies.resolve(kind, about, how, by=self.by, note="Seen.")


@pytest.mark.parametrize("seed", range(3))
def test_random_books_need_the_same_hand_by_the_rows_in_doubt_as_by_all(seed, monkeypatch):
    monkeypatch.setattr(ledger, "ANSWERED_WITHIN", timedelta())
    books, seen = Books(seed), set()
    for number in range(50):
        books.act()
        if number == 15:
            Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2026, 11, 20))
        if number == 40:
            Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))
        if books.pick.random() < 0.3:
            discrepancies.look_again()
        if number % 10 == 9:
            assert told() == told_of_all(monkeypatch)
            seen |= {kind for kind, _about in told()}

    discrepancies.look_again()
    assert told() == told_of_all(monkeypatch)
    assert len(seen) >= 3
    assert not Doubt.objects.filter(kind=None).exists()


def test_a_row_that_is_right_is_in_doubt_no_longer():
    lost = giving.apply(fact(make_donation(), reference="pay-2", at=timezone.now() - timedelta(hours=2)))
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))
    paid = giving.apply(fact(make_donation(email="bo@reader.example")))
    assert Doubt.objects.filter(row=paid.pk).exists()

    discrepancies.look_again()

    looked_at = Doubt.objects.exclude(what=Doubt.PERSON)
    assert set(looked_at.values_list("what", "row", "kind")) == {("line", lost.pk, "receipt")}
    assert told() == {("receipt", str(lost.pk))}


def doubted() -> set[tuple[str, int]]:
    discrepancies.look_again()
    return set(Doubt.objects.exclude(what=Doubt.PERSON).values_list("what", "row"))


def test_what_was_settled_booked_carried_out_or_refused_is_in_doubt_no_longer(monkeypatch):
    monkeypatch.setattr(ledger, "ANSWERED_WITHIN", timedelta())
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))
    books = Books(1)
    payment = giving.apply(fact(make_donation()))
    for _number in range(2):
        books.number += 1
        books.credit()
    orders = [
        RefundOrder.objects.create(payment=payment, number=number, minor=300, reason="Asked.", by=books.by)
        for number in range(3)
    ]
    ours, not_ours = BankCredit.objects.order_by("pk")
    came = {("credit", ours.pk), ("credit", not_ours.pk)}
    assert doubted() == came | {("order", order.pk) for order in orders}

    giving.receive_credit(make_donation(), ours, by=books.by)
    discrepancies.resolve("credit", str(not_ours.pk), "not-ours", by=books.by, note="The shop’s.")
    books._apply(payment, "refund", -300, "back-1")
    RefundAnswer.objects.create(order=orders[1], outcome="refused")

    # What came back answers each order of its amount.
    assert doubted() == set()


def test_one_line_leaves_all_lines_of_its_payment_in_doubt_and_verify_asks_of_every_row(monkeypatch, capsys):
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))
    books = Books(1)
    payment = giving.apply(fact(make_donation()))
    monkeypatch.setattr(receipts, "follow", lambda line: None)
    books._apply(payment, "dispute", -800, "first")
    books._apply(payment, "reinstated", 800, "second")
    assert doubted() == set()

    # Now what came back belongs to this one, and the first is gone for good.
    books._apply(payment, "dispute", -800, "second")
    assert told() == told_of_all(monkeypatch) == {("counted", str(Payment.objects.get(reference="first").pk))}

    Doubt.objects.all().delete()
    call_command("verify")
    assert "what needs a hand: 0 right, 0 wrong, 1 made anew" in capsys.readouterr().out
    assert told() == told_of_all(monkeypatch)


def test_the_questions_go_by_the_rows_in_doubt():
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))
    giving.apply(fact(make_donation()))

    with plans("membership_doubt") as plan:
        told()

    assert len(plan) == 5
    assert all(goes_by([one], "doubt_row") for one in plan)
