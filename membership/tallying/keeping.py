"""Keeping the tally: in the transaction of each change, and in rounds that put its rows together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from membership.models import Donation, Member, Payment, Standing, Tally
from membership.tallying.counting import Counts, Gift, Line, Told, counts_of
from membership.tallying.ways import way_of

KEY = ("currency", "what", "day", "which", "since")
#: What says that the tally of an older newsroom is still to be worked out (migration 0011).
UNCOUNTED = "uncounted"
#: So many people are counted at once, and so many rows are written.
AT_ONCE = 500
#: So many rows are put together at once, so often in a round.
TOGETHER, ROUNDS = 100, 10


def follow(row: Payment | Standing) -> None:
    """Count what this row has changed. Called where it is written, in that transaction."""
    gifts = _gifts_of(row.donation)
    if not any(gift.lines for gift in gifts):
        return
    new, old = counts_of(gifts), counts_of(_without(row, gifts))
    new.take_off(old)
    _add(new)


@contextmanager
def changing(members: Iterable[int]) -> Iterator[None]:
    """What is done within changes who these people are, or where their gifts came from; in a transaction."""
    roots = _roots(members)
    before = _counted(_of_people(roots))
    yield
    after = _counted(_of_people(_roots([*roots, *members])))
    after.take_off(before)
    _add(after)


def put_together() -> int:
    """Put rows that differ in their numbers alone into one; how many were fresh. Safe at any time."""
    done = 0
    for _round in range(ROUNDS):
        found = _put_some_together()
        done += found
        if found < TOGETHER:
            break
    return done


@transaction.atomic
def _put_some_together() -> int:
    fresh = list(Tally.objects.filter(fresh__isnull=False).order_by("pk")[:TOGETHER])
    if not fresh:
        return 0
    same = Q()
    for currency, what, day in {(row.currency, row.what, row.day) for row in fresh}:
        same |= Q(currency=currency, what=what, day=day)
    keys = {row.key for row in fresh}
    alike = Tally.objects.select_for_update().filter(same).order_by("pk")
    # Whoever comes second finds what the first has left: only rows that are locked are added up.
    rows = [row for row in alike if row.key in keys]
    sums = Counts()
    for row in rows:
        sums.add(row.key, row.count, row.minor)
    Tally.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _add(sums, fresh=None)
    return len(fresh)


def anew() -> int:
    """Work the whole tally out again from the books; how many rows it has."""
    with transaction.atomic():
        Tally.objects.all().delete()
        _add(_everything(), fresh=None)
    return Tally.objects.count()


def anew_if_uncounted() -> None:
    # Where migrations were undone, the table may be gone.
    is_there = Tally._meta.db_table in connection.introspection.table_names()
    if is_there and Tally.objects.filter(what=UNCOUNTED).exists():
        anew()


def differs() -> list[str]:
    """A sentence if the tally is not what the books come to; none if it is."""
    kept = Counts()
    for row in Tally.objects.all().iterator():
        kept.add(row.key, row.count, row.minor)
    kept.take_off(_everything())
    if not kept:
        return []
    return [_("The figures of the page “Gifts” are not what the books come to. Run manage.py tally.")]


def _everything() -> Counts:
    found = Counts()
    alone = Donation.objects.live().filter(member__isnull=True, payments__isnull=False).distinct()
    for some in _parts(alone.order_by("pk").values_list("pk", flat=True).iterator()):
        _put(found, _counted(_books(Q(pk__in=some))))
    people = Member.objects.order_by().values_list(Coalesce("same_as", "pk"), flat=True).distinct()
    for some in _parts(people.iterator()):
        _put(found, _counted(_of_people(set(some), hold=False)))
    return found


def _put(found: Counts, more: Counts) -> None:
    for key, (count, minor) in more.items():
        found.add(key, count, minor)


def _counted(by_person: dict[int, list[Gift]]) -> Counts:
    found = Counts()
    for gifts in by_person.values():
        _put(found, counts_of(gifts))
    return found


def _gifts_of(donation: Donation) -> list[Gift]:
    """All gifts of whoever gave this one. Nobody else counts them until the transaction ends."""
    if donation.member_id is None:
        return next(iter(_books(Q(pk=donation.pk)).values()), [])
    return next(iter(_of_people(_roots([donation.member_id])).values()), [])


def _roots(members: Iterable[int]) -> set[int]:
    """Those whom the figures hold these members for: one step along “same person as”."""
    told = Member.objects.filter(pk__in=list(members)).values_list("pk", "same_as")
    return {same_as or pk for pk, same_as in told}


def _of_people(roots: set[int], *, hold: bool = True) -> dict[int, list[Gift]]:
    rows = Member.objects.filter(Q(pk__in=roots, same_as__isnull=True) | Q(same_as__in=roots)).order_by("pk")
    if hold:
        rows = rows.select_for_update(no_key=True)
    return _books(Q(member__in=list(rows.values_list("pk", flat=True))))


def _books(which: Q) -> dict[int, list[Gift]]:
    """Gifts of real money with their lines and standings, by the person."""
    gifts: dict[int, Gift] = {}
    by_person: dict[int, list[Gift]] = defaultdict(list)
    back: dict[int, str] = {}
    columns = (
        "pk", "member", "member__same_as", "currency", "interval", "provider", "minor", "source", "appeal",
        "wording", "appeal_gone", "back",
    )  # fmt: skip
    for row in Donation.objects.live().filter(which).order_by("pk").values_list(*columns):
        pk, member, same_as, currency, interval, provider, minor, story, appeal, wording, gone, came_from = (
            row
        )
        asked = str(appeal) if appeal else gone
        gift = Gift(
            member, currency, interval, provider, minor, story, asked, f"{appeal}{wording}" if appeal else ""
        )
        gifts[pk], back[pk] = gift, came_from
        by_person[same_as or member or -pk].append(gift)
    lines = Payment.objects.filter(donation__in=gifts).order_by("at", "pk")
    for pk, donation, at, kind, minor, reference in lines.values_list(
        "pk", "donation", "at", "kind", "minor", "reference"
    ):
        gift = gifts[donation]
        gift.lines.append(
            Line(pk, at, kind, minor, way_of(gift.provider, reference, back[donation], gift.story))
        )
    told = Standing.objects.filter(donation__in=gifts).order_by("asked_at", "pk")
    for donation, *row in told.values_list("donation", "pk", "asked_at", "state", "minor", "card_until"):
        gifts[donation].told.append(Told(*cast("Any", row)))
    return by_person


def _without(row: Payment | Standing, gifts: list[Gift]) -> list[Gift]:
    """The same books before that row was written."""
    is_line = isinstance(row, Payment)
    return [
        replace(
            gift,
            lines=[line for line in gift.lines if not (is_line and line.pk == row.pk)],
            told=[told for told in gift.told if is_line or told.pk != row.pk],
        )
        for gift in gifts
    ]


def _add(counts: Counts, *, fresh: bool | None = True) -> None:
    Tally.objects.bulk_create(
        (
            Tally(**dict(zip(KEY, key, strict=True)), count=count, minor=minor, fresh=fresh)
            for key, (count, minor) in counts.items()
        ),
        batch_size=AT_ONCE,
    )


def _parts(rows: Iterator[int]) -> Iterator[list[int]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
