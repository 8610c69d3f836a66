"""The way from the form in one currency to the form in another."""

from __future__ import annotations

import pytest

from membership.forms.gift_coins import COINS
from membership.money import EXPONENTS
from newsroom.models import Imprint

pytestmark = pytest.mark.django_db


def test_each_currency_is_called_by_its_name_and_an_own_amount_goes_where_it_means_the_same(client, settings):
    settings.MEMBERSHIP_CURRENCIES = ["EUR", "GBP", "JPY", "KWD"]

    page = client.get("/membership/?interval=yearly&amount=12.50").content.decode()

    assert (
        '<a href="/membership/?currency=GBP&amp;interval=yearly&amp;amount=12.50" data-keeps="typed">'
        '£<span class="unseen"> pounds sterling</span></a>' in page
    )
    assert (
        '<a href="/membership/?currency=KWD&amp;interval=yearly" data-keeps="none">'
        'KWD<span class="unseen"> Kuwaiti dinars</span></a>' in page
    )
    assert '<b aria-current="true">€<span class="unseen"> euros</span></b>' in page


def test_every_currency_that_we_know_has_a_name():
    assert set(COINS) == set(EXPONENTS)


def test_the_way_to_a_transfer_keeps_the_amount_that_was_chosen(client):
    Imprint.objects.update_or_create(pk=1, defaults={"bank_details": "IBAN DE89 3704 0044 0532 0130 00"})

    chosen = client.get("/membership/?interval=once&amount=20").content.decode()
    own = client.get("/membership/?interval=once&amount=21").content.decode()

    assert "/membership/?through=pledge&amp;interval=once&amp;amount=20" in chosen
    assert "/membership/?through=pledge&amp;interval=once&amp;amount=21" in own
