"""Whatever order events come in, and however often: the books end the same.

An event only hints at what to ask, and the answer is the truth at that moment. So a stream here is a story in
the order in which it happened; each of its events is asked about at some moment from then on, answered with
all that is true of its object by then, and may come at any place, any number of times.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from membership import giving
from membership.giving.practice_scenes import scene_of
from membership.models import Donation, Issuer
from membership.money import Money
from membership.providers.base import Fact, ReportedStatus, Told
from membership.providers.practice.playing import CARD, SLUG
from tests.builders.gifts import make_donation
from tests.measuring.gift_ends import end
from tests.measuring.orders import orders

pytestmark = pytest.mark.once

#: The full number is asked for by `make proofs`.
STREAMS = 10_000 if os.environ.get("PROOFS") == "full" else 8
BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass
class Story:
    """What happened to one gift, in its order: each time what it was about, and what became true."""

    gift: Donation
    happened: list[tuple[str, Told | None]] = field(default_factory=list)
    #: How the gift stood after each.
    stood: list[ReportedStatus] = field(default_factory=list)

    def at(self) -> datetime:
        return BEGAN + timedelta(hours=len(self.happened))

    def fact(self, kind: Any, reference: str, minor: int, of: str = "") -> None:
        told = Fact(
            kind=kind,
            provider=SLUG,
            reference=reference,
            donation=self.gift.public_id,
            amount=Money(minor, self.gift.currency),
            at=self.at(),
            live=True,
            of=of,
        )
        self._happens(of or reference, told, {})

    def stands(self, **changed: Any) -> None:
        self._happens("subscription", None, changed)

    def _happens(self, about: str, told: Told | None, changed: dict[str, Any]) -> None:
        before = self.stood[-1] if self.stood else self._first()
        self.stood.append(replace(before, asked_at=self.at(), **changed))
        self.happened.append((about, told))

    def _first(self) -> ReportedStatus:
        return ReportedStatus(
            provider=SLUG,
            donation=self.gift.public_id,
            state="active",
            asked_at=BEGAN,
            live=True,
            amount=self.gift.amount,
            subscription="practice-sub",
            card=CARD,
        )

    def told(self, number: int, asked: int) -> list[Told]:
        """What is answered about event `number` when it is asked about after event `asked`."""
        about = self.happened[number][0]
        facts = [one for named, one in self.happened[: asked + 1] if named == about and one is not None]
        return [*facts, self.stood[asked]]


class _Undone(Exception):
    """Takes back what a stream wrote, so that the next one finds the gift as it was."""


def after(gift: Donation, tellings: Iterable[list[Told]]) -> tuple[Any, ...]:
    found: tuple[Any, ...] = ()
    try:
        with transaction.atomic():
            for told in tellings:
                giving.apply_all(told)
            found = end(gift)
            raise _Undone
    except _Undone:
        return found


@pytest.fixture
def gift(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", rule="plain", valid_from=date(2020, 1, 1))
    return make_donation(provider=SLUG, live=True, interval="monthly", name="Hanne Oduya")


def paid_disputed_won(gift: Donation) -> Story:
    story = Story(gift)
    story.fact("payment", "p1", 800)
    story.fact("refund", "r1", -300, "p1")
    story.fact("dispute", "d1", -500, "p1")
    story.fact("reinstated", "d1", 500, "p1")
    story.stands(amount=Money(1200, "EUR"), next_at=BEGAN + timedelta(days=31))
    return story


def renewed_failed_mended_ended(gift: Donation) -> Story:
    story = Story(gift)
    story.fact("payment", "p1", 800)
    story.stands(state="past_due")
    story.fact("payment", "p2", 800)
    story.fact("refund", "r2", -800, "p2")
    story.stands(state="ended", ends_at=BEGAN + timedelta(hours=4))
    return story


def won_and_then_given_back(gift: Donation) -> Story:
    story = Story(gift)
    story.fact("payment", "p1", 800)
    story.fact("dispute", "d1", -800, "p1")
    story.fact("reinstated", "d1", 800, "p1")
    story.fact("refund", "r1", -800, "p1")
    story.stands(state="ended")
    return story


STORIES = [paid_disputed_won, renewed_failed_mended_ended, won_and_then_given_back]


@pytest.mark.parametrize("tell", STORIES)
def test_five_events_in_any_order_end_in_the_same_state(gift, tell, proofs):
    """In all their 120 orders with `make proofs`."""
    story = tell(gift)
    now = [story.told(number, number) for number in range(5)]

    ends = [
        after(gift, [now[place] for place in order])
        for order in orders(5, every=proofs(full=True, small=False))
    ]

    assert len(ends) == proofs(full=120, small=8)
    assert all(one == ends[0] for one in ends)
    _lines, _status, _amount, received, _stands, certified, _letters, _ended = ends[0]
    assert certified == received.minor


def test_asked_about_at_the_end_each_event_tells_of_what_came_later_too(gift, proofs):
    story = won_and_then_given_back(gift)
    late = [story.told(number, 4) for number in range(5)]

    ends = [
        after(gift, [late[place] for place in order])
        for order in orders(5, every=proofs(full=True, small=False))
    ]

    assert {repr(one) for one in ends} == {repr(after(gift, [story.told(n, n) for n in range(5)]))}


def test_what_differs_would_be_seen(gift):
    story = paid_disputed_won(gift)

    whole = after(gift, [story.told(number, number) for number in range(5)])
    without = [after(gift, [story.told(n, n) for n in range(5) if n != left_out]) for left_out in (3, 4)]

    assert all(one != whole for one in without)


def at_random(gift: Donation, chance: random.Random) -> Story:
    """A gift's life: payments, tries that fail, refunds, disputes won or not, changes, maybe an end."""
    story, left, disputed = Story(gift), {}, {}
    story.fact("payment", "p1", 800)
    left["p1"] = 800
    for number in range(2, chance.randint(4, 12)):
        what = chance.choice(["payment", "failed", "refund", "dispute", "won", "stands", "stands"])
        payment = chance.choice(sorted(left))
        if what == "payment":
            left[f"p{number}"] = 800
            story.fact("payment", f"p{number}", 800)
        elif what == "failed":
            story.fact("failed", f"f{number}", 0)
        elif what == "refund" and left[payment]:
            back = chance.randint(1, left[payment])
            left[payment] -= back
            story.fact("refund", f"r{number}", -back, payment)
        elif what == "dispute" and left[payment] and payment not in disputed:
            disputed[payment] = f"d{number}", left[payment]
            story.fact("dispute", f"d{number}", -left[payment], payment)
            left[payment] = 0
        elif what == "won" and payment in disputed:
            dispute, minor = disputed.pop(payment)
            left[payment] += minor
            story.fact("reinstated", dispute, minor, payment)
        else:
            state = chance.choice(["active", "past_due", "paused", "active"])
            story.stands(state=state, amount=Money(chance.choice([800, 800, 1200]), "EUR"))
    if chance.random() < 0.3:
        story.stands(state="ended")
    return story


