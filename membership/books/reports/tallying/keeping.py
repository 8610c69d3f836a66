"""Keeping the tally: people to whose gifts something happened are counted anew, some at a time.

Whatever happens leaves a note in its own transaction (models.Doubt) and waits for nothing else. What a
person's gifts came to is kept (models.Counted), so that the difference alone goes into the tally when they
are counted again. One counts at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from membership.books.reports.tallying.counting import (
    CountedGift,
    CountedReport,
    Counts,
    LedgerLine,
    counts_of,
)
from membership.books.reports.tallying.ways import way_of
from membership.models import Counted, Donation, Doubt, Member, Payment, StatusReport, Tally
from newsroom.verification import Found, Mendable

#: So many people are counted in one transaction; so often in a round.
AT_ONCE, ROUNDS = 25, 40
#: Who counts holds this row of Counted, which is nobody's.
TURN = 0
ADD = """
INSERT INTO membership_tally (currency, what, day, which, since, count, minor)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (currency, what, day, which, since) DO UPDATE
SET count = membership_tally.count + excluded.count, minor = membership_tally.minor + excluded.minor
"""


def catch_up(rounds: int = ROUNDS) -> bool:
    """Count those whom something happened to since; whether nobody is left. Safe to run at any time."""
    for _round in range(rounds):
        if not _count_some():
            return True
    return not _noted().exists()


def anew(told: Callable[[int], object] = lambda _count: None) -> int:
    """Count everybody again, while others write; how many sums there are. `told`: so many people are done."""
    for some in _parts(_everybody()):
        _count(some)
        told(len(some))
    _put_right(_off_in_all())
    return Tally.objects.count()


def everybody() -> int:
    """How many people `anew` counts, and `check` looks at."""
    return len(_everybody())


def check() -> Iterator[Found]:
    """Each person, and then the sums: whether they are what the books come to. Can be counted again."""
    for some in _parts(_everybody()):
        off = _off(some)
        for person in some:
            told = _("The figures of the page “Gifts” count somebody’s gifts wrongly.")
            yield Mendable(told, partial(_count, [person])) if person in off else None
    if off_in_all := _off_in_all():
        told = _("The figures of the page “Gifts” are not what the gifts come to.")
        yield Mendable(told, partial(_put_right, off_in_all))


def _count_some() -> int:
    # In the order of the index: what happened to one person stands together.
    notes = list(_noted().order_by("row").values_list("pk", "row")[:AT_ONCE])
    if notes:
        with transaction.atomic():
            _count({row for _pk, row in notes})
            # What happened meanwhile has left notes of its own.
            Doubt.objects.filter(pk__in=[pk for pk, _row in notes]).delete()
    return len(notes)


def _noted() -> Any:
    return Doubt.objects.filter(what=Doubt.PERSON)


@contextmanager
def _turn() -> Iterator[None]:
    with transaction.atomic():
        Counted.objects.get_or_create(person=TURN, defaults={"parts": []})
        Counted.objects.select_for_update().get(person=TURN)
        yield


def _count(noted: Collection[int]) -> None:
    """Put into the tally by how much the gifts of these come to something else than when last counted."""
    with _turn():
        people = _people(noted)
        came_to = {person: counts_of(gifts) for person, gifts in _books(people).items()}
        now = {person: counts for person, counts in came_to.items() if counts}
        change = Counts()
        for row in Counted.objects.filter(person__in=people):
            change.take_off(Counts.from_parts(row.parts))
        for counts in now.values():
            change.put(counts)
        Counted.objects.filter(person__in=people - now.keys()).delete()
        Counted.objects.bulk_create(
            [Counted(person=person, parts=counts.as_parts()) for person, counts in now.items()],
            update_conflicts=True,
            unique_fields=["person"],
            update_fields=["parts"],
        )
        _add(change)


def _people(noted: Collection[int]) -> set[int]:
    """These, and who they are: a gift may be somebody's by now, a member the same person as another."""
    gifts = Donation.objects.filter(pk__in=[-one for one in noted if one < 0], member__isnull=False)
    members = {*(one for one in noted if one > 0), *gifts.values_list("member", flat=True)}
    firsts = Member.objects.filter(pk__in=members).values_list("same_as", flat=True)
    return {*noted, *members, *(first for first in firsts if first)}


