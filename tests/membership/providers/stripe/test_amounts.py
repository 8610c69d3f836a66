"""Stripe's units and ours: nothing is rounded, nothing is multiplied by a hundred by mistake."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.appeals.due_appeals import plain_presets
from membership.money import EXPONENTS, Money, cover, unit
from membership.money.limits import limits_for
from membership.providers.base import Declined, DoesNotFit
from membership.providers.stripe.amounts import CURRENCIES, from_stripe, step, to_stripe


@pytest.mark.parametrize(
    ("amount", "theirs"),
    [
        (Money(113, "USD"), 113),
        (Money(500, "JPY"), 500),
        (Money(1230, "KWD"), 1230),
        (Money(700, "ISK"), 70000),
        (Money(900, "UGX"), 90000),
        (Money(50000, "MGA"), 500),
        (Money(17550, "HUF"), 17550),
        (Money(3050, "TWD"), 3050),
    ],
)
def test_an_amount_goes_there_and_comes_back(amount, theirs):
    assert to_stripe(amount) == theirs
    assert from_stripe(theirs, amount.currency.lower()) == amount


@given(st.sampled_from(sorted(CURRENCIES)), st.integers(min_value=1, max_value=10**6))
def test_every_amount_in_steps_of_a_hundred_survives_the_way(currency, hundreds):
    amount = Money(hundreds * 100_000, currency)

    assert from_stripe(to_stripe(amount), currency) == amount


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (Money(1234, "KWD"), "Make the last figure a zero"),
        (Money(50050, "MGA"), "Make the last figure a zero"),
        (Money(1000, "KPW"), "cannot be charged in KPW"),
        (Money(49, "EUR"), "Cards are charged €0.50 or more"),
        (Money(49, "JPY"), "Cards are charged ¥50 or more"),
        (Money(0, "ISK"), "or more"),
        (Money(17499, "HUF"), "Cards are charged HUF\N{NO-BREAK SPACE}175 or more"),
    ],
)
def test_what_stripe_does_not_take_is_refused_before_it_is_asked(amount, sentence):
    with pytest.raises(Declined, match=sentence):
        to_stripe(amount)


@given(st.sampled_from(sorted(CURRENCIES)), st.integers(1, 500), st.integers(0, 2000))
def test_what_is_added_for_the_charge_can_be_charged(currency, times, percent):
    net = Money(times * 1000 * unit(currency), currency)

    gross = net + cover(net, Decimal(percent) / 100, 30, step=step(currency))

    assert from_stripe(to_stripe(gross), currency) == gross


@pytest.mark.parametrize("currency", sorted(CURRENCIES))
def test_every_amount_that_is_proposed_can_be_charged_and_lies_within_the_limits(currency):
    least, most = limits_for(currency)

    for amount in (least, *(row.amount for row in plain_presets(currency))):
        assert to_stripe(amount)
        assert least.minor <= amount.minor <= most.minor


def test_a_refund_may_be_smaller_than_the_smallest_payment():
    assert to_stripe(Money(1, "EUR"), refund=True) == 1


def test_a_part_of_a_krona_that_does_not_exist_is_no_money():
    with pytest.raises(DoesNotFit, match="a part of a ISK that does not exist: 150"):
        from_stripe(150, "isk")


def test_a_currency_that_nobody_knows_is_no_money():
    with pytest.raises(DoesNotFit, match="not known here: ZZZ"):
        from_stripe(150, "zzz")


def test_all_that_stripe_takes_is_known_to_us():
    assert CURRENCIES - set(EXPONENTS) == set()
