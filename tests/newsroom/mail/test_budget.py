"""One mailbox is not flooded by whoever types in its address."""

from __future__ import annotations

import pytest

from newsroom.mail import has_place

pytestmark = pytest.mark.django_db


def test_a_mailbox_has_two_places_in_an_hour_and_one_more_for_the_code_of_its_owner():
    others = [has_place(f"{name}@reader.example") for name in ("hanne", "Hanne+news", "HANNE")]
    codes = [has_place("hanne@reader.example", lets_in=True) for _ in range(2)]

    assert (others, codes) == ([True, True, False], [True, False])
    assert has_place("berta@reader.example")


def test_whoever_has_no_address_has_no_place():
    assert not has_place("")
