"""Beginning a gift: written down first, begun once, and nothing paid by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from membership import giving, providers
from membership.models import Donation, Status
from membership.money import Money
from membership.providers.base import Caps, Gift, ProviderError
from tests.builders.gifts import fact, wish
from tests.membership.providers.conformance.driver import books, needs

pytestmark = pytest.mark.once


def gift_value(**told) -> Gift:
    gift = Gift(
        id=Donation._meta.get_field("public_id").default(),
        reference="HL-7K4Q-VX",
        amount=Money(1234, "EUR"),
        interval="once",
        email="hanne@reader.example",
    )
    return replace(gift, **told)


def test_it_is_known_by_its_name(driver):
    assert driver.provider.slug == driver.slug


def test_it_says_what_it_can_do(driver):
    caps = driver.provider.caps()

    assert isinstance(caps, Caps)
    assert caps.intervals == {"once", "monthly", "yearly"}
    assert {
        act for act in ("refunds", "steers", "events", "portal", "account") if getattr(caps, act)
    } == driver.acts & {"refunds", "steers", "events", "portal", "account"}


def test_it_has_nothing_against_a_sound_configuration(driver):
    assert driver.provider.check() == []


def test_beginning_twice_with_one_key_is_beginning_once(driver):
    of = gift_value()

    begun = [driver.provider.start(of, key="k", return_url="/gift/", cancel_url="/again/") for _ in range(2)]

    assert begun[0] == begun[1]
    assert 0 < len(begun[0].reference) <= 120
    assert begun[0].url.startswith(("/", "https://", "http://127.0.0.1"))
    with pytest.raises(AttributeError):
        begun[0].url = "/elsewhere/"


def test_the_same_form_sent_twice_is_one_gift_on_one_page(driver):
    of = wish(interval="once")

    first, second = (giving.start(of, provider=driver.provider) for _ in range(2))

    assert (first.pk, first.next_url, first.provider_reference) == (
        second.pk,
        second.next_url,
        second.provider_reference,
    )
    assert Donation.objects.count() == 1


def test_nothing_has_been_paid_by_beginning(driver):
    gift = driver.begin()

    giving.apply_all(driver.provider.fetch(gift.provider_reference))
    driver.tell_all()

    assert (books(gift).ledger, gift.status, books(gift).member) == ((), Status.PROMISED, False)


def test_only_real_money_counts(driver):
    gift = driver.begin()

    assert gift.live is driver.provider.caps().live is (driver.slug == "pledge")
    assert list(Donation.objects.live()) == ([gift] if driver.slug == "pledge" else [])


def test_a_currency_that_it_does_not_take_is_refused_before_anything_is_written(driver):
    taken = driver.provider.caps().currencies
    if taken is None:
        assert driver.begin(Money(1234, "KPW")).currency == "KPW"
        return

    with pytest.raises(giving.Refused, match="Gifts in KPW cannot be taken here"):
        driver.begin(Money(1234, "KPW"))
    assert Donation.objects.count() == 0


@needs("away")
def test_a_provider_that_is_away_leaves_the_promise_and_a_later_try_goes_on_with_it(driver):
    of = wish(interval="once")
    driver.away()
    with pytest.raises(ProviderError):
        giving.start(of, provider=driver.provider)
    (promised,) = Donation.objects.all()
    assert (promised.next_url, promised.status) == ("", Status.PROMISED)

    driver.back_again()
    begun = giving.start(of, provider=driver.provider)

    assert (begun.pk, Donation.objects.count()) == (promised.pk, 1)
    driver.pay(begun)
    assert begun.received == begun.promised


def test_the_address_that_a_donor_comes_back_to_proves_nothing(driver, client):
    gift = driver.begin()

    for forged in ("", "?s=cs_test_paid", f"?s={gift.provider_reference}", "?status=succeeded&paid=1"):
        client.get(f"{gift.get_absolute_url()}{forged}")
        client.post(f"{gift.get_absolute_url()}{forged}", {"outcome": "succeeds"})

    assert (books(gift).ledger, gift.status) == ((), Status.PROMISED)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": Money(1, "EUR")}, "€0.01 came, but the gift was promised as €12.34."),
        ({"amount": Money(1234, "USD")}, "The gift was promised in EUR."),
        ({"provider": "another"}, "The gift was begun through another provider."),
        ({"live": None}, "The gift was begun through another provider."),
    ],
)
def test_money_that_contradicts_the_promise_is_held(driver, wrong, sentence):
    gift = driver.begin()
    if "live" in wrong:
        wrong = {"live": not gift.live}

    with pytest.raises(giving.Unfitting) as held:
        giving.apply(fact(gift, **wrong))

    assert (str(held.value), books(gift).ledger) == (sentence, ())


def test_one_payment_is_never_counted_for_two_gifts(driver):
    paid, other = driver.paid(), driver.begin()

    with pytest.raises(giving.Refused, match="recorded for another gift"):
        giving.apply(fact(other, reference=driver.payment(paid).reference))

    assert (books(paid).received, books(other).received) == (Money(1234, "EUR"), Money(0, "EUR"))


def test_a_provider_that_is_taken_out_of_the_settings_keeps_its_history(driver, settings):
    gift = driver.paid(interval="monthly")

    settings.MEMBERSHIP_PROVIDER = "pledge"
    driver.renew(gift)

    assert driver.fresh(gift).received == Money(2468, "EUR")
    assert providers.by_slug(gift.provider).slug == driver.slug
    assert providers.chosen().slug == "pledge"
