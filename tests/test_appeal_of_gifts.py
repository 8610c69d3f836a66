"""A gift names the row of the appeal that asked for it; what old gifts named is carried over, and kept."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ProtectedError

from membership import figures
from membership.figures import Span
from membership.models import Appeal, Donation
from newsroom.models import User
from tests.appeals import appeal, paid
from tests.books import gift
from tests.by_hand import by_hand
from tests.gifts import make_donation

pytestmark = pytest.mark.django_db
carried_over = import_module("membership.migrations.0007_asked_by")
MARCH = Span("", date(2026, 3, 1), date(2026, 3, 31))


def named() -> dict[str, list[int | str | None]]:
    rows = Donation.objects.values_list("reference", "appeal", "wording", "appeal_gone")
    return {reference: told for reference, *told in rows}


def test_what_old_gifts_named_becomes_the_row_and_what_is_gone_stays_as_it_stood():
    one = appeal()
    texts = {
        "plain": f"{one.pk}",
        "a": f"{one.pk}a",
        "b": f"{one.pk}b",
        "gone": "4711a",
        "none": "",
        "odd": "x",
    }
    for reference, text in texts.items():
        make_donation(reference=reference, appeal_gone=text)

    with by_hand():
        carried_over.forwards(apps, connection.schema_editor())

    assert named() == {
        "plain": [one.pk, "", ""],
        "a": [one.pk, "a", ""],
        "b": [one.pk, "b", ""],
        "gone": [None, "", "4711a"],
        "none": [None, "", ""],
        "odd": [None, "", "x"],
    }
    with by_hand():
        carried_over.backwards(apps, connection.schema_editor())
    assert dict(Donation.objects.values_list("reference", "appeal_gone")) == texts


def test_gifts_of_an_appeal_that_is_gone_are_told_by_its_old_number():
    for number in range(5):
        gift(f"n{number}", "2026-03-02", appeal_gone="4711")

    found = figures.origins("EUR", MARCH).appeals

    assert [(one.which, one.people, one.name) for one in found.shown] == [("4711", 5, "")]
    assert found.none.people == 0


def test_an_appeal_that_gifts_came_by_is_not_deleted(client):
    asked, idle = appeal(), appeal(heading="Nobody gave by this one")
    paid(asked)
    client.force_login(User.objects.create_superuser("petra"))

    pages = [client.get(f"/admin/membership/appeal/{one.pk}/delete/").status_code for one in (asked, idle)]
    client.post(f"/admin/membership/appeal/{idle.pk}/delete/", {"post": "yes"})

    assert pages == [403, 200]
    assert list(Appeal.objects.all()) == [asked]
    with pytest.raises(ProtectedError):
        asked.delete()


def test_a_gift_knows_the_appeal_and_the_wording_that_asked_for_it(client, filled_in):
    asked = appeal()

    client.post("/membership/", {**filled_in, "own": "8", "appeal": f"{asked.pk}b"})

    gift = Donation.objects.get()
    assert (gift.appeal, gift.wording, gift.asked_by) == (asked, "b", f"{asked.pk}b")
