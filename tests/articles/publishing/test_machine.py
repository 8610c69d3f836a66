"""Whatever editors do in whatever order: one readable edition at a time, no gap nobody asked for, no history lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from articles.models import Edition
from articles.publishing import cancel_schedule, withdraw
from tests.builders import newsdesk

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
MINUTE = timedelta(minutes=1)
minutes = st.integers(1, 90)
_slugs = count(1)


class Desk(RuleBasedStateMachine):
    """One article, one clock, and a plain model of what readers ought to have."""

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(NINE, tick=False)
        self.clock = self.travel.start()
        self.now = NINE
        self.boss = newsdesk.editor()
        self.article = newsdesk.story("Words 0", slug=f"words-{next(_slugs)}")
        self.saves = 0
        self.live: str | None = None
        self.next: tuple[datetime, str] | None = None
        self.seen: dict[int, dict] = {}

    def teardown(self) -> None:
        self.travel.stop()

    @property
    def words(self) -> str:
        return f"Words {self.saves}"

    @rule()
    def save(self) -> None:
        self.saves += 1
        newsdesk.save(self.article, headline=self.words)

    @rule()
    def publish(self) -> None:
        newsdesk.put_out(self.article, by=self.boss)
        self.next = None
        self.live = self.words

    @rule(after=minutes)
    def schedule(self, after: int) -> None:
        at = self.now + after * MINUTE
        newsdesk.put_out(self.article, by=self.boss, at=at)
        self.next = (at, self.words)

    @rule()
    def cancel(self) -> None:
        cancel_schedule(self.article, by=self.boss)
        self.next = None

    @rule()
    def withdraw(self) -> None:
        withdraw(self.article, by=self.boss, reason="Because.")
        self.live = self.next = None

    @rule(after=minutes)
    def tick(self, after: int) -> None:
        self.now += after * MINUTE
        self.clock.move_to(self.now)
        if self.next and self.next[0] <= self.now:
            self.live, self.next = self.next[1], None

    @invariant()
    def readers_have_what_they_ought_to(self) -> None:
        readable = Edition.objects.readable().filter(article=self.article)

        assert list(readable.values_list("headline", flat=True)) == ([self.live] if self.live else [])

    @invariant()
    def they_will_have_what_is_scheduled(self) -> None:
        at = self.next[0] if self.next else self.now + timedelta(days=30)
        readable = Edition.objects.readable(at).filter(article=self.article)
        wanted = self.next[1] if self.next else self.live

        assert list(readable.values_list("headline", flat=True)) == ([wanted] if wanted else [])

    @invariant()
    def there_is_never_more_than_one_at_any_moment(self) -> None:
        spans = sorted(
            (edition.live_from, edition.live_until or datetime.max.replace(tzinfo=NINE.tzinfo))
            for edition in self.article.editions.all()
            if edition.live_until != edition.live_from
        )

        assert all(before[1] <= after[0] for before, after in pairwise(spans))

    @invariant()
    def history_is_only_added_to(self) -> None:
        rows = {row["id"]: row for row in self.article.editions.values()}

        assert set(self.seen) <= set(rows)
        for pk, before in self.seen.items():
            after = rows[pk]
            changed = {name for name in before if before[name] != after[name]}
            assert changed <= {"live_until", "closed", "reason"}
            if before["live_until"] is not None and before["live_until"] < self.now:
                assert changed == set()
        self.seen = rows

    @invariant()
    def the_chain_of_versions_is_whole(self) -> None:
        versions = list(self.article.versions.order_by("number"))

        assert [version.number for version in versions] == list(range(1, len(versions) + 1))
        assert all(version.is_intact() for version in versions)
        assert [version.previous_hash for version in versions] == [
            "",
            *(version.hash for version in versions[:-1]),
        ]


class TestDesk(Desk.TestCase, TestCase):
    settings = settings(
        max_examples=25,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )


pytestmark = pytest.mark.django_db