def stream(story: Story, chance: random.Random) -> list[list[Told]]:
    """Each event once or more, in any order, each time asked about then or later."""
    last = len(story.happened) - 1
    numbers = [number for number in range(last + 1) for _copy in range(chance.choice([1, 1, 2, 3]))]
    chance.shuffle(numbers)
    return [story.told(number, chance.randint(number, last)) for number in numbers]


def test_random_streams_duplicated_and_reordered_end_as_the_story_did(gift):
    wrong = []
    for seed in range(STREAMS):
        chance = random.Random(seed)
        story = at_random(gift, chance)
        expected = after(gift, [story.told(number, number) for number in range(len(story.happened))])
        found = after(gift, stream(story, chance))
        if found != expected or found[5] != found[3].minor:
            wrong.append((seed, expected, found))

    assert wrong == []


def test_what_the_practice_page_tells_ends_the_same_in_any_order(settings, db):
    settings.DEMO = True
    gift = make_donation(provider=SLUG, live=False, interval="monthly")
    plays = ["succeeds", "renews", "renewal-fails", "recovers", "disputed", "dispute-won"]
    from membership.providers.practice import Practice

    told = []
    for outcome in plays:
        told.append(Practice().play(outcome, scene_of(gift)))
        giving.apply_all(told[-1])
    expected = end(gift)

    for seed in range(8):
        again = [*told, *told]
        random.Random(seed).shuffle(again)
        for one in again:
            giving.apply_all(one)

    assert end(gift) == expected
