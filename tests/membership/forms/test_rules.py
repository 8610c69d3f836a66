"""What the rule of the receipt has the form ask for: an address, a declaration."""

from __future__ import annotations

import pytest

from membership.models import Donation, Issuer
from tests.builders.gifts import text

pytestmark = pytest.mark.django_db


def issuer(rule: str) -> Issuer:
    return Issuer.objects.create(name="Ledger Trust", rule=rule)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("plain", set()),
        ("us_501c3", set()),
        ("ca", {"street", "postcode", "town", "country"}),
        ("fr", {"street", "postcode", "town", "country"}),
        ("de", set()),
        ("uk_gift_aid", {"street", "postcode", "declared"}),
    ],
)
def test_an_address_is_asked_for_only_where_the_rule_needs_it(client, rule, fields):
    issuer(rule)

    html = client.get("/membership/").content.decode()

    asked = {
        name for name in ("street", "postcode", "town", "country", "declared") if f'name="{name}"' in html
    }
    assert asked == fields


def test_an_address_above_an_amount_is_asked_for_once_that_amount_is_known(client, without_amount):
    issuer("de")
    address = {"street": "Hafenstr. 1", "postcode": "20359", "town": "Hamburg"}

    small = client.post("/membership/", {**without_amount, "own_monthly": "300"})
    large = client.post("/membership/", {**without_amount, "own_monthly": "301"})
    told = client.post("/membership/", {**without_amount, "own_monthly": "301", **address})

    assert (small.status_code, large.status_code, told.status_code) == (303, 422, 303)
    assert "Enter your street and number. The receipt for this gift needs your address." in text(large)
    assert 'name="street"' in large.content.decode()
    assert Donation.objects.filter(town="Hamburg", street="Hafenstr. 1").count() == 1


def test_the_declaration_is_kept_as_it_read_and_needs_name_and_address_only_when_made(client, without_amount):
    issuer("uk_gift_aid")
    told = {**without_amount, "own_monthly": "8", "declared": "on"}

    without = client.post("/membership/", {**without_amount, "own_monthly": "8", "street": "1 Quay"})
    lacking = client.post("/membership/", {**told, "name": ""})
    made = client.post("/membership/", {**told, "street": "1 Quay", "postcode": "LS1 4AP"})

    assert (without.status_code, lacking.status_code, made.status_code) == (303, 422, 303)
    assert "Enter your name." in text(lacking)
    assert "Enter your postcode." in text(lacking)
    plain, declared = Donation.objects.order_by("pk")
    assert (plain.declaration, plain.street) == ("", "")
    assert declared.declaration.startswith("I want Ledger Trust to treat this donation and all donations")
    assert (declared.street, declared.postcode) == ("1 Quay", "LS1 4AP")


def test_an_address_that_nobody_asked_for_is_not_kept(client, without_amount):
    issuer("plain")

    client.post("/membership/", {**without_amount, "own_monthly": "8", "street": "1 Quay", "declared": "on"})

    assert (Donation.objects.get().street, Donation.objects.get().declaration) == ("", "")
