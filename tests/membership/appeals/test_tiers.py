"""Tiers at the desk: sums are typed as sums."""

from __future__ import annotations

import pytest
from django.urls import reverse

from membership.models import Tier
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "Friend",
    "currency": "EUR",
    "yearly": "96",
    "value": "24,50",
    "benefits": "A mug",
    "active": "on",
}


@pytest.fixture
def add(client):
    client.force_login(person("petra", "view_tier", "add_tier", "change_tier"))
    return lambda **told: client.post(reverse("admin:membership_tier_add"), TOLD | told, follow=True)


def test_a_tier_is_written_in_whole_sums_and_kept_in_minor_units(add, client):
    page = add()

    tier = Tier.objects.get()
    form = client.get(reverse("admin:membership_tier_change", args=[tier.pk])).content.decode()
    assert (tier.yearly_minor, tier.value_minor, tier.currency) == (9600, 2450, "EUR")
    assert "€96.00" in text(page)
    assert 'value="24.50"' in form


@pytest.mark.parametrize("value", ["", "0", "0,00"])
def test_what_everybody_gets_is_worth_nothing(add, value):
    add(value=value)

    assert Tier.objects.get().value_minor == 0


@pytest.mark.parametrize(
    ("told", "sentence"), [({"yearly": "much"}, "in figures"), ({"value": "-3"}, "above zero")]
)
def test_a_sum_that_is_none_is_named(add, told, sentence):
    page = add(**told)

    assert Tier.objects.count() == 0
    assert sentence in text(page)
