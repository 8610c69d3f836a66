"""The text of a transfer as it is shown: SEPA’s field tags in words, what the payer wrote first."""

from __future__ import annotations

import pytest

from membership import bank_imports
from membership.transfers.remittance import in_words
from tests.builders.bank_files import pledge
from tests.builders.gifts import person, text
from tests.builders.mt940 import mt940


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("SVWZ+HL-7K4Q-VX thank you", "HL-7K4Q-VX thank you"),
        ("EREF+E-12\nSVWZ+For the paper\nGUTSCHRIFT", "For the paper GUTSCHRIFT · payer’s reference: E-12"),
        ("EREF+NOTPROVIDED\nSVWZ+Gift+", "Gift"),
        ("ABWA+Rosa Tammel\nSVWZ+Gift", "Gift · on behalf of: Rosa Tammel"),
        ("For the choir,\nwith 1+1", "For the choir, with 1+1"),
        ("", ""),
    ],
)
def test_tags_are_told_in_words(told, shown):
    assert in_words(told) == shown


@pytest.mark.django_db
def test_the_desk_shows_no_tags_and_a_reference_behind_one_is_still_known(client):
    gift, manager = pledge(), person("petra", "receive_donation", "view_bankstatement")
    entries = [("C", "8,00", gift.reference), ("C", "9,00", "For the choir")]
    row = bank_imports.take_in(mt940(*entries), "a.sta", manager).statement
    client.force_login(manager)

    page = text(client.get(f"/admin/membership/bankstatement/{row.pk}/change/"))

    assert gift.payments.count() == 1
    assert "For the choir" in page
    assert "SVWZ" not in page
