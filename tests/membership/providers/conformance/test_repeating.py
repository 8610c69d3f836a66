"""Gifts that are repeated: month by month, year by year, failing, mended, ended."""

from __future__ import annotations

import pytest

from membership.models import Status
from membership.money import Money
from tests.membership.providers.conformance.driver import books, ledger, needs

pytestmark = pytest.mark.once

each_interval = pytest.mark.parametrize("interval", ["monthly", "yearly"])


@each_interval
def test_the_first_payment_makes_it_active(driver, interval):
    gift = driver.paid(interval=interval)

    assert (ledger(gift), gift.status, gift.interval) == (["payment 1234"], Status.ACTIVE, interval)
    assert gift.member is not None


@each_interval
@needs("renew")
def test_each_renewal_is_another_payment(driver, interval):
    gift = driver.paid(interval=interval)

    driver.renew(gift)
    driver.renew(gift)

    assert (ledger(gift), gift.received) == (["payment 1234"] * 3, Money(3702, "EUR"))
    assert gift.status == Status.ACTIVE
    assert gift.letters.filter(kind="thanks").count() == 3


@each_interval
@needs("renewal_fails")
def test_a_renewal_that_fails_is_overdue_and_its_donor_is_told(driver, interval):
    gift = driver.paid(interval=interval)

    driver.renewal_fails(gift)

    assert (ledger(gift)[:2], gift.status) == (["payment 1234", "failed 0"], Status.PAST_DUE)
    assert gift.letters.filter(kind__in=["failed", "last-try"]).exists()


@each_interval
@needs("renewal_fails", "recover")
def test_a_renewal_that_is_mended_goes_on(driver, interval):
    gift = driver.paid(interval=interval)

    driver.renewal_fails(gift)
    driver.recover(gift)

    assert [line for line in ledger(gift) if line != "failed 0"] == ["payment 1234"] * 2
    assert gift.status == Status.ACTIVE


@needs("renewal_fails", "recover")
def test_a_failure_that_is_heard_of_after_it_was_mended_writes_no_letter(driver):
    gift = driver.paid(interval="monthly")
    driver.renewal_fails(gift)
    driver.recover(gift)
    before = books(gift)

    driver.tell_all(lambda told: told[::-1])

    assert books(gift) == before


@each_interval
@needs("renewal_fails", "gives_up")
def test_a_provider_that_gives_up_ends_the_gift(driver, interval):
    gift = driver.paid(interval=interval)

    driver.gives_up(gift)

    assert (gift.status, gift.received) == (Status.ENDED, Money(1234, "EUR"))
    assert gift.letters.filter(kind="ended").count() == 1


@needs("decline")
def test_a_repeated_gift_whose_first_payment_fails_does_not_begin(driver):
    gift = driver.begin(interval="monthly")

    driver.decline(gift)

    # Whether a try that failed is told before the page closes differs; money and a member there are none.
    assert gift.status in {Status.FAILED, Status.PROMISED}
    assert (gift.received, books(gift).member, books(gift).letters) == (Money(0, "EUR"), False, ())


@needs("dispute")
def test_a_dispute_of_a_repeated_gift_takes_one_payment_only(driver):
    gift = driver.paid(interval="monthly")
    driver.renew(gift)

    driver.dispute(gift)

    assert gift.received == Money(1234, "EUR")
    assert ledger(gift) == ["payment 1234", "payment 1234", "dispute -1234"]


@needs("renew", "refund_there")
def test_an_older_payment_can_be_given_back(driver):
    gift = driver.paid(interval="monthly")
    driver.refund_there(gift, 234)

    driver.renew(gift)
    driver.tell_all(lambda told: told[::-1])

    assert sorted(ledger(gift)) == ["payment 1234", "payment 1234", "refund -234"]
