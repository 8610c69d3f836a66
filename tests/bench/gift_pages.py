"""The pages, rounds and files of the gift that are measured: `tests/bench/gifts.py` at 100,000 gifts, and
`tests/membership/admin/test_at_size.py` in small books, where their queries are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from membership import providers
from membership.members.sessions import hashed, open_session
from membership.models import BankStatement, Donation, Member, MemberSession, Payment
from membership.models.ledger import GIVING
from membership.paths import MEMBER_COOKIE
from newsroom import jobs
from newsroom.models import User
from tests.driving.counter import Counter

GIFTS = "/admin/membership/gifts/"
DONATIONS = "/admin/membership/donation/"


class Quiet(Counter):
    """The provider of the bench's gifts, which has nothing new to tell."""

    slug = "stripe"


@dataclass
class Scene:
    """One thing that is measured; `does` answers how many rows or bytes came of it."""

    name: str
    does: Callable[[], int]
    #: A page is asked for by somebody who waits for it.
    page: bool = True
    #: What it may ask of the database; None for what goes through many rows by its nature.
    most_queries: int | None = 20
    rows: str = field(default="")
    #: Done before each time that it is measured.
    first: Callable[[], object] = lambda: None


class World:
    """Who looks at the books, and the rows that are looked at."""

    def __init__(self) -> None:
        providers.REGISTRY["stripe"] = Quiet()
        self.desk, self.reader = Client(), Client()
        self.desk.force_login(User.objects.get(username="bench"))
        busiest = (
            Payment.objects.order_by()
            .values("donation__member")
            .annotate(lines=Count("pk"))
            .filter(donation__member__isnull=False)
            .exclude(donation__member__email="")
            .order_by("-lines")
            .first()
        )
        self.member = Member.objects.get(pk=busiest["donation__member"])
        gifts = Donation.objects.filter(member=self.member)
        self.gift = gifts.annotate(lines=Count("payments")).order_by("-lines").first()
        MemberSession.objects.filter(hashed=hashed("bench")).delete()
        open_session(self.member, hashed("bench"))
        self.reader.cookies[MEMBER_COOKIE] = "bench"

    def at_desk(self, path: str, **asked: str) -> int:
        return _size(self.desk.get(path, asked))

    def posted(self, path: str) -> int:
        return _size(self.desk.post(path))

    def as_member(self, path: str) -> int:
        return _size(self.reader.get(path))


def _size(answer: Any) -> int:
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    if answer.streaming:
        return sum(part.count(b"\n") for part in answer.streaming_content)
    return len(answer.content)


def scenes(world: World) -> Iterator[Scene]:
    yield from _gifts_pages(world)
    yield from _desk_pages(world)
    yield from _own_pages(world)
    yield from _rounds()
    yield from _files(world)


def _gifts_pages(world: World) -> Iterator[Scene]:
    today = timezone.localdate()
    spans = {
        "this month": {"span": "month"},
        "last month": {"span": "last-month"},
        "this year": {"span": "year"},
        "12 months": {"span": "12-months"},
        "own dates, 3 years": {
            "span": "own",
            "first": f"{today - timedelta(days=3 * 365):%Y-%m-%d}",
            "last": f"{today:%Y-%m-%d}",
        },
    }
    for name, asked in spans.items():
        yield Scene(f"gifts page, {name}", lambda asked=asked: world.at_desk(GIFTS, **asked))


