"""What the desk, donors and the clock ask of the books is the same few questions, however many gifts there are.

The books are those of `make bench-gifts`, in small.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from membership.models import Donation, Payment
from membership.providers import REGISTRY
from tests.bench import gift_books
from tests.bench.gift_pages import World, scenes
from tests.measuring.plans import plans

pytestmark = pytest.mark.django_db
#: A table of the books that is read from its first row to its last.
WHOLE = re.compile(
    r"(?:SCAN|Seq Scan on) membership_(donation|payment|statusreport|letter|event|receipt|receiptline|summary)\b(?! USING)"
)


@pytest.fixture(autouse=True)
def _stripe_comes_back(monkeypatch):
    """The bench puts a provider of its own in the place of Stripe."""
    monkeypatch.setitem(REGISTRY, "stripe", REGISTRY["stripe"])


def test_no_page_and_no_round_of_the_clock_asks_more_than_it_may_of_the_database(settings):
    settings.PAGE_STORE = False
    # Noon of one day: which months are over and what is due is the same whenever this is run, and what is
    # looked at once a minute or a day is not due anew between the two.
    with time_machine.travel(datetime(2026, 11, 17, 11, tzinfo=UTC), tick=False):
        gift_books.fill(150, tell=False)
        assert Payment.objects.count() > Donation.objects.count() == 150

        asked = {}
        for scene in scenes(World()):
            scene.first()
            scene.does()
            scene.first()
            with CaptureQueriesContext(connection) as queries:
                scene.does()
            if len(queries) > (scene.most_queries or 1000):
                asked[scene.name] = len(queries)

    assert asked == {}


def test_the_clock_reads_no_table_of_the_books_whole():
    gift_books.fill(100, tell=False)
    rounds = [scene for scene in scenes(World()) if scene.name.startswith("tick")]

    with plans() as told:
        for scene in rounds:
            scene.does()

    assert len(told) > len(rounds) > 5
    assert [plan for plan in told if WHOLE.search(plan)] == []
