"""The list of funders: whom it names, what the form says of it beforehand, and how often it is added up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership.members import funders
from membership.members.funders import Funder
from membership.models import Donation, Member, Terms
from membership.money import Money
from tests.builders.appeals import paid
from tests.builders.by_hand import by_hand
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db
URL = "/membership/funders/"
YEAR = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def published():
    return Terms.objects.create(publish_from_minor=100_000)


@pytest.fixture
def donors():
    for name, minor, anonymous in (
        ("Ada Lisle", 150_000, True),
        ("Bo Falk", 120_000, False),
        ("Cy Marsh", 99_900, True),
        ("Di Lund", 99_900, False),
    ):
        paid("", minor, name=name, anonymous=anonymous, promised_at=YEAR)


@pytest.mark.usefixtures("published", "donors")
def test_whoever_gave_the_sum_is_named_ticked_or_not_and_nobody_below_it(client):
    assert funders.published() == [
        (2025, [Funder("Ada Lisle", Money(150_000, "EUR")), Funder("Bo Falk", Money(120_000, "EUR"))])
    ]
    pages = text(client.get(URL)) + text(client.get("/membership/"))
    assert {name: name in pages for name in ("Ada Lisle", "Bo Falk", "Cy Marsh", "Di Lund")} == {
        "Ada Lisle": True,
        "Bo Falk": True,
        "Cy Marsh": False,
        "Di Lund": False,
    }


@pytest.mark.usefixtures("donors")
def test_where_no_sum_is_set_nobody_is_published(client):
    assert (funders.published(), client.get(URL).status_code) == (None, 404)


def test_the_form_says_beside_the_box_what_the_exception_is(client):
    without = text(client.get("/membership/"))
    Terms.objects.create(publish_from_minor=100_000)

    told = text(client.get("/membership/"))

    exception = (
        "Only if you tick this. The one exception is the list of who funds us: it names everybody who gives "
        "€1,000 or more in a calendar year, ticked or not, with the sum."
    )
    assert (told.count("€1,000"), exception in told) == (1, True)
    assert "Only if you tick this. Otherwise no list names you." in without


@pytest.mark.parametrize(
    ("sum_minor", "said"),
    [(100_000, "by name, in a calendar year with €1,000 or more"), (None, "no list is published")],
)
def test_the_desk_says_what_becomes_of_the_name(client, donors, sum_minor, said):
    Terms.objects.create(publish_from_minor=sum_minor)
    client.force_login(person("petra", "view_donation"))
    gift = Donation.objects.get(name="Ada Lisle")

    told = text(client.get(f"/admin/membership/donation/{gift.pk}/change/"))

    assert f"In lists of members not by name In the list of funders {said}" in told


def test_a_person_known_under_several_rows_is_one_funder(published):
    root, second, third = (Member.objects.create(email=f"{n}@reader.example") for n in range(3))
    for row, other in ((second, root), (third, second)):
        row.same_as = other
        row.save()
    for row in (root, second, third):
        paid("", 40_000, member=row, name="Ada Lisle", promised_at=YEAR)

    assert funders.published() == [(2025, [Funder("Ada Lisle", Money(120_000, "EUR"))])]


@pytest.mark.usefixtures("published", "donors")
def test_the_ledger_is_added_up_once_an_hour_and_an_erased_name_is_gone_at_once(client):
    client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(URL)
    paid("", 200_000, name="Ed Quay", promised_at=YEAR)
    with by_hand():
        Donation.objects.filter(name="Ada Lisle").update(name="", receipt_name="")

    at_once = text(client.get(URL))
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        later = text(client.get(URL))

    assert not [row for row in asked if "membership_payment" in row["sql"]]
    assert ("Ada Lisle" in at_once, "A donor who left no name" in at_once) == (False, True)
    assert ("Ed Quay" in at_once, "Ed Quay" in later) == (False, True)


@pytest.mark.usefixtures("published", "donors")
def test_sums_that_an_older_version_kept_are_not_read(monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(funders, "__version__", "0.1.0")
        before.setattr(funders, "_sums", lambda threshold: [])
        assert funders.published() == []

    assert [year for year, _names in funders.published()] == [2025]
