"""A statement of many credits: shown in pages, with as few questions as one of a few."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from membership import bank_imports, giving
from membership.admin import statement_lines
from membership.models import BankCredit, Donation, Payment, Resolution
from membership.money import Money
from tests.builders.bank_files import csv, desk, manager, pledge  # noqa: F401 (fixtures)
from tests.builders.books import day
from tests.builders.by_hand import by_hand
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db


def test_a_long_statement_is_shown_in_pages_and_asks_no_more_than_a_short_one(client, monkeypatch):
    manager = person("petra", "receive_donation", "view_bankstatement", "view_donation")
    client.force_login(manager)
    gift = pledge()
    choir = [(f"For the choir {number}", "8.00") for number in range(5)]
    statement = bank_imports.take_in(csv((gift.reference, "5.00"), *choir), "march.csv", manager).statement
    last = statement.credits.order_by("-pk").first()
    Resolution.objects.create(kind="credit", about=str(last.pk), how="not_ours", by=manager)
    page = reverse("admin:membership_bankstatement_change", args=[statement.pk])

    def seen(**asked: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page, asked)
        return text(answer), len(queries)

    seen()
    whole, all_asked = seen()
    monkeypatch.setattr(statement_lines, "ROWS", 2)
    (first, asked), (second, _asked) = seen(), seen(waiting="2")

    assert [shown.count("For the choir") for shown in (whole, first, second)] == [4, 2, 2]
    assert "Page" not in whole
    assert ("Page 1 of 2" in first, "Page 2 of 2" in second, gift.reference in second) == (True, True, True)
    assert all_asked == asked
    assert asked <= 20


@pytest.fixture
def three_pages(desk, manager, monkeypatch):
    """A statement of which six credits wait, two on a page; its address."""
    monkeypatch.setattr(statement_lines, "ROWS", 2)
    choir = csv(*[(f"For the choir {number}", "8.00") for number in range(6)])
    statement = bank_imports.take_in(choir, "march.csv", manager).statement
    return reverse("admin:membership_bankstatement_change", args=[statement.pk])


def test_who_books_on_a_later_page_comes_back_to_it(desk, three_pages):
    gift, credit = pledge(), BankCredit.objects.order_by("pk")[3]
    page = desk.get(three_pages, {"waiting": "2"}).content.decode()
    (form,) = re.findall(r'action="([^"]+/book/[^"]+#waiting-2)"', page)
    assert 'id="waiting-2"' in page

    done = desk.post(form, {"credit": credit.pk, "reference": gift.reference})

    assert done.url == f"{three_pages}?waiting=2"
    assert gift.received == credit.amount


def test_a_reference_that_is_refused_stands_in_its_field_on_the_same_page(desk, three_pages):
    credit = BankCredit.objects.order_by("pk")[3]
    book = three_pages.replace("change", "book")

    page = desk.post(f"{book}?waiting=2", {"credit": credit.pk, "reference": "HL-TYPO-XX"})

    told = page.content.decode()
    assert page.status_code == 422
    assert re.findall(r'<input id="ref-(\d+)"[^>]* value="([^"]*)"', told) == [(str(credit.pk), "HL-TYPO-XX")]
    assert "No gift has the reference “HL-TYPO-XX”." in text(page)
    assert ("Page 2 of 3" in text(page), "For the choir 3" in text(page)) == (True, True)


def test_a_page_of_one_part_leaves_the_others_where_they_are(desk, manager, three_pages):
    gifts = [pledge() for _number in range(3)]
    for gift, credit in zip(gifts, BankCredit.objects.order_by("pk"), strict=False):
        bank_imports.book(credit, gift, manager)

    page = desk.get(three_pages, {"waiting": "2", "booked": "2"}).content.decode()

    assert re.findall(r'href="(\?[^"]+)"', page) == [
        "?booked=2&amp;waiting=1#waiting",
        "?waiting=2&amp;booked=1#booked",
    ]


def test_why_a_credit_waits_is_the_same_on_whichever_page_it_stands(desk, manager, monkeypatch):
    gift = pledge()
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=day("2026-03-01"))
    gift.refresh_from_db()
    giving.receive(gift, by=manager, amount=Money(800, "EUR"), at=date(2026, 3, 3))
    days = ["2026-03-04", "2026-03-03", "2026-03-02"]
    told = csv(*[(gift.reference, "8.00", "Jonas Adler", on) for on in days], ("For the choir", "5.00"))
    statement = bank_imports.take_in(told, "march.csv", manager).statement
    url = reverse("admin:membership_bankstatement_change", args=[statement.pk])

    def reasons(**asked: str) -> list[str]:
        return [why for _credit, why, _some in desk.get(url, asked).context["waiting"]]

    whole = reasons()
    monkeypatch.setattr(statement_lines, "ROWS", 1)

    assert [reasons(waiting=str(page)) for page in range(1, 5)] == [[why] for why in whole]
    assert sum("marked received by hand" in why for why in whole) == 1


def test_what_a_statement_takes_back_is_shown_in_pages_too(desk, manager, monkeypatch):
    monkeypatch.setattr(statement_lines, "ROWS", 2)
    gifts = [pledge(minor=800 + number) for number in range(3)]
    came = [(gift.reference, gift.amount.figure, "Hanne Oduya") for gift in gifts]
    back = [
        (f"Return {gift.reference}", f"-{gift.amount.figure}", "Hanne Oduya", "2026-03-05") for gift in gifts
    ]
    statement = bank_imports.take_in(csv(*came, *back), "march.csv", manager).statement
    url = reverse("admin:membership_bankstatement_change", args=[statement.pk])

    first, second = (text(desk.get(url, {"returned": str(page)})) for page in (1, 2))
    row = statement.returns.order_by("pk").last()
    done = desk.post(
        f"{url.replace('change', 'back')}?returned=2", {"returned": row.pk, "reference": gifts[2].reference}
    )

    assert [page.count("Return HL-") for page in (first, second)] == [2, 1]
    assert ("Page 1 of 2" in first, "Page 2 of 2" in second) == (True, True)
    assert done.url == f"{url}?returned=2"
    assert Payment.objects.filter(kind="refund").count() == 1
    assert desk.get(url).context["returned_open"] == 2
