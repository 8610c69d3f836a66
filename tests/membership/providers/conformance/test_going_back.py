"""Money that goes back: given back by us, on the provider's pages, or taken by a bank."""

from __future__ import annotations

from itertools import permutations

import pytest

from membership import giving
from membership.models import RefundOrder, Status
from membership.money import Money
from tests.builders.gifts import person
from tests.membership.providers.conformance.driver import books, ledger, needs

pytestmark = pytest.mark.once


@pytest.fixture
def manager(db):
    return person("paul", "refund_donation")


def give_back(driver, gift, minor, by):
    payment = driver.payment(gift)
    return giving.refund(payment, amount=Money(minor, payment.currency), reason="Asked for it", by=by)


@pytest.mark.parametrize(
    "amount", [Money(1234, "EUR"), Money(1235, "JPY"), Money(12340, "KWD")], ids=lambda money: money.currency
)
def test_a_whole_payment_is_given_back_to_the_smallest_coin(driver, manager, amount):
    gift = driver.paid(amount)

    (line,) = give_back(driver, gift, amount.minor, manager)

    assert (line.amount, line.of) == (-amount, driver.payment(gift).reference)
    assert (gift.received, gift.status) == (Money(0, amount.currency), Status.GIVEN_BACK)


def test_parts_are_given_back_until_nothing_is_left(driver, manager):
    gift = driver.paid()

    give_back(driver, gift, 234, manager)
    assert (gift.received, gift.status) == (Money(1000, "EUR"), Status.RECEIVED)
    give_back(driver, gift, 1000, manager)

    assert ledger(gift) == ["payment 1234", "refund -234", "refund -1000"]
    assert gift.status == Status.GIVEN_BACK


def test_more_than_is_left_is_never_given_back(driver, manager):
    gift = driver.paid()
    give_back(driver, gift, 1000, manager)

    with pytest.raises(giving.Refused, match=r"Of this payment, €2\.34 can be given back"):
        give_back(driver, gift, 235, manager)

    assert ledger(gift) == ["payment 1234", "refund -1000"]


def test_what_was_given_back_is_not_given_back_again_when_it_is_told_again(driver, manager):
    gift = driver.paid()
    give_back(driver, gift, 500, manager)
    before = books(gift)

    driver.tell_all()
    driver.tell_all(lambda told: told[::-1])

    assert books(gift) == before
    assert gift.received == Money(734, "EUR")


@needs("away", "refunds")
def test_an_order_that_was_not_answered_goes_on_under_its_own_key(driver, manager):
    gift = driver.paid()
    driver.away()
    with pytest.raises(Exception, match=r"\w"):
        give_back(driver, gift, 500, manager)
    driver.back_again()

    give_back(driver, gift, 500, manager)

    orders = RefundOrder.objects.filter(answer__isnull=True)
    assert (ledger(gift), orders.count()) == (["payment 1234", "refund -500"], 1)


@needs("refund_there")
def test_what_is_given_back_on_the_providers_pages_reaches_our_books(driver):
    gift = driver.paid()

    driver.refund_there(gift, 234)
    driver.refund_there(gift, 1000)

    assert ledger(gift) == ["payment 1234", "refund -234", "refund -1000"]
    assert gift.status == Status.GIVEN_BACK


@needs("dispute")
def test_a_dispute_takes_the_money_away(driver):
    gift = driver.paid()

    driver.dispute(gift)

    assert (ledger(gift), gift.status) == (["payment 1234", "dispute -1234"], Status.GIVEN_BACK)


@needs("dispute", "win")
def test_a_dispute_that_is_won_brings_it_back(driver):
    gift = driver.paid()

    driver.dispute(gift)
    driver.win(gift)

    assert ledger(gift) == ["payment 1234", "dispute -1234", "reinstated 1234"]
    assert (gift.received, gift.status) == (Money(1234, "EUR"), Status.RECEIVED)


@needs("dispute", "win", "refund_there")
def test_a_part_given_back_and_the_rest_won_back_is_told_in_any_order(driver):
    gift = driver.paid()
    driver.refund_there(gift, 234)
    driver.dispute(gift)
    driver.win(gift)
    before = books(gift)

    for order in list(permutations(range(4)))[::5]:
        driver.tell_all(lambda told, order=order: [told[place % len(told)] for place in order])

    assert books(gift) == before
    assert ledger(gift) == ["payment 1234", "refund -234", "dispute -1000", "reinstated 1000"]
    assert (gift.received, gift.status) == (Money(1000, "EUR"), Status.RECEIVED)


@needs("refunds")
def test_giving_back_twice_with_one_key_is_giving_back_once(driver):
    gift = driver.paid()
    told = driver.provider.refund(driver.payment(gift).reference, Money(100, "EUR"), key="one")

    again = driver.provider.refund(driver.payment(gift).reference, Money(100, "EUR"), key="one")

    refunds = [
        {one.reference for one in some if getattr(one, "kind", "") == "refund"} for some in (told, again)
    ]
    assert (refunds[0], len(refunds[0])) == (refunds[1], 1)
