"""What a donor does to a repeated gift: whether the provider carries it out or our own rows do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import giving
from membership.giving import Actor
from membership.models import Status
from membership.money import Money
from membership.periods import after
from tests.membership.providers.conformance.driver import books, ledger, needs

pytestmark = pytest.mark.once


def test_the_amount_is_changed_from_the_next_payment_on(driver):
    gift = driver.paid(interval="monthly")

    giving.change_amount(gift, Money(2000, "EUR"), driver.actor(gift))
    assert (driver.fresh(gift).amount, gift.received) == (Money(2000, "EUR"), Money(1234, "EUR"))
    driver.renew(driver.fresh(gift))

    assert ledger(gift) == ["payment 1234", "payment 2000"]


def test_changing_to_and_fro_is_no_repetition(driver):
    gift = driver.paid(interval="monthly")

    seen = []
    for minor in (2000, 1234, 2000):
        giving.change_amount(gift, Money(minor, "EUR"), driver.actor(gift))
        seen.append(driver.fresh(gift).amount.minor)

    assert seen == [2000, 1234, 2000]


def another_day(gift) -> date:
    """Early next month, and not the day on which the gift is due as it is."""
    today = timezone.localdate()
    second = (today.replace(day=1) + timedelta(days=32)).replace(day=2)
    return second + timedelta(days=giving.next_due(gift).day == 2)


def test_the_day_is_changed_and_the_later_payments_keep_it(driver):
    gift = driver.paid(interval="monthly")
    day = another_day(gift)

    giving.change_day(gift, day, driver.actor(gift))
    due = giving.next_due(driver.fresh(gift))
    at_once = ledger(gift)
    driver.comes_round(driver.fresh(gift), day)

    assert timezone.localdate(due) == day
    assert (at_once, ledger(gift)) == (["payment 1234"], ["payment 1234", "payment 1234"])
    assert timezone.localdate(giving.next_due(driver.fresh(gift))) == timezone.localdate(
        after(due, "monthly")
    )
    assert gift.letters.filter(kind="changed").count() == 1
    assert driver.fresh(gift).status == Status.ACTIVE


def test_a_day_is_changed_once_however_often_it_is_asked_for(driver):
    gift = driver.paid(interval="monthly")
    day = another_day(gift)

    told = [giving.change_day(driver.fresh(gift), day, driver.actor(gift)) for _click in range(2)]

    assert told[0] == told[1]
    assert gift.letters.filter(kind="changed").count() == 1


def test_a_day_of_a_month_that_is_paid_is_refused(driver):
    gift = driver.paid(interval="monthly")
    before = books(gift)

    with pytest.raises(giving.Refused, match="so that no payment is made twice"):
        giving.change_day(gift, timezone.localdate(), driver.actor(gift))

    assert books(gift) == before


def test_the_day_of_a_paused_gift_waits_until_it_goes_on(driver):
    gift = driver.paid(interval="monthly")
    giving.pause(gift, driver.actor(gift))

    with pytest.raises(giving.Refused, match="The gift is paused"):
        giving.change_day(driver.fresh(gift), another_day(gift), driver.actor(gift))

    assert driver.fresh(gift).status == Status.PAUSED


def test_the_day_can_be_changed_again_and_the_amount_with_it(driver):
    gift = driver.paid(interval="monthly")
    day = another_day(gift)

    giving.change_day(gift, day, driver.actor(gift))
    giving.change_amount(driver.fresh(gift), Money(2000, "EUR"), driver.actor(gift))
    giving.change_day(driver.fresh(gift), day + timedelta(days=4), driver.actor(gift))
    due = giving.next_due(driver.fresh(gift))
    driver.comes_round(driver.fresh(gift), day + timedelta(days=4))

    assert timezone.localdate(due) == day + timedelta(days=4)
    assert ledger(gift) == ["payment 1234", "payment 2000"]


@needs("renewal_fails")
def test_the_day_of_a_gift_whose_payment_is_not_settled_stays(driver):
    gift = driver.paid(interval="monthly")
    driver.renewal_fails(gift)

    with pytest.raises(giving.Refused, match="not settled"):
        giving.change_day(driver.fresh(gift), another_day(gift), driver.actor(gift))

    assert driver.fresh(gift).status == Status.PAST_DUE


def test_a_gift_is_paused_and_goes_on(driver):
    gift = driver.paid(interval="monthly")

    giving.pause(gift, driver.actor(gift))
    assert driver.fresh(gift).status == Status.PAUSED
    giving.resume(gift, driver.actor(gift))

    assert driver.fresh(gift).status == Status.ACTIVE


def test_a_pause_until_a_day_says_when_it_goes_on(driver):
    gift, until = driver.paid(interval="monthly"), timezone.now().replace(microsecond=0) + timedelta(days=70)

    giving.pause(gift, driver.actor(gift), until=until)

    assert driver.fresh(gift).latest_report.next_at == until
    assert until <= giving.next_due(driver.fresh(gift)) <= until + timedelta(days=31)


def test_a_changed_amount_outlives_a_pause(driver):
    gift = driver.paid(interval="monthly")

    giving.pause(gift, driver.actor(gift))
    giving.change_amount(gift, Money(2000, "EUR"), driver.actor(gift))
    assert driver.fresh(gift).status == Status.PAUSED
    giving.resume(gift, driver.actor(gift))

    assert (driver.fresh(gift).status, driver.fresh(gift).amount) == (Status.ACTIVE, Money(2000, "EUR"))


def test_a_gift_that_is_stopped_has_ended_and_stopping_it_twice_is_no_mistake(driver):
    gift = driver.paid(interval="monthly")

    for _click in range(2):
        giving.stop(gift, driver.actor(gift))

    assert driver.fresh(gift).status == Status.ENDED
    assert gift.letters.filter(kind="ended").count() == 1
    with pytest.raises(giving.Refused, match="This gift has ended"):
        giving.pause(gift, driver.actor(gift))


def test_nobody_steers_the_gift_of_another(driver):
    gift, other = driver.paid(interval="monthly"), driver.paid(interval="monthly")

    for actor in (Actor(), driver.actor(other)):
        with pytest.raises(PermissionDenied):
            giving.stop(gift, actor)
        with pytest.raises(PermissionDenied):
            giving.change_day(gift, another_day(gift), actor)

    assert driver.fresh(gift).status == Status.ACTIVE


def test_a_gift_that_is_made_once_is_not_steered(driver):
    gift = driver.paid()

    with pytest.raises(giving.Refused, match="made once"):
        giving.pause(gift, driver.actor(gift))


@needs("steers")
def test_the_provider_answers_each_change_with_how_the_gift_stands(driver):
    gift = driver.paid(interval="monthly")
    subscription, due = gift.latest_report.subscription, gift.latest_report.next_at + timedelta(days=3)

    told = [
        driver.provider.change_amount(subscription, Money(2000, "EUR"), key="a"),
        driver.provider.change_day(subscription, due, key="f"),
        driver.provider.pause(subscription, until=None, key="b"),
        driver.provider.resume(subscription, key="c"),
        driver.provider.cancel(subscription, at_period_end=True, key="d"),
        driver.provider.cancel(subscription, at_period_end=False, key="e"),
    ]

    assert [[(one.state, one.amount, one.subscription) for one in some] for some in told] == [
        [(state, Money(2000, "EUR"), subscription)]
        for state in ("active", "active", "paused", "active", "active", "ended")
    ]
    assert (told[1][0].next_at, told[3][0].ends_at, told[4][0].ends_at is not None) == (due, None, True)


@needs("portal")
def test_the_page_for_the_card_is_the_providers_own(driver):
    gift = driver.paid(interval="monthly")

    url = driver.provider.portal_url(gift.latest_report.customer, "/membership/me/")

    assert url.startswith(("https://", "http://127.0.0.1"))
