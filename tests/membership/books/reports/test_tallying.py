"""The tally comes to what the books come to, in whatever order they are written, whoever is whom."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import giving
from membership.books import reports
from membership.books.reports import tallying
from membership.books.reports.spans import OWN, Span, month_end
from membership.books.reports.tallying import keeping
from membership.models import Appeal, Counted, Donation, Doubt, Member, Payment, StatusReport, Tally
from membership.money import Money
from newsroom.models import User
from newsroom.verification import Mendable
from tests.builders.gifts import fact, make_donation
from tests.measuring import slow_reports

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
            with row.written_by.open():
                row.save()
            if number % 7 == 0:
                tallying.catch_up()
            if number % 40 == 20:
                self.merge()
        assert tallying.catch_up()

    def merge(self) -> None:
        """Two rows turn out to be one person, or two after all."""
        one, other = self.pick.sample(self.people, 2)
        other = other if other.same_as_id is None and self.pick.random() < 0.7 else None
        if Member.objects.filter(same_as=one).exists():
            return
        was, one.same_as = one.same_as_id, other
        one.save()
        Doubt.about(Doubt.PERSON, {pk for pk in (one.pk, one.same_as_id, was) if pk})

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

    def _rows(self, gift: Donation, number: int) -> list[Payment | StatusReport]:
        found: list[Payment | StatusReport] = []
        for n in range(self.pick.randrange(5)):
            kind = self.pick.choice(("payment", "payment", "payment", "failed", "refund", "dispute"))
            sign = {"payment": 1, "failed": 0}.get(kind, -1)
            way = self.pick.choice(("", "", "bank/", "cash/"))
            found.append(
                Payment(
                    donation=gift, kind=kind, minor=sign * self.pick.choice((gift.minor, 100)), currency=gift.currency,
                    provider=gift.provider, reference=f"{way}{number}{n}", at=self._moment(),
                )
            )  # fmt: skip
        found += [
                StatusReport(
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
    assert wrong() == []
    assert Payment.objects.count() > 20


def fast(currency: str, first: date, last: date) -> dict[str, object]:
    # All but what came by day is asked for at the ends of these days alone, as the page does.
    daily = reports.Daily(currency, last, [first - timedelta(days=1)])
    months = Span(OWN, first.replace(day=1), month_end(last))
    found = reports.origins(currency, months)
    regular = daily.regular(last)
    rows = {what: [(one.which, one.people, one.minor) for one in origins.all if one.people or one.minor]
            for what, origins in (("story", found.stories), ("appeal", found.appeals))}  # fmt: skip
    return {
        "regular": regular,
        "middle": reports.middle(currency, last),
        "members": daily.members(last),
        "came": daily.came(first, last),
        "came back": reports.came_back(currency, first, last),
        "lapsed": sorted(
            (one.day, one.expired)
            for one in reports.lapsed(currency, first, last, last)
            for _n in range(one.gifts)
        ),
        "recovered": daily.recovered(first, last),
        "by day": {day: minor for day, minor in days(daily, first, last) if minor},
        **rows,
        "ways": sum(one.minor for one in found.ways),
    }


def days(daily: reports.Daily, first: date, last: date):
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield day, daily.taken(day)


def slow(currency: str, first: date, last: date) -> dict[str, object]:
    since, until = moment(first), moment(last + timedelta(days=1))
    wide = moment(first.replace(day=1)), moment(month_end(last) + timedelta(days=1))
    regular = slow_reports.regular(currency, until)
    return {
        "regular": regular,
        "middle": slow_reports.middle(currency, until, regular.monthly_gifts),
        "members": slow_reports.members(currency, until),
        "came": len(slow_reports.came(currency, since, until)),
        "came back": slow_reports.came_back(currency, since, until),
        "lapsed": sorted(
            (timezone.localdate(at), expired) for at, expired in slow_reports.lapsed(currency, since, until)
        ),
        "recovered": len(slow_reports.recovered(currency, since, until)),
        "by day": {day: minor for day, minor in slow_reports.by_day(currency, since, until).items() if minor},
        **{what: _parted(slow_reports.origins(what, currency, *wide)) for what in ("story", "appeal")},
        "ways": sum(minor for _people, minor in slow_reports.origins("way", currency, *wide).values()),
    }


def _parted(found: dict[str, tuple[int, int]]) -> list[tuple[str, int, int]]:
    few = [one for which, one in found.items() if which and one[0] < reports.FEWEST]
    shown = [(which, *one) for which, one in found.items() if which and one[0] >= reports.FEWEST]
    rows = [
        *sorted(shown, key=lambda one: (-one[2], one[0])),
        ("few", sum(one[0] for one in few), sum(one[1] for one in few)),
        ("none", *found.get("", (0, 0))),
    ]
    return [row for row in rows if row[1] or row[2]]


def wrong() -> list[Mendable]:
    return [one for one in tallying.check() if one]


def test_what_is_counted_wrongly_is_told_and_counted_again(capsys):
    Books(1).write(6)
    right = sums()
    Counted.objects.filter(person=Counted.objects.exclude(person=0).first().pk).update(parts=[])
    Tally.objects.create(currency="EUR", what="taken", day=FIRST, count=1, minor=800)

    assert {one.sentence for one in wrong()} == {
        "The figures of the page “Gifts” count somebody’s gifts wrongly.",
        "The figures of the page “Gifts” are not what the gifts come to.",
    }
    call_command("verify")

    assert "2 made anew" in capsys.readouterr().out
    assert wrong() == []
    assert sums() == right


def sums() -> dict[tuple, tuple[int, int]]:
    return {row.key: (row.count, row.minor) for row in Tally.objects.all() if row.count or row.minor}


def test_all_is_counted_again_while_others_write(monkeypatch):
    books = Books(2)
    books.write(6)
    gift = make_donation(member=books.people[0], minor=700)
    right, real = sums(), keeping._count
    Tally.objects.all().delete()

    def count(people):
        giving.apply(fact(gift, reference="late"))
        real(people)

    monkeypatch.setattr(keeping, "_count", count)
    call_command("tally")

    assert wrong() == []
    assert tallying.catch_up()
    assert wrong() == []
    assert sums() != right
    giving.apply(fact(gift, kind="refund", reference="back", of="late", amount=Money(-700, "EUR")))
    assert wrong() == []


def test_who_is_counted_while_the_sums_are_read_is_added_once(monkeypatch):
    gift = make_donation(member=Member.objects.create(email="m@reader.example"), minor=700)
    giving.apply(fact(gift))
    Tally.objects.create(currency="EUR", what="taken", day=FIRST, count=1, minor=800)

    def read(*told, iterator=QuerySet.iterator):
        rows = list(iterator(*told))
        if told[0].model is Tally:
            tallying.catch_up()
        return iter(rows)

    monkeypatch.setattr(keeping, "_everybody", list)
    monkeypatch.setattr(QuerySet, "iterator", read)
    tallying.anew()
    monkeypatch.undo()

    assert wrong() == []


def test_nobody_is_locked_by_what_happens_and_a_few_are_counted_at_a_time(monkeypatch):
    """Whoever is counted is so in a short transaction of its own."""
    gift = make_donation(member=Member.objects.create(email="m@reader.example"), email="m@reader.example")
    with CaptureQueriesContext(connection) as seen:
        giving.apply(fact(gift))
    assert not [one for one in seen if "membership_tally" in one["sql"] or "membership_counted" in one["sql"]]
    assert not [one for one in seen if 'FROM "membership_member"' in one["sql"] and "FOR" in one["sql"]]

    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    for number in range(4):
        giving.apply(fact(make_donation(email=f"{number}@reader.example"), reference=f"p{number}"))
    assert not tallying.catch_up(rounds=2)
    assert tallying.catch_up()


def test_whoever_is_forgotten_leaves_the_figures_as_the_books_have_them():
    Books(4).write(12)
    member = Member.objects.filter(donations__payments__isnull=False).first()

    giving.forget(member.donations.values_list("pk", flat=True), email=member.email)
    tallying.catch_up()

    assert wrong() == []


def test_the_page_counts_what_came_since_and_says_when_that_is_too_much(client, monkeypatch):
    client.force_login(User.objects.create_superuser("petra"))
    giving.apply(fact(make_donation(minor=700)))
    assert "7.00" in client.get("/admin/membership/gifts/?as=csv").content.decode()

    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    for number in range(6):
        giving.apply(fact(make_donation(email=f"{number}@reader.example"), reference=f"p{number}"))
    told = client.get("/admin/membership/gifts/?as=csv").content.decode()
    assert "these figures are not complete" in told