def _add(change: Counts) -> None:
    rows = [
        (currency, what, day.isoformat(), which, since.isoformat(), count, minor)
        # Two who add to the same sums do so in the same order.
        for (currency, what, day, which, since), (count, minor) in sorted(change.items())
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(ADD, rows)


def _everybody() -> list[int]:
    members = Member.objects.order_by().values_list(Coalesce("same_as", "pk"), flat=True)
    alone = Donation.objects.live().filter(member__isnull=True, payments__isnull=False)
    counted = Counted.objects.exclude(person=TURN).values_list("person", flat=True)
    return sorted({*members, *alone.values_list(-F("pk"), flat=True), *counted})


def _off(people: Collection[int]) -> set[int]:
    """Those of them who were counted wrongly; not whoever is still to be counted."""
    with _turn():
        books = _books(people)
        counted = {
            row.person: Counts.from_parts(row.parts) for row in Counted.objects.filter(person__in=people)
        }
        off = {
            person for person in people if counts_of(books.get(person, [])) != counted.get(person, Counts())
        }
        names = {person: {person, *(-gift.pk for gift in books.get(person, []))} for person in off}
        noted = set(_noted().filter(row__in=set().union(*names.values())).values_list("row", flat=True))
    return {person for person in off if not names[person] & noted}


def _off_in_all() -> Counts:
    """What the sums lack of what was counted of everybody."""
    first, second = _difference(), _difference()
    # Who was counted while one was asked does not differ by the same a second time.
    return Counts({key: lack for key, lack in first.items() if second.get(key) == lack})


def _difference() -> Counts:
    off = Counts()
    for row in Tally.objects.iterator():
        off.add(row.key, -row.count, -row.minor)
    for counted in Counted.objects.exclude(person=TURN).iterator():
        off.put(Counts.from_parts(counted.parts))
    return off


def _put_right(off: Counts) -> None:
    """Whatever was counted since went into the sums as well: what they lacked, they still lack."""
    for some in _parts(sorted(off)):
        with _turn():
            _add(Counts({key: off[key] for key in some}))


def _books(people: Collection[int]) -> dict[int, list[CountedGift]]:
    """Gifts of real money with their lines and status reports, by the person."""
    # Asked first: an OR across the two tables would read all gifts.
    rows = Member.objects.filter(Q(pk__in=people, same_as__isnull=True) | Q(same_as__in=people)).order_by()
    theirs = Q(member__in=list(rows.values_list("pk", flat=True)))
    theirs |= Q(pk__in=[-person for person in people if person < 0], member__isnull=True)
    gifts: dict[int, CountedGift] = {}
    by_person: dict[int, list[CountedGift]] = defaultdict(list)
    back: dict[int, str] = {}
    columns = (
        "pk", "member", "member__same_as", "currency", "interval", "provider", "minor", "source", "appeal",
        "wording", "back",
    )  # fmt: skip
    for row in Donation.objects.live().filter(theirs).order_by("pk").values_list(*columns):
        pk, member, same_as, currency, interval, provider, minor, story, appeal, wording, came_from = row
        asked = str(appeal) if appeal else ""
        drawn = f"{appeal}{wording}" if appeal else ""
        gift = CountedGift(pk, member, currency, interval, provider, minor, story, asked, drawn)
        gifts[pk], back[pk] = gift, came_from
        by_person[same_as or member or -pk].append(gift)
    lines = Payment.objects.filter(donation__in=gifts).order_by("at", "pk")
    for donation, at, kind, minor, reference in lines.values_list(
        "donation", "at", "kind", "minor", "reference"
    ):
        gift = gifts[donation]
        way = way_of(gift.provider, reference, back[donation], gift.story)
        gift.lines.append(LedgerLine(at, kind, minor, way))
    told = StatusReport.objects.filter(donation__in=gifts).order_by("asked_at", "pk")
    for donation, *row in told.values_list("donation", "asked_at", "state", "minor", "card_until"):
        gifts[donation].told.append(CountedReport(*cast("Any", row)))
    return by_person


def _parts(rows: list[Any]) -> Iterator[list[Any]]:
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]
