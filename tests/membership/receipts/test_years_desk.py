"""The papers of a year for all donors at once, at the desk and from a terminal."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from membership.models import Look, Member, Receipt, YearRun
from tests.builders.gifts import person, text
from tests.builders.year_donors import everybody, january, manager, run  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
URL = "/admin/membership/years/"


def test_the_desk_begins_it_shows_how_far_it_is_and_who_got_none(client, manager):
    everybody(manager)

    answer = client.post(URL, {"what": "receipts", "year": "2026", "currency": "EUR", "mailed": "on"})
    shown = client.get(answer["Location"])
    written = client.get(f"{answer['Location']}&result=written")

    said = text(shown)
    assert "4 of 4 donors" in said
    assert "Nothing is left of what came in 2026." in said
    assert "each@reader.example" not in said
    for name in ("nothing", "imported", "each"):
        assert f'/admin/membership/member/{Member.objects.get(name=name).pk}/change/">{name}' in (
            shown.content.decode()
        )
    paper = Receipt.objects.get(kind="annual")
    assert paper.name in text(written)
    assert f"/admin/membership/receipt/{paper.pk}/change/" in written.content.decode()
    unknown = client.get(f"{answer['Location']}&result=%00")
    assert "Nothing is left of what came in 2026." in text(unknown)
    assert Look.objects.filter(what="members", how="year 2026").exists()
    assert "Papers of the year" in text(client.get(URL))


def test_a_dry_run_says_of_nothing_that_it_was_written_or_mailed(client, manager):
    everybody(manager)

    answer = client.post(
        URL, {"what": "receipts", "year": "2026", "currency": "EUR", "rehearsal": "on", "mailed": "on"}
    )

    said = text(client.get(f"{answer['Location']}&result=written"))
    assert said.count("Would be written") == 2
    assert ("Written" in said, "mailed" in said, "who got" in said) == (False, False, False)


def test_who_may_not_see_members_is_told_numbers_and_no_names(client, manager):
    everybody(manager)
    written = run(manager)
    client.force_login(person("uwe", "void_receipt"))

    shown = "".join(
        text(client.get(URL, {"run": written.pk, "result": which})) for which in ("", "written", "each")
    )

    for name in ("written", "nothing", "imported", "each"):
        assert f"Member {Member.objects.get(name=name).pk} " in shown
        assert f"{name}@" not in shown
    assert "nothing Nothing is left" not in shown


def test_the_desk_refuses_a_year_that_is_not_over_and_whoever_has_no_permission(client, manager):
    this_year = client.post(URL, {"what": "receipts", "year": "2027", "currency": "EUR"})
    client.force_login(person("uwe", "view_receipt", "view_member"))

    assert this_year.status_code == 422
    assert "Nothing was begun." in text(this_year)
    assert client.get(URL).status_code == client.post(URL, {}).status_code == 403
    with pytest.raises(PermissionDenied):
        run(person("anna", "view_receipt"))
    assert not YearRun.objects.exists()


def test_the_command_does_the_same_and_lists_who_got_none(manager):
    everybody(manager)
    out = io.StringIO()

    call_command("year_receipts", "2026", "--by", "petra", "--dry-run", stdout=out)
    rehearsed, written = out.getvalue(), Receipt.objects.filter(kind="annual").count()
    call_command("year_receipts", "2026", "--by", "petra", stdout=out)

    assert rehearsed.startswith("Nothing was written.")
    nothing = Member.objects.get(name="nothing")
    assert f"member {nothing.pk}: Nothing is left. Nothing is left of what came in 2026." in rehearsed
    assert (written, Receipt.objects.filter(kind="annual").count()) == (0, 1)
    with pytest.raises(CommandError, match="The year is not over"):
        call_command("year_receipts", f"{timezone.localdate().year}", "--by", "petra")
    with pytest.raises(CommandError, match="There is no currency EURO"):
        call_command("year_receipts", "2026", "--by", "petra", "--currency", "euro")
    for year in ("0", "26", "-5"):
        with pytest.raises(CommandError, match="four figures"):
            call_command("year_receipts", year, "--by", "petra")
    call_command("year_receipts", "2026", "--by", "petra", "--currency", "eur", stdout=out)
    assert {run.currency for run in YearRun.objects.all()} == {"EUR"}
    with pytest.raises(CommandError, match="Say who issues them"):
        call_command("year_receipts", "2026")
