"""A statement of many credits: shown in pages, with as few questions as one of a few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from membership import bankbooks
from membership.admin import statement_lines
from membership.models import Resolution
from tests.bank_files import csv, pledge
from tests.gifts import person, text

pytestmark = pytest.mark.django_db


def test_a_long_statement_is_shown_in_pages_and_asks_no_more_than_a_short_one(client, monkeypatch):
    manager = person("petra", "receive_donation", "view_bankstatement", "view_donation")
    client.force_login(manager)
    gift = pledge()
    choir = [(f"For the choir {number}", "8.00") for number in range(5)]
    statement = bankbooks.take_in(csv((gift.reference, "5.00"), *choir), "march.csv", manager).statement
    last = statement.credits.order_by("-pk").first()
    Resolution.objects.create(finding="credit", about=str(last.pk), how="not_ours", by=manager)
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
