"""What a bank took back stands in what needs a hand until somebody has settled it, and keeps its month open."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from membership import bank_imports, giving
from membership.books import closing, discrepancies
from membership.models import BankReturn, Letter
from membership.money import Money
from tests.builders.bank_files import pledge
from tests.builders.gifts import person, text
from tests.builders.returned import gift, manager, open_ones, paid, take, today  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


def test_it_stands_in_what_needs_a_hand_keeps_the_month_open_and_is_booked_back_there(gift, manager):
    paid(gift, manager)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)

    (found,) = open_ones(manager)
    with pytest.raises(closing.Refused, match="1 thing of this month does not add up yet"):
        closing.close(MARCH, manager)
    for _click in range(2):
        discrepancies.resolve("returned", found.about, "back", by=manager)

    assert gift.reference in found.text
    assert (found.amount, found.donation) == (Money(-1250, "EUR"), gift.pk)
    assert gift.received == Money(0, "EUR")
    assert Letter.objects.filter(kind="given-back").count() == 1
    assert closing.close(MARCH, manager).totals["EUR"]["refunds"] == -1250


@pytest.mark.parametrize("how", ["not-ours", "recorded"])
def test_it_is_settled_without_a_line_by_who_says_why(gift, manager, how):
    paid(gift, manager)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)

    discrepancies.resolve(
        "returned", open_ones(manager)[0].about, how, by=manager, note="It is the one of March"
    )

    assert (open_ones(manager), gift.received) == ([], Money(1250, "EUR"))
    assert closing.close(MARCH, manager).totals["EUR"]["refunds"] == 0


def test_what_matches_nothing_is_booked_back_for_the_gift_that_a_person_names(gift, manager, client):
    paid(gift, manager)
    row = take(("RC", "12,50", "RUECK", "Bank", "0305"), by=manager).statement
    (found,) = open_ones(manager)
    client.force_login(person("paula", "receive_donation", "view_bankstatement"))
    url = f"/admin/membership/bankstatement/{row.pk}/back/"
    entry = BankReturn.objects.get().pk

    wrong = client.post(url, {"returned": entry, "reference": "HL-0000-00"}, follow=True)
    bare = client.post(url, {"returned": entry}, follow=True)
    done = client.post(url, {"returned": entry, "reference": gift.reference.lower()}, follow=True)

    assert "back" not in {one.how for one in found.actions}
    assert "No gift has the reference “HL-0000-00”." in text(wrong)
    assert "no transfer of that name and amount" in text(bare)
    assert "are booked back" in text(done)
    assert gift.received == Money(0, "EUR")


def test_it_is_booked_back_once_whatever_gift_is_named_then(gift, manager):
    paid(gift, manager)
    other = pledge(minor=1250)
    paid(other, manager)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    row = BankReturn.objects.get()
    lines = {bank_imports.book_back(row, manager).pk for _click in range(2)}

    with pytest.raises(giving.Refused, match=f"booked back for {gift.reference} already"):
        bank_imports.book_back(row, manager, other)
    with pytest.raises(giving.Refused, match="already"):
        giving.take_back(other.payments.get(), row, by=manager)
    assert (len(lines), other.received) == (1, Money(1250, "EUR"))


def test_booking_back_needs_its_permission(gift, manager):
    payment = paid(gift, manager)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    row = BankReturn.objects.get()

    rita = person("rita", "view_donation")
    for act in (lambda by: bank_imports.book_back(row, by), lambda by: giving.take_back(payment, row, by=by)):
        with pytest.raises(PermissionDenied):
            act(rita)
        assert gift.received == Money(1250, "EUR")
