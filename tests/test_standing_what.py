"""What led to a standing is a code of its own; what a person wrote stands beside it, as they wrote it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from membership import giving
from membership.models import Standing
from tests.books import day, stand
from tests.gifts import make_donation, person

pytestmark = pytest.mark.django_db
MIGRATION = "0021_standing_what"


class Editor:
    connection = connection

    def execute(self, sql: str, params: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_what_staff_type_stays_as_they_typed_it_whatever_word_it_is():
    gift = make_donation(interval="monthly")

    told = giving.stop(gift, giving.Hand(staff=person("petra", "steer_donation")), reason="erased")

    assert (told.what, told.reason, told.why) == ("stop", "erased", "erased")


def test_reasons_from_before_are_parted_and_the_books_are_guarded_as_before():
    parting = import_module(f"membership.migrations.{MIGRATION}")
    gift = make_donation(interval="monthly")
    rows = [
        stand(gift, "2026-01-01", "ended", reason="lapsed", told_by="calendar"),
        stand(gift, "2026-01-02", "active", reason="amount:1250", told_by="donor", minor=1250),
        stand(
            gift, "2026-01-03", "active", reason="day:2026-02-03", told_by="donor", next_at=day("2026-02-03")
        ),
        stand(
            gift,
            "2026-01-04",
            "paused",
            reason="pause:2026-02-03",
            told_by="donor",
            next_at=day("2026-02-03"),
        ),
        stand(gift, "2026-01-05", "ended", reason="Moved away", told_by="staff"),
    ]
    apps = MigrationLoader(connection).project_state([("membership", MIGRATION)]).apps
    for step in (parting.unguard, parting.forwards, parting.guard):
        step(apps, Editor())

    assert [Standing.objects.get(pk=row.pk).why for row in rows] == [
        "nothing came any more", "another amount: €12.50", "another day", "paused until 2026-02-03", "Moved away",
    ]  # fmt: skip
    assert list(Standing.objects.order_by("pk").values_list("what", "reason")) == [
        ("lapsed", ""), ("amount", ""), ("day", ""), ("pause", ""), ("stop", "Moved away"),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE membership_standing SET reason = 'x'")
