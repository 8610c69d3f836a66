"""Money that comes, that is on its way, and that does not come."""

from __future__ import annotations

import pytest

from membership import giving
from membership.models import Letter, Payment, Status
from membership.money import Money
from tests.membership.providers.conformance.driver import books, ledger, needs

pytestmark = pytest.mark.once

#: Currencies with two, no and three decimals.
AMOUNTS = [Money(1234, "EUR"), Money(1235, "JPY"), Money(12340, "KWD")]


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda amount: amount.currency)
def test_what_is_paid_is_one_payment_to_the_smallest_coin(driver, amount):
    gift = driver.paid(amount)

    payment = Payment.objects.get()
    assert (payment.donation, payment.kind, payment.amount) == (gift, "payment", amount)
    assert (gift.status, gift.received, gift.member.email) == (Status.RECEIVED, amount, gift.email)
    assert Letter.objects.filter(donation=gift, kind="thanks").count() == 1


@pytest.mark.parametrize("order", [list, lambda told: told[::-1], lambda told: [*told, *told[::-1]]])
def test_what_is_told_again_in_any_order_changes_nothing(driver, order):
    gift = driver.paid()
    before = books(gift)

    driver.tell_all(order)

    assert (books(gift), before.ledger) == (before, (("payment", 1234, "EUR"),))


def test_asking_after_a_gift_that_is_paid_changes_nothing(driver):
    gift = driver.paid()
    before = books(gift)

    giving.apply_all(driver.provider.fetch(gift.provider_reference))

    assert books(gift) == before


@needs("decline")
def test_a_payment_that_is_declined_leaves_no_money_and_can_be_tried_again(driver):
    gift = driver.begin()

    driver.decline(gift)
    assert (ledger(gift), gift.status) == (["failed 0"], Status.FAILED)
    driver.pay(gift)

    assert (ledger(gift), gift.status) == (["failed 0", "payment 1234"], Status.RECEIVED)


@needs("decline")
def test_declined_twice_is_two_tries(driver):
    gift = driver.begin()

    driver.decline(gift)
    driver.decline(gift)

    assert (ledger(gift), books(gift).letters) == (["failed 0", "failed 0"], ())


@needs("debit", "arrive")
def test_a_bank_debit_is_on_its_way_until_it_arrives(driver):
    gift = driver.begin()

    driver.debit(gift)
    assert (ledger(gift), gift.status, books(gift).member) == ([], Status.PROCESSING, False)
    driver.arrive(gift)

    assert (ledger(gift), gift.status) == (["payment 1234"], Status.RECEIVED)


@needs("debit", "bounce")
def test_a_bank_debit_that_comes_back_leaves_no_money(driver):
    gift = driver.begin()

    driver.debit(gift)
    driver.bounce(gift)

    assert (ledger(gift), gift.status, gift.received.minor) == (["failed 0"], Status.FAILED, 0)


@needs("expire")
def test_a_page_that_was_left_open_closes_without_money(driver):
    gift = driver.begin()

    driver.expire(gift)

    assert (ledger(gift), gift.status, books(gift).letters) == ([], Status.FAILED, ())


@needs("decline")
def test_tries_that_failed_before_the_first_payment_write_no_letter(driver):
    gift = driver.begin(interval="monthly")

    driver.decline(gift)
    driver.pay(gift)
    driver.tell_all(lambda told: told[::-1])

    assert books(gift).letters == ("thanks",)
