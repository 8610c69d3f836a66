"""A month that is not the next to be closed: told what is open before it, and shown with its own lines alone."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from membership.books import closing
from membership.models import MonthClose, Payment
from tests.builders.gifts import person, text
from tests.builders.months import back, keeper, moment, paid  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.fixture(autouse=True)
def ledger(keeper):
    """Two lines in January, one in February, two in March; it is 20 April."""
    for name, month, day in (("a", 1, 5), ("b", 1, 31), ("c", 2, 28), ("d", 3, 1)):
        paid(name, moment(month, day))
    back(Payment.objects.get(reference="a"), moment(3, 31), -300)
    with time_machine.travel(moment(4, 20), tick=False):
        yield


def rehearsed(month: str) -> tuple[str, str]:
    """What a dry run shows, and what it ends with."""
    out = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("close_month", month, "--dry-run", stdout=out)
    return out.getvalue(), str(ended.value)


def numbers(month: date) -> list[str]:
    return [row[8] for row in closing.export(month) if row[0]][1:]


def test_a_dry_run_out_of_order_shows_that_month_and_names_those_before_it():
    shown, ended = rehearsed("2026-03")

    assert "payments €8.00, refunds -€3.00" in shown.replace("−", "-")
    assert "net €5.00; 2 lines, 0 of them late." in shown
    assert ended.endswith("Months are closed in order: January 2026 to February 2026 are open before it.")


def test_with_one_month_open_before_it_that_one_is_named(keeper):
    closing.close(JANUARY, keeper)

    assert rehearsed("2026-03")[1].endswith("Months are closed in order: February 2026 is open before it.")
    with pytest.raises(closing.Refused, match="February 2026 is open before it"):
        closing.close(MARCH, keeper)


def test_a_month_before_the_first_is_told_which_is_next():
    assert closing.problems(date(2025, 12, 1)) == [
        "Months are closed in order. The next one is January 2026."
    ]


def test_each_open_line_is_in_the_file_of_one_month():
    found = [numbers(month) for month in closing.open_months()]

    assert found == [["a", "b"], ["c"], ["d", "refund-a"], []]
    assert [closing.totals_of(month).get("EUR", {}).get("lines", 0) for month in closing.open_months()] == [
        2, 1, 2, 0,
    ]  # fmt: skip


def test_what_comes_late_is_in_the_file_of_the_next_month_and_of_no_other(keeper):
    closing.close(JANUARY, keeper)
    paid("late", moment(1, 9))

    assert [numbers(month) for month in (JANUARY, FEBRUARY, MARCH)] == [
        ["a", "b"], ["late", "c"], ["d", "refund-a"],
    ]  # fmt: skip
    assert closing.totals_of(JANUARY) == MonthClose.objects.get().totals
    assert closing.totals_of(FEBRUARY)["EUR"]["late"] == 1
    assert closing.close(FEBRUARY, keeper).totals["EUR"]["lines"] == 2


def test_the_command_writes_one_month_to_a_file_and_closes_nothing(tmp_path):
    out, file = StringIO(), tmp_path / "march.csv"

    call_command("close_month", "2026-03", "--csv", str(file), stdout=out)

    rows = file.read_bytes().decode().split("\r\n")
    assert [row.split(",")[0] for row in rows] == ["date", "2026-03-01", "2026-03-31", "", ""]
    assert rows[3] == ",,Total,5.00,0.00,5.00,EUR,,,,"
    assert out.getvalue() == f"Nothing was closed. The lines of 2026-03 are in {file}.\n"
    assert not MonthClose.objects.exists()


def test_the_command_writes_a_month_to_the_screen():
    out = StringIO()

    call_command("close_month", "2026-02", "--csv", "-", stdout=out)

    assert out.getvalue().splitlines()[0].startswith("date,gift,kind")
    assert len(out.getvalue().splitlines()) == 3


@pytest.mark.parametrize("month", ["0000-01", "9999-12", "٢٠٢٦-01"])
def test_what_is_no_month_of_any_books_is_told_in_a_sentence(month):
    for told in (["--dry-run"], ["--csv", "-"]):
        with pytest.raises(CommandError, match="is no month"):
            call_command("close_month", month, *told, stdout=StringIO())


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be written: Is a directory"):
        call_command("close_month", "2026-02", "--csv", str(tmp_path))


def test_the_page_offers_every_open_month_and_gives_each_as_a_stream(client, keeper):
    client.force_login(keeper)
    url = reverse("admin:membership_months")

    page = client.get(url)
    file = client.get(url, {"export": "2026-03"})

    assert "Months Closed in order" in text(page)
    for month in ("February 2026", "March 2026", "April 2026"):
        assert f"{month}</option>" in page.content.decode()
    assert "January 2026</option>" not in page.content.decode()
    assert file.streaming
    assert file.getvalue().decode().splitlines()[-1] == ",,Total,5.00,0.00,5.00,EUR,,,,"
    assert not MonthClose.objects.exists()


def test_a_file_is_for_those_who_see_months(client):
    client.force_login(person("visitor", "view_payment"))

    assert client.get(reverse("admin:membership_months"), {"export": "2026-03"}).status_code == 403


def test_whoever_has_read_the_closed_months_asks_for_the_next_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert closing.next_month([MonthClose(month=date(2026, 11, 1))]) == date(2026, 12, 1)
