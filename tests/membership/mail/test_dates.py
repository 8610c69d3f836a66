"""Letters of a date cost little in the minutes in which none is due."""

from __future__ import annotations

import pytest
import time_machine

from membership import mail
from membership.mail import dates, outbox
from membership.models import Letter, StatusReport
from tests.builders.by_hand import by_hand
from tests.builders.membership_members import giver

pytestmark = pytest.mark.django_db


def test_the_clock_loads_no_gift_whose_letter_is_written(django_assert_num_queries):
    with time_machine.travel("2026-09-10T12:00:00+02:00", tick=False):
        yearly = giver(interval="yearly", minor=6000)
    with by_hand():
        StatusReport.objects.create(
            donation=giver("card@reader.example", interval="monthly"),
            state="active",
            asked_at=yearly.promised_at,
            card_until="2027-10",
            told_by="provider",
        )
    with time_machine.travel("2027-09-02T12:00:00+02:00", tick=False):
        mail.write_due()
        assert Letter.objects.filter(kind__in=["yearly", "card-ends"]).count() == 2

        with django_assert_num_queries(3):
            mail.write_due()


def test_a_gift_that_cannot_be_told_of_keeps_no_letter_from_the_others(monkeypatch):
    with time_machine.travel("2026-09-10T12:00:00+02:00", tick=False):
        first, second = (giver(f"{name}@reader.example", interval="yearly", minor=6000) for name in "ab")

    def write(*told, donation, **more):
        if donation == first:
            raise ValueError("What nobody thought of.")
        return outbox.write(*told, donation=donation, **more)

    monkeypatch.setattr(dates, "write", write)
    with time_machine.travel("2027-09-02T12:00:00+02:00", tick=False):
        mail.write_due()

    assert list(Letter.objects.filter(kind="yearly").values_list("donation", flat=True)) == [second.pk]
