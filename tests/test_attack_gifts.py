"""The gift form sends mail to whatever address is typed: nobody writes a letter of his own with it."""

from __future__ import annotations

import pytest

from membership.forms import GiftForm

TOLD = {"interval": "once", "own": "8", "email": "someone@reader.example"}


@pytest.fixture
def form():
    def fill(**told: str) -> GiftForm:
        filled = GiftForm(TOLD | told, presets=[])
        filled.is_valid()
        return filled

    return fill


@pytest.mark.parametrize("field", ["name", "receipt_name"])
def test_a_name_is_one_line_in_the_letter(form, field):
    filled = form(**{field: "Friend,\r\n\r\nyou have won!\u2028Write   to us"})

    assert filled.cleaned_data[field] == "Friend, you have won! Write to us"


@pytest.mark.parametrize("field", ["name", "receipt_name"])
@pytest.mark.parametrize(
    "address", ["https://bad.example", "see HTTP://bad.example", "www.bad.example", "bad.example/win now"]
)
def test_a_name_with_a_web_address_is_refused_with_a_sentence(form, field, address):
    assert form(**{field: address}).errors[field] == ["Enter a name without a web address."]


@pytest.mark.parametrize(
    "name",
    ["Hanne Oduya", "J.R. Hartley", "Oduya & Daughters Ltd.", "O’Neill/Smith", "Dr. A.v.d. Berg", "示野"],
)
def test_a_name_that_people_and_firms_have_is_taken(form, name):
    assert form(name=name).cleaned_data["name"] == name
