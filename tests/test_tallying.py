"""The tally comes to what the books come to, in whatever order they are written, whoever is whom."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from membership import figures, giving, tallying
from membership.figures.spans import OWN, Span, month_end
from membership.models import Appeal, Donation, Member, Payment, Standing, Tally
from membership.models.ledger import GIVING
from tests import slow_figures
from tests.gifts import make_donation

pytestmark = pytest.mark.django_db

FIRST = date(2024, 1, 1)
DAYS = 900


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


class Books:
    """Random gifts of a few people, written one row at a time, as the verbs write them."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.appeals = [
            Appeal.objects.create(heading=f"A{n}", text="It costs.", amounts="8") for n in range(2)
        ]
        self.people = [Member.objects.create(email=f"m{n}@reader.example") for n in range(5)]

    def write(self, gifts: int) -> None:
        rows = [row for number in range(gifts) for row in self._rows(self._gift(number), number)]
        self.pick.shuffle(rows)
        for number, row in enumerate(rows):
            with GIVING.open():
                row.save()
            tallying.follow(row)
            if number % 7 == 0:
                tallying.put_together()
            if number % 40 == 20:
                self.merge()

    def merge(self) -> None:
        """Two rows turn out to be one person, or two after all."""
        one, other = self.pick.sample(self.people, 2)
        other = other if other.same_as_id is None and self.pick.random() < 0.7 else None
        if Member.objects.filter(same_as=one).exists():
            return
        with tallying.changing([one.pk, *([other.pk] if other else [])]):
            one.same_as = other
            one.save()

    def _moment(self) -> datetime:
        # Midnights, and moments that many share, are where figures part.
        day = FIRST + timedelta(days=self.pick.randrange(DAYS))
        return moment(day) + timedelta(hours=self.pick.choice((0, 0, 9, 12, 23)))

    def _gift(self, number: int) -> Donation:
        appeal = self.pick.choice([None, *self.appeals])
        return make_donation(
            reference=f"HL-{number}",
            member=self.pick.choice([*self.people, None]),
            interval=self.pick.choice(("once", "monthly", "monthly", "yearly")),
            provider=self.pick.choice(("stripe", "pledge", "import")),
            currency=self.pick.choice(("EUR", "EUR", "GBP")),
            minor=self.pick.choice((300, 800, 1200)),
            live=self.pick.random() < 0.9,
            source=self.pick.choice(("", "7", "8")),
            appeal=appeal,
            wording=self.pick.choice(("a", "b", "")) if appeal else "",
            back=self.pick.choice(("", "/membership/for/five/")),
        )

    def _rows(self, gift: Donation, number: int) -> list[Payment | Standing]:
        found: list[Payment | Standing] = []
        for n in range(self.pick.randrange(5)):
            kind = self.pick.choice(("payment", "payment", "payment", "failed", "refund", "dispute"))
            sign = {"payment": 1, "failed": 0}.get(kind, -1)
            way = self.pick.choice(("", "", "bank/", "cash/"))
            found.append(
                Payment(
                    donation=gift, kind=kind, minor=sign * self.pick.choice((gift.minor, 100)), currency=gift.currency,
                    provider=gift.provider, reference=f"{way}{number}-{n}", at=self._moment(),
                )
            )  # fmt: skip
        found += [
                Standing(
                    donation=gift, state=self.pick.choice(("active", "past_due", "paused", "ended", "ended")),
                    asked_at=self._moment(), minor=self.pick.choice((None, 500)), told_by="provider",
                    card_until=self.pick.choice(("", "2024-06", "2025-09")),
                )
            for _n in range(self.pick.randrange(4))
        ]  # fmt: skip
        return found


@pytest.mark.parametrize("seed", range(6))
def test_the_tally_of_random_books_is_what_they_come_to_by_the_slow_way(seed):
    Books(seed).write(30)

    for currency in ("EUR", "GBP"):
        for _n in range(4):
            pick = random.Random(seed * 10 + _n)
            first = FIRST + timedelta(days=pick.randrange(DAYS))
            last = first + timedelta(days=pick.choice((0, 30, 200, 700)))
            assert fast(currency, first, last) == slow(currency, first, last)
    assert tallying.differs() == []
    assert Payment.objects.count() > 20


