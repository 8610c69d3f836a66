"""A story at nine o'clock on a day that does not pass, and its editions told in hours after that."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from articles.models import Article
from tests.builders import newsdesk

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def boss():
    return newsdesk.editor()


@pytest.fixture
def article(clock):
    return newsdesk.story()


def spans(article: Article) -> list[tuple[float, float | None, str]]:
    """(begins, ends, why it ended) of each edition in hours after nine, in the order they were made."""

    def hours(moment: datetime | None) -> float | None:
        return None if moment is None else (moment - NINE) / HOUR

    rows = article.editions.order_by("pk").values_list("live_from", "live_until", "closed")
    return [(hours(begins), hours(ends), closed) for begins, ends, closed in rows]
