"""What is made of closed months: the file for accounting, the proof, the command, the page."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from membership import giving, providers
from membership.books import closing, reconciling
from membership.models import (
    AccountLine,
    Issuer,
    MonthClose,
    Receipt,
)
from membership.money import Money
from tests.builders.gifts import fact, make_donation, text
from tests.builders.months import OCTOBER, SEPTEMBER, back, credit, keeper, moment, paid  # noqa: F401 (fixtures)
from tests.driving.counter import Counter

pytestmark = pytest.mark.django_db


# --- the file for accounting
def test_the_file_has_a_row_for_each_line_and_the_sums(keeper):
    Issuer.objects.create(name="Harbour Ledger e.V.", address="Quay 1", rule="plain")
    gift = make_donation(provider="pledge", minor=1234, name="Hanne", reference="=HL-1")
    first = giving.apply(fact(gift, reference="@pay", at=moment(9, 3)))
    back(first, moment(9, 20), -234)
    yen = make_donation(provider="pledge", minor=500, currency="JPY", name="Hanne", reference="HL-2")
    giving.apply(fact(yen, reference="yen", at=moment(9, 21)))
    AccountLine.objects.create(
        provider="pledge", reference="1", kind="payment", gross_minor=1234, fee_minor=34, net_minor=1200,
        currency="EUR", at=first.at, of="@pay", payout="po-1",
    )  # fmt: skip
    receipts = list(Receipt.objects.order_by("pk").values_list("name", flat=True))

    rows = list(closing.export(SEPTEMBER))

    assert rows[0] == list(closing.exporting.HEAD)
    assert rows[1:] == [
        ["2026-09-03", "'=HL-1", "payment", "12.34", "0.34", "12.00", "EUR", "pledge", "'@pay", "po-1", receipts[0]],
        ["2026-09-20", "'=HL-1", "refund", "-2.34", "", "", "EUR", "pledge", "refund-@pay", "", receipts[1]],
        ["2026-09-21", "HL-2", "payment", "500", "", "", "JPY", "pledge", "yen", "", receipts[2]],
        ["", "", "Total", "10.00", "0.34", "9.66", "EUR", "", "", "", ""],
        ["", "", "Total", "500", "0", "500", "JPY", "", "", "", ""],
    ]  # fmt: skip


def test_the_file_of_a_closed_month_stays_as_it_was_closed(keeper):
    paid("pay-1", moment(9, 3))
    before = list(closing.export(SEPTEMBER))
    closing.close(SEPTEMBER, keeper)
    paid("late", moment(9, 29))

    assert list(closing.export(SEPTEMBER)) == before
    assert [row[8] for row in closing.export(OCTOBER)][1:] == ["late", ""]


# --- the proof
def test_the_proof_holds_and_tells_the_exact_difference_when_it_does_not(monkeypatch):
    counter = Counter()
    monkeypatch.setitem(providers.REGISTRY, "counter", counter)
    Issuer.objects.create(name="Harbour Ledger e.V.", address="Quay 1", rule="plain")
    gift = make_donation(provider="counter", name="Hanne")
    at = timezone.now() - timedelta(hours=1)
    giving.apply(fact(gift, at=at))
    counter.pays("pay-1", 800, at=at, payout="po-1")
    counter.pays("", -770, kind="payout", fee=0, payout="po-1", reference="line-po", at=at)
    span = (timezone.now() - timedelta(days=9), timezone.now())
    reconciling.compare(counter, *span)
    (good,) = closing.proof()
    counter.pays("pay-9", 100, at=at, payout="po-1")
    reconciling.compare(counter, *span)

    (bad,) = closing.proof()

    assert good.holds
    assert (good.ledger, good.provider, good.carried, good.paid_out, good.received, good.certified) == (
        Money(800, "EUR"), Money(800, "EUR"), Money(770, "EUR"), Money(770, "EUR"), Money(800, "EUR"),
        Money(800, "EUR"),
    )  # fmt: skip
    assert not bad.holds
    assert (bad.provider_differs, bad.payouts_differ, bad.receipts_differ) == (
        Money(100, "EUR"), Money(-70, "EUR"), Money(0, "EUR"),
    )  # fmt: skip


# --- command and page
def run(*told: str) -> str:
    out = StringIO()
    call_command("close_month", *told, stdout=out)
    return out.getvalue()


def test_the_command_shows_first_and_closes_then(keeper):
    paid("pay-1", moment(9, 3))

    dry = run("2026-09", "--dry-run")
    kept = MonthClose.objects.count()
    done = run("2026-09", "--by", "keeper")

    totals = (
        "EUR: payments €8.00, refunds €0.00, disputes €0.00, reinstated €0.00, fees €0.00, net €8.00; "
        "1 lines, 0 of them late.\n"
    )
    assert dry == (
        "Nothing was closed; this is what would be in 2026-09:\n"
        f"{totals}Nothing is in the way. Leave --dry-run out to close it.\n"
    )
    assert run("2026-09", "--dry-run") == "Nothing was closed; 2026-09 is closed already.\n"
    assert kept == 0
    assert done == f"{totals}2026-09 is closed, sealed {MonthClose.objects.get().seal}.\n"


def test_a_dry_run_says_that_nothing_was_closed_whatever_is_in_the_way(keeper):
    out = StringIO()

    with pytest.raises(
        CommandError, match=r"^Nothing was closed, and could not be yet\. No money has come yet"
    ):
        call_command("close_month", "2026-09", "--dry-run", stdout=out)

    assert out.getvalue() == (
        "Nothing was closed; this is what would be in 2026-09:\nNo line of the ledger.\n"
    )


@pytest.mark.parametrize(
    "told", [("2026-13",), ("2026-09",), ("2026-09", "--by", "nobody"), ("2199-01", "--dry-run")]
)
def test_the_command_says_what_is_wrong(keeper, told):
    paid("pay-1", moment(9, 3))

    with pytest.raises(CommandError):
        run(*told)

    assert not MonthClose.objects.exists()


def test_the_page_shows_the_next_month_closes_it_and_gives_its_file(client, keeper):
    paid("pay-1", moment(9, 3))
    client.force_login(keeper)
    url = reverse("admin:membership_months")

    before = text(client.get(url))
    closed = client.post(url, {"month": "2026-09"})
    after = text(client.get(url))
    file = client.get(url, {"export": "2026-09"})

    assert "Close September 2026" in before
    assert closed.status_code == 302
    assert "Closed on" in after
    assert file.headers["Content-Disposition"] == 'attachment; filename="month-2026-09.csv"'
    assert file.getvalue().decode().splitlines()[-1] == ",,Total,8.00,0.00,8.00,EUR,,,,"


def test_the_page_says_what_is_in_the_way(client, keeper):
    paid("pay-1", moment(9, 3))
    credit(keeper, date(2026, 9, 30))
    client.force_login(keeper)
    url = reverse("admin:membership_months")

    shown, refused = client.get(url), client.post(url, {"month": "2026-09"})

    assert "1 thing of this month does not add up yet" in text(shown)
    assert refused.status_code == 422
    assert "Nothing was closed." in text(refused)
    assert not MonthClose.objects.exists()