def fast(currency: str, first: date, last: date) -> dict[str, object]:
    daily = figures.Daily(currency, last)
    months = Span(OWN, first.replace(day=1), month_end(last))
    found = figures.origins(currency, months)
    regular = daily.regular(last)
    rows = {what: [(one.which, one.people, one.minor) for one in origins.all if one.people or one.minor]
            for what, origins in (("story", found.stories), ("appeal", found.appeals))}  # fmt: skip
    return {
        "regular": regular,
        "middle": figures.middle(currency, last),
        "members": daily.members(last),
        "came": daily.came(first, last),
        "came back": figures.came_back(currency, first, last),
        "lapsed": sorted(
            (one.day, one.expired)
            for one in figures.lapsed(currency, first, last, last)
            for _n in range(one.gifts)
        ),
        "recovered": daily.recovered(first, last),
        "by day": {day: minor for day, minor in days(daily, first, last) if minor},
        **rows,
        "ways": sum(one.minor for one in found.ways),
    }


def days(daily: figures.Daily, first: date, last: date):
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield day, daily.taken(day)


def slow(currency: str, first: date, last: date) -> dict[str, object]:
    since, until = moment(first), moment(last + timedelta(days=1))
    wide = moment(first.replace(day=1)), moment(month_end(last) + timedelta(days=1))
    regular = slow_figures.regular(currency, until)
    return {
        "regular": regular,
        "middle": slow_figures.middle(currency, until, regular.monthly_gifts),
        "members": slow_figures.members(currency, until),
        "came": len(slow_figures.came(currency, since, until)),
        "came back": slow_figures.came_back(currency, since, until),
        "lapsed": sorted(
            (timezone.localdate(at), expired) for at, expired in slow_figures.lapsed(currency, since, until)
        ),
        "recovered": len(slow_figures.recovered(currency, since, until)),
        "by day": {day: minor for day, minor in slow_figures.by_day(currency, since, until).items() if minor},
        **{what: _parted(slow_figures.origins(what, currency, *wide)) for what in ("story", "appeal")},
        "ways": sum(minor for _people, minor in slow_figures.origins("way", currency, *wide).values()),
    }


def _parted(found: dict[str, tuple[int, int]]) -> list[tuple[str, int, int]]:
    few = [one for which, one in found.items() if which and one[0] < figures.FEWEST]
    shown = [(which, *one) for which, one in found.items() if which and one[0] >= figures.FEWEST]
    rows = [
        *sorted(shown, key=lambda one: (-one[2], one[0])),
        ("few", sum(one[0] for one in few), sum(one[1] for one in few)),
        ("none", *found.get("", (0, 0))),
    ]
    return [row for row in rows if row[1] or row[2]]


def test_rows_are_put_together_and_come_to_the_same():
    Books(3).write(12)
    before = dict(Tally.objects.values_list("what").annotate(Sum("count")).order_by())

    while tallying.put_together():
        pass

    keys = [row.key for row in Tally.objects.all()]
    assert len(keys) == len(set(keys)) > 0
    assert {
        what: n
        for what, n in dict(Tally.objects.values_list("what").annotate(Sum("count")).order_by()).items()
        if n
    } == {what: n for what, n in before.items() if n}
    assert tallying.differs() == []


def test_a_tally_that_is_wrong_is_told_and_worked_out_again():
    Books(1).write(6)
    Tally.objects.create(currency="EUR", what="taken", day=FIRST, count=1, minor=800)

    assert tallying.differs() == [
        "The figures of the page “Gifts” are not what the books come to. Run manage.py tally."
    ]
    tallying.anew()
    assert tallying.differs() == []


def test_books_of_before_are_added_up_once_when_all_migrations_have_run():
    Books(2).write(6)
    Tally.objects.all().delete()
    tallying.anew_if_uncounted()
    assert not Tally.objects.exists()
    Tally.objects.create(currency="XXX", what="uncounted", day=date.min, count=0, minor=0)

    tallying.anew_if_uncounted()

    assert Tally.objects.exists()
    assert tallying.differs() == []


def test_whoever_is_forgotten_leaves_the_figures_as_the_books_have_them():
    Books(4).write(12)
    member = Member.objects.filter(donations__payments__isnull=False).first()

    giving.forget(member.donations.values_list("pk", flat=True), email=member.email)

    assert tallying.differs() == []
