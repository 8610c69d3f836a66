"""Bank statements taken in: what is booked, what is not and why, and that twice is once."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import bank_files, bank_imports, giving
from membership.books import discrepancies
from membership.models import BankCredit, BankStatement, Donation, Letter, Payment, Status
from membership.money import Money, locales
from membership.transfers import references
from tests.builders.bank_files import csv, pledge, seen
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, person
from tests.driving.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person("petra", "receive_donation", "close_books")


# --- what would happen
def test_a_transfer_with_our_reference_is_booked_for_its_gift():
    gift = pledge()

    found = bank_imports.preview(csv((f"Gift {gift.reference}", "8.00")), "march.csv")

    (line,) = found.lines
    assert (line.outcome, line.donation, line.why) == ("books", gift, "")
    assert [(total.outcome, total.count, total.amounts) for total in found.totals] == [
        ("books", 1, (Money(800, "EUR"),))
    ]
    assert (BankStatement.objects.count(), BankCredit.objects.count(), Payment.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " "),
        lambda text: f"SVWZ+{text}+",
        lambda text: text.replace("0", "O"),
    ],
)
def test_the_reference_is_known_however_the_donor_and_the_bank_write_it(write):
    gift = pledge(reference="HL-7K4Q-VX")

    assert references.read("HL-7K4Q-VX") == "HL-7K4Q-VX"
    assert seen((write(gift.reference), "8.00")) == [("books", "")]


def test_another_amount_is_booked_as_it_came_and_said_so():
    gift = pledge()

    assert seen((gift.reference, "5.00")) == [("books", "€8.00 was promised. It is booked as it came.")]


def test_what_does_not_match_is_told_with_its_reason():
    paid, dollars, card = pledge(), pledge(currency="USD"), pledge(provider="stripe")
    one, two = pledge(), pledge()
    giving.apply(fact(paid, at=timezone.now() - timedelta(days=3)))
    stranger = references.make("HL")

    found = seen(
        ("Thank you for the herring story", "20.00"),
        (paid.reference, "8.00"),
        (dollars.reference, "8.00"),
        (card.reference, "8.00"),
        (f"{one.reference} and {two.reference}", "16.00"),
        (stranger, "8.00"),
    )

    day = timezone.localdate() - timedelta(days=3)
    assert [outcome for outcome, _why in found] == [
        "unmatched", "paid", "currency", "elsewhere", "several", "unknown",
    ]  # fmt: skip
    assert [why for _outcome, why in found] == [
        "No reference of ours is in its text.",
        f"The gift was paid in full on {locales.day(day, short=True)}.",
        "The gift was promised in USD.",
        "This gift is paid through a provider, not by transfer.",
        f"It names several gifts: {one.reference}, {two.reference}.",
        f"We have given out no such reference: {stranger}.",
    ]


def test_the_second_transfer_for_a_single_pledge_in_one_file_is_left_to_a_person():
    gift = pledge()

    found = seen((gift.reference, "8.00"), (gift.reference, "8.00", "Jonas Adler", "2026-03-09"))

    assert [outcome for outcome, _why in found] == ["books", "paid"]


def test_a_part_is_followed_by_the_rest():
    gift = pledge()

    found = seen((gift.reference, "3.00"), (gift.reference, "5.00"), (gift.reference, "1.00"))

    assert [outcome for outcome, _why in found] == ["books", "books", "paid"]


def test_what_staff_have_marked_as_received_by_hand_is_not_booked_again(manager):
    gift = pledge(interval="monthly")
    today = timezone.localdate()
    giving.receive(gift, by=manager, amount=Money(800, "EUR"), at=today)

    found = seen((gift.reference, "8.00", "Jonas Adler", f"{today}"))

    why = f"€8.00 was marked received by hand on {locales.day(today, short=True)}. Is it the same transfer?"
    assert found == [("paid", why)]


def test_references_of_a_paper_that_has_changed_its_name_are_still_known():
    gift = pledge(reference=references.make("QX"))

    assert seen((gift.reference, "8.00")) == [("books", "")]


# --- suggestions
def test_a_payer_who_has_paid_before_is_suggested(manager):
    gift = pledge(interval="monthly", name="", email="x@reader.example")
    bank_imports.take_in(csv((gift.reference, "8.00", "ODUYA, HÁNNE")), "feb.csv", manager)

    (found,) = bank_imports.suggestions([("Hanne Oduya", Money(800, "EUR"), "")])

    assert [(one.donation, one.why) for one in found] == [(gift, "The same payer has paid for it before.")]


def test_an_open_pledge_of_the_same_name_and_amount_is_suggested():
    gift = pledge()
    pledge(name="Somebody Else")

    found = bank_imports.suggestions(
        [
            ("oduya hanne", Money(800, "EUR"), ""),
            ("Hanne Oduya", Money(900, "EUR"), ""),
            ("", Money(800, "EUR"), ""),
        ]
    )

    assert [[(one.donation, one.why) for one in some] for some in found] == [
        [(gift, "The name and the amount are the same.")],
        [],
        [],
    ]


# --- taking in
def test_taking_in_books_what_matches_and_keeps_the_rest(manager):
    gift, monthly = pledge(), pledge(interval="monthly")
    data = csv(
        (gift.reference, "8.00"),
        (monthly.reference, "5.00"),
        ("For the choir", "20.00"),
        ("Rent", "-412.30"),
    )

    report = bank_imports.take_in(data, "march.csv", manager)

    assert [(line.donation, line.amount, line.note) for line in report.booked] == [
        (gift, Money(800, "EUR"), ""),
        (monthly, Money(500, "EUR"), "€8.00 was promised"),
    ]
    assert [row.text for row in report.waiting] == ["For the choir"]
    assert (gift.status, monthly.status) == (Status.RECEIVED, Status.ACTIVE)
    assert timezone.localdate(report.booked[0].at) == date(2026, 3, 2)
    assert report.booked[0].recorded_by == manager
    assert Letter.objects.filter(kind="thanks").count() == 2
    row = BankStatement.objects.get()
    assert (row.name, row.format, row.first_day, row.taken_by) == (
        "march.csv", "CSV", date(2026, 3, 2), manager,
    )  # fmt: skip
    assert [one.kind for one in discrepancies.listed(manager) if one.kind == "credit"] == ["credit"]


def test_the_same_file_a_second_time_is_refused_with_the_day_of_the_first(manager):
    data = csv((pledge().reference, "8.00"), ("For the choir", "20.00"))
    bank_imports.take_in(data, "march.csv", manager)

    with pytest.raises(giving.Refused, match=r"This file was taken in on .* by petra\. Nothing was booked"):
        bank_imports.take_in(data, "renamed.csv", manager)

    assert bank_imports.preview(data, "again.csv").taken == BankStatement.objects.get()
    assert (Payment.objects.count(), BankCredit.objects.count()) == (1, 2)


def test_an_overlapping_file_brings_only_what_is_new(manager):
    gift, other = pledge(), pledge()
    first = (gift.reference, "8.00"), ("For the choir", "20.00")
    bank_imports.take_in(csv(*first), "march.csv", manager)

    report = bank_imports.take_in(csv(*first, (other.reference, "8.00")), "april.csv", manager)

    assert (report.known, [line.donation for line in report.booked], report.waiting) == (2, [other], [])
    assert (Payment.objects.count(), BankCredit.objects.count()) == (2, 3)


def test_each_instalment_of_a_repeated_pledge_is_booked(manager):
    gift = pledge(interval="monthly")
    lines = [(gift.reference, "8.00", "Hanne", f"2026-0{month}-02") for month in (1, 2, 3)]

    bank_imports.take_in(csv(*lines), "quarter.csv", manager)

    assert gift.received == Money(2400, "EUR")


def test_only_those_who_may_mark_gifts_as_received_take_statements_in():
    gift = pledge()

    with pytest.raises(PermissionDenied):
        bank_imports.take_in(csv((gift.reference, "8.00")), "march.csv", person("rita", "view_donation"))
    assert (Payment.objects.count(), BankStatement.objects.count()) == (0, 0)


def test_a_file_that_cannot_be_read_leaves_nothing(manager):
    with pytest.raises(bank_files.Unreadable, match="PDF"):
        bank_imports.take_in(b"%PDF-1.7", "march.pdf", manager)
    assert BankStatement.objects.count() == 0


def test_a_credit_is_booked_for_the_gift_that_a_person_names(manager):
    gift = pledge()
    report = bank_imports.take_in(csv(("For the choir", "20.00")), "march.csv", manager)

    payments = {bank_imports.book(report.waiting[0], gift, manager) for _click in range(2)}

    (payment,) = payments
    assert (payment.amount, payment.note) == (Money(2000, "EUR"), "€8.00 was promised")
    assert bank_imports.payments_of(BankCredit.objects.all()) == {report.waiting[0].pk: payment}
    with pytest.raises(giving.Refused, match="booked for"):
        bank_imports.book(report.waiting[0], pledge(), manager)


def test_looking_at_many_lines_takes_as_many_queries_as_looking_at_one(django_assert_num_queries):
    gifts = [pledge() for _ in range(30)]
    one, many = csv((gifts[0].reference, "8.00")), csv(*((gift.reference, "8.00") for gift in gifts))

    with django_assert_num_queries(8):
        bank_imports.preview(one, "a.csv")
    with django_assert_num_queries(8):
        bank_imports.preview(many, "b.csv")


def test_money_for_a_pledge_that_has_lapsed_is_booked_all_the_same(manager):
    gift = pledge()
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=timezone.now() - timedelta(days=60))
    giving.remind()
    assert gift.status == Status.FAILED

    bank_imports.take_in(csv((gift.reference, "8.00")), "march.csv", manager)

    assert gift.status == Status.RECEIVED


@pytest.mark.django_db(transaction=True)
def test_two_people_who_take_in_one_file_at_once_book_it_once():
    people = [person(name, "receive_donation") for name in ("petra", "paul")]
    data = csv((pledge().reference, "8.00"), ("For the choir", "20.00"))

    ends = at_once(*(partial(bank_imports.take_in, data, "march.csv", one) for one in people))

    refused = [one for one in ends if isinstance(one, BaseException)]
    assert (len(ends), [type(one) for one in refused]) == (2, [giving.Refused])
    assert (Payment.objects.count(), BankCredit.objects.count(), BankStatement.objects.count()) == (1, 2, 1)
