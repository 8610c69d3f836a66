"""A year of the demo's gifts on paper: monthly and yearly pledges that came, paused, ended and went back.

All of it is done by the verbs that staff use; the bank account is nobody's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from membership import giving
from membership.books.reports import tallying
from membership.models import Donation, Interval, Issuer, Member, Note, Payment, Status, Terms
from membership.money import whole
from membership.periods import after
from membership.providers import by_slug
from newsroom.models import User

_OUTFALL, _FERRY = "outfall-ran-211-days", "ferry-suspended-engine-fire"
_APPEALS = ("1", "1b", "2")
#: The appeal with a page and a goal of its own.
_CAMPAIGN = "3"


@dataclass(frozen=True)
class Pledged:
    """`months` ago promised; what became of it in the end."""

    name: str
    amount: int
    interval: Interval
    months: int
    then: str = ""
    story: str = ""


_M, _Y = Interval.MONTHLY, Interval.YEARLY
PLEDGED = (
    Pledged("Alba Wren", 8, _M, 11),
    Pledged("Bram Keel", 15, _M, 10, story=_OUTFALL),
    Pledged("Cato Lind", 4, _M, 9, "ended"),
    Pledged("Dora Finch", 25, _M, 8),
    Pledged("Edda Storr", 8, _M, 7, "paused"),
    Pledged("Fenn Oakley", 8, _M, 6, story=_FERRY),
    Pledged("Greta Holm", 12, _M, 5),
    Pledged("Hugo Bray", 4, _M, 4, "twice"),
    Pledged("Ilse Marn", 15, _M, 3, story=_OUTFALL),
    Pledged("Jonas Reed", 8, _M, 2),
    Pledged("Kirsten Vale", 30, _M, 1, story=_OUTFALL),
    Pledged("Lorne Abbot", 120, _Y, 9),
    Pledged("Mina Sollis", 60, _Y, 4),
)
NOTES = {
    "ended": "Wrote that she moves abroad. Thanked her for nine months.",
    "twice": "Rang about the double charge. Given back the same day.",
}
#: Gifts made once: name, amount, days ago, story.
ONCE = (
    ("Nadia Crewe", 40, 1, _OUTFALL), ("Oskar Tidd", 25, 2, _OUTFALL), ("Pia Rowan", 80, 3, _OUTFALL),
    ("Quinn Hasp", 10, 4, _OUTFALL), ("Runa Birk", 50, 5, _OUTFALL), ("Stellan Moor", 20, 6, _FERRY),
    ("Tilda Gray", 35, 7, _OUTFALL), ("Ulla Penn", 15, 8, _FERRY), ("Vidar Sloan", 100, 9, ""),
    ("Wanda Crome", 20, 11, _FERRY), ("Xenia Pole", 60, 13, ""), ("Yrsa Dunn", 25, 15, _FERRY),
    ("Zeno Hart", 40, 17, _FERRY), ("Anka Bell", 20, 19, ""),
)  # fmt: skip
#: From the list that was kept before: name, amount, days ago.
MOVED = tuple(
    (f"{first} {last}", amount, days)
    for first, last, amount, days in (
        ("Asta", "Gale", 20, 330), ("Ben", "Rook", 50, 322), ("Cleo", "Ward", 15, 300),
        ("Dag", "Sund", 40, 291), ("Ewa", "Prill", 25, 262), ("Finn", "Tarn", 80, 240),
        ("Gaia", "Moss", 10, 228), ("Hedda", "Crane", 35, 205), ("Ivo", "Strand", 20, 190),
        ("Juno", "Peel", 60, 171), ("Knut", "Ely", 25, 150), ("Lotte", "Braddock", 40, 126),
        ("Milo", "Kersey", 15, 118), ("Nora", "Steen", 30, 95), ("Olaf", "Tynan", 20, 70),
    )
)  # fmt: skip
STEPS = len(PLEDGED) + len(ONCE) + len(MOVED)


@transaction.atomic
def set_up(*, picture: str = "", thanks_picture: str = "") -> None:
    """Who receives the money, and what the newsroom has decided about giving."""
    if not Issuer.objects.exists():
        Issuer.objects.create(
            name="Harbour Ledger Cooperative",
            address="14 Ropewalk\nSaltmere",
            signatory="Odalys Fenn",
            iban="DE42000000000640123456",
            bank="Saltmere Savings",
            valid_from=date(2020, 1, 1),
        )
    if not Terms.objects.exists():
        Terms.objects.create(
            picture=picture,
            thanks_picture=thanks_picture,
            where_it_goes="6.20 Reporters and editors\n1.10 Records, lawyers and travel\n0.70 Print and post",
            where_source="Accounts for 2025, audited",
            monthly_goal_minor=120_000,
            publish_from_minor=100_000,
            funders_text="Whoever gives €1,000 or more in a year stands here by name.",
            consent_sentence="Send me the Ledger’s letter on Fridays.",
        )


def make(*, by: User, stories: Mapping[str, int]) -> Iterator[str]:
    """Each gift once, however often; yields what it made."""
    today = timezone.localdate()
    for number, told in enumerate(PLEDGED):
        begun = _months_before(today, told.months)
        gift = _pledge(f"year-{number}", told, begun, stories, by)
        _let_come(gift, told, begun, by)
        _member_since(gift, gift.promised_at)
        yield gift.reference
    for number, (name, amount, days, story) in enumerate(ONCE):
        day = today - timedelta(days=days)
        once = Pledged(name, amount, Interval.ONCE, 0, story=story)
        gift = _pledge(f"once-{number}", once, day, stories, by)
        if not gift.payments.exists():
            giving.receive(gift, by=by, amount=gift.amount, at=day, note="Bank transfer")
        _member_since(gift, gift.promised_at)
        yield gift.reference
    for name, amount, days in MOVED:
        member, _new = Member.objects.get_or_create(email=_address(name), defaults={"name": name})
        past = giving.Past(
            f"list-{_address(name)}",
            whole(amount, settings.MEMBERSHIP_CURRENCY),
            today - timedelta(days=days),
        )
        came = giving.move_in(past, member, by=by)
        _member_since(came.donation, came.at)
        yield came.reference
    # Whoever opens the page “Gifts” first finds all of them there.
    tallying.catch_up()


def _pledge(token: str, told: Pledged, day: date, stories: Mapping[str, int], by: User) -> Donation:
    story = stories.get(told.story) if told.story else None
    gift = giving.start(
        giving.Wish(
            amount=whole(told.amount, settings.MEMBERSHIP_CURRENCY),
            interval=told.interval,
            email=_address(told.name),
            token=f"demo-{token}",
            name=told.name,
            source=str(story or ""),
            appeal=_appeal(told),
        ),
        provider=by_slug("pledge"),
    )
    return gift if gift.payments.exists() else giving.promised_on(gift, day, by=by)


def _member_since(gift: Donation, at: datetime) -> None:
    """Whoever gave then has been here since then, and not since the demo was made."""
    Member.objects.filter(donations=gift, since__gt=at).update(since=at)


def _appeal(told: Pledged) -> str:
    if told.story:
        return _APPEALS[len(told.name) % len(_APPEALS)]
    return _CAMPAIGN if told.interval == Interval.ONCE else ""


def _let_come(gift: Donation, told: Pledged, begun: date, by: User) -> None:
    """An instalment on each day it fell due, and what became of the gift, as far as it is not there yet."""
    came = gift.payments.filter(kind=Payment.Kind.PAYMENT)
    done = gift.status in {Status.ENDED, Status.PAUSED} or gift.payments.exclude(pk__in=came).exists()
    while not done and (due := _due(gift, told, begun, came.count())) <= timezone.localdate():
        giving.receive(gift, by=by, amount=gift.amount, at=due, note="Standing order")
    actor = giving.Actor(staff=by)
    if told.then == "ended" and not done:
        giving.stop(gift, actor, reason="Moved away, asked by mail")
    if told.then == "paused" and not done:
        giving.pause(gift, actor, until=timezone.now() + timedelta(days=60))
    if told.then == "twice" and not done:
        last = came.order_by("-at").first()
        assert last is not None
        giving.refund(last, amount=last.amount, reason="Paid twice", by=by)
    if told.then in NOTES and not gift.notes.exists():
        Note.objects.create(donation=gift, text=NOTES[told.then], by=by)


def _due(gift: Donation, told: Pledged, begun: date, came: int) -> date:
    """When the next instalment falls due, so many having come."""
    return timezone.localdate(after(gift.promised_at, told.interval, came)) if came else begun


def _months_before(day: date, months: int) -> date:
    """The same day of that month, or its 28th: every month has one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@readers.example"
