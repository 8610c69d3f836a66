"""What led to a status report is a code of its own; what a person wrote stays beside it, as they wrote it."""

from __future__ import annotations

import pytest

from membership import giving
from tests.builders.books import day, report
from tests.builders.gifts import make_donation, person

pytestmark = pytest.mark.django_db


def test_what_staff_type_stays_as_they_typed_it_whatever_word_it_is():
    gift = make_donation(interval="monthly")

    told = giving.stop(gift, giving.Actor(staff=person("petra", "steer_donation")), reason="erased")

    assert (told.what, told.reason, told.why) == ("stop", "erased", "erased")


def test_what_led_to_a_report_is_said_in_words():
    gift = make_donation(interval="monthly")
    rows = [
        report(gift, "2026-01-01", "ended", what="lapsed", told_by="calendar"),
        report(gift, "2026-01-02", "active", what="amount", told_by="donor", minor=1250),
        report(gift, "2026-01-03", "paused", what="pause", told_by="donor", next_at=day("2026-02-03")),
    ]

    assert [row.why for row in rows] == [
        "nothing came any more", "another amount: €12.50", "paused until 2026-02-03",
    ]  # fmt: skip