def _desk_pages(world: World) -> Iterator[Scene]:
    start = {"start page of the desk": "/admin/", "what needs a hand": "/admin/membership/findings/"}
    asked = {
        "list of gifts": {},
        "list of gifts, in the middle": {"p": f"{Donation.objects.count() // 200 or 1}"},
    }
    for status in (
        "promised",
        "overdue",
        "received",
        "failed",
        "past-due",
        "card-expired",
        "paused",
        "ended",
    ):
        asked[f"list of gifts, {status}"] = {"standing": status}
    asked |= {
        "list of gifts, yearly": {"interval__exact": "yearly"},
        "list of gifts, through pledge": {"provider": "pledge"},
        "list of gifts, no real money": {"live__exact": "0"},
        "list of gifts, by name": {"q": world.gift.name},
        "list of gifts, by mail": {"q": world.gift.email},
        "list of gifts, by reference": {"q": world.gift.reference},
    }
    for name, path in start.items():
        yield Scene(name, lambda path=path: world.at_desk(path))
    for name, query in asked.items():
        yield Scene(name, lambda query=query: world.at_desk(DONATIONS, **query))
    statement = BankStatement.objects.order_by("pk").last()
    pages = {
        "a gift": f"{DONATIONS}{world.gift.pk}/change/",
        "list of members": "/admin/membership/member/",
        "a member": f"/admin/membership/member/{world.member.pk}/change/",
        "list of payments": "/admin/membership/payment/",
        "list of receipts": "/admin/membership/receipt/",
        "list of statements": "/admin/membership/bankstatement/",
        "a statement": f"/admin/membership/bankstatement/{statement.pk}/change/" if statement else "/admin/",
        "list of credits": "/admin/membership/bankcredit/",
        "list of events": "/admin/membership/event/",
        "months": "/admin/membership/months/",
        "take in a statement": "/admin/membership/bankstatement/take-in/",
    }
    for name, path in pages.items():
        yield Scene(name, lambda path=path: world.at_desk(path))
    for name, path in {
        "list of members": "member",
        "list of payments": "payment",
        "list of receipts": "receipt",
    }.items():
        term = world.member.email
        yield Scene(
            f"{name}, by mail",
            lambda path=path, term=term: world.at_desk(f"/admin/membership/{path}/", q=term),
        )


def _own_pages(world: World) -> Iterator[Scene]:
    yield Scene("the form", lambda: world.as_member("/membership/"))
    yield Scene("the list of funders", lambda: _any(world, "/membership/funders/"))
    yield Scene("a gift, by its address", lambda: world.as_member(world.gift.get_absolute_url()))
    yield Scene("a member's own page", lambda: world.as_member("/membership/me/"))
    gift = f"/membership/me/gifts/{world.gift.public_id}/"
    yield Scene("a member’s own gift", lambda: world.as_member(gift))
    year = f"/membership/me/years/{timezone.localdate().year}/"
    yield Scene("a member's own year", lambda: world.as_member(year))
    yield Scene("a member's own data", lambda: world.as_member("/membership/me/data.json"), most_queries=None)


def _any(world: World, path: str) -> int:
    return len(world.reader.get(path).content)


def _rounds() -> Iterator[Scene]:
    """Each minute; what is done hourly or nightly at most is due in every round that is measured."""
    for work in list(jobs.often):
        if work.__module__.startswith("membership"):
            name = f"{work.__module__.removeprefix('membership.')}.{work.__name__}"
            yield Scene(f"tick, {name}", lambda work=work: _run([work]), page=False, first=_all_is_due)
    ours = [work for work in jobs.often if work.__module__.startswith("membership")]
    yield Scene("tick, all of membership", lambda: _run(ours), page=False, most_queries=60, first=_all_is_due)
    yield Scene("tick, the same minute once more", lambda: _run(ours), page=False, most_queries=40)


def _all_is_due() -> None:
    cache.clear()
    with GIVING.open():
        Donation.objects.exclude(asked_after_at=None).update(asked_after_at=None)


def _run(works: Iterable[Callable[[], object]]) -> int:
    return sum(1 for work in works if work() or True)


def _files(world: World) -> Iterator[Scene]:
    last = (timezone.localdate().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    paths = {
        "file of members": lambda: world.posted("/admin/membership/member/lists/members.csv"),
        "file of gifts": lambda: world.posted("/admin/membership/member/lists/gifts.csv"),
        "file of a month": lambda: world.at_desk("/admin/membership/months/", export=last),
        "file of the figures": lambda: world.at_desk(GIFTS, span="12-months", **{"as": "csv"}),
    }
    for name, does in paths.items():
        yield Scene(name, does, page=False, most_queries=None, rows="rows")
