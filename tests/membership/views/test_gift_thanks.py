"""What the thanks page and the form promise is what comes."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from membership import giving, providers
from membership.models import Issuer
from tests.builders.gifts import fact, make_donation, text
from tests.driving.counter import Counter

pytestmark = pytest.mark.django_db
WITH, WITHOUT = "Our thanks and your receipt are on their way", "Our thanks are on their way"


def name_issuer(**told) -> None:
    Issuer.objects.create(
        **{"name": "Ledger", "address": "14 Ropewalk", "valid_from": date(2020, 1, 1), **told}
    )


def thanked(client, **told) -> str:
    gift = make_donation(**{"name": "Hanne Oduya", **told})
    giving.apply(fact(gift))
    return text(client.get(gift.get_absolute_url()))


def test_a_receipt_is_announced_where_one_is_written(client):
    name_issuer()

    assert WITH in thanked(client)


@pytest.mark.parametrize("case", ["practice", "nobody issues", "incomplete"])
def test_no_receipt_is_announced_where_none_will_come(client, case):
    if case != "nobody issues":
        name_issuer(**({"rule": "de"} if case == "incomplete" else {}))

    told = thanked(client, **({"live": False, "provider": "practice"} if case == "practice" else {}))

    assert (WITHOUT in told, WITH in told) == (True, False)


class TestKey(Counter):
    """A card provider in its test mode."""

    __test__ = False

    def caps(self):
        return type(real := super().caps())(**{**vars(real), "live": False, "hosted": True})


def test_a_provider_in_test_mode_is_called_that_and_asks_for_a_card(client, monkeypatch, settings):
    monkeypatch.setitem(providers.REGISTRY, "counter", TestKey())
    settings.MEMBERSHIP_PROVIDER = "counter"

    told = text(client.get(reverse("membership:give")))

    assert "Test: no money moves." in told
    assert "no card is asked for" not in told
    assert "Next: the payment page in test mode." in told


def test_practice_asks_for_no_card(client, settings):
    settings.MEMBERSHIP_PROVIDER = "practice"

    told = text(client.get(reverse("membership:give")))

    assert "no card is asked for" in told
    assert "a practice page where no money moves" in told
