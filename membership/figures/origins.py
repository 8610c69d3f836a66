"""Where gifts came from: story, appeal, way. What few people gave from is not told apart, so that nobody's
gift is read from a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse

from membership.models import Appeal, Payment
from membership.providers import IMPORTED

#: Fewer people than this are not shown by themselves.
FEWEST = 5


@dataclass(frozen=True)
class Origin:
    #: The story's identity, "7" or "7b" for an appeal, a word of WAYS.
    which: str
    people: int
    minor: int
    name: str = ""

    @property
    def second(self) -> bool:
        """Of an appeal: its second wording."""
        return self.which.endswith("b")


@dataclass(frozen=True)
class Origins:
    """Those with enough people, the largest sum first; the rest added up; what came from none of them."""

    shown: list[Origin]
    few: Origin
    none: Origin

    @property
    def people(self) -> int:
        return sum(one.people for one in self.all)

    @property
    def minor(self) -> int:
        return sum(one.minor for one in self.all)

    @property
    def all(self) -> list[Origin]:
        return [*self.shown, self.few, self.none]

    @property
    def names(self) -> list[str]:
        return [one.which for one in self.shown]

    @property
    def most(self) -> int:
        return max(one.minor for one in self.all)


def by_story(currency: str, since: datetime, until: datetime) -> Origins:
    """By the story whose appeal was followed. One query."""
    return _parted(_grouped(_lines(currency, since, until), F("donation__source")))


def by_appeal(currency: str, since: datetime, until: datetime) -> Origins:
    """By the appeal and wording that asked: "7b" is the second wording of appeal 7. Two queries."""
    found = _grouped(_lines(currency, since, until), F("donation__appeal"))
    numbers = [one.which.rstrip("b") for one in found if one.which.rstrip("b").isdecimal()]
    headings = {
        str(pk): heading for pk, heading in Appeal.objects.filter(pk__in=numbers).values_list("pk", "heading")
    }
    return _parted(
        [Origin(one.which, one.people, one.minor, headings.get(one.which.rstrip("b"), "")) for one in found]
    )


def by_way(currency: str, since: datetime, until: datetime) -> list[Origin]:
    """By the way in which a gift came: "moved", "bank", "campaign", "story" or "form". One query."""
    way = Case(
        When(donation__provider=IMPORTED, then=Value("moved")),
        When(reference__startswith="bank/", then=Value("bank")),
        When(_from_campaign(), then=Value("campaign")),
        When(~Q(donation__source=""), then=Value("story")),
        default=Value("form"),
        output_field=CharField(),
    )
    return _grouped(_lines(currency, since, until), way)


def _from_campaign() -> Q:
    try:
        begins = reverse("membership:campaign", args=["x"]).removesuffix("x/")
    except NoReverseMatch:
        return Q(pk__in=[])
    return Q(donation__back__startswith=begins)


def _lines(currency: str, since: datetime, until: datetime) -> QuerySet[Any]:
    lines: QuerySet[Any] = Payment.objects.live().money()
    return lines.filter(currency=currency, at__gte=since, at__lt=until).order_by()


def _grouped(lines: QuerySet[Any], by: Any) -> list[Origin]:
    person = Coalesce("donation__member__same_as", "donation__member", -F("donation"))
    rows = (
        lines.annotate(origin=by)
        .values("origin")
        .annotate(
            people=Count(person, distinct=True, filter=Q(kind=Payment.Kind.PAYMENT)), total=Sum("minor")
        )
        .order_by("-total", "origin")
    )
    return [Origin(row["origin"], row["people"], row["total"]) for row in rows]


def _parted(found: list[Origin]) -> Origins:
    named = [one for one in found if one.which]
    few = [one for one in named if one.people < FEWEST]
    nowhere = [one for one in found if not one.which]
    return Origins(
        shown=[one for one in named if one.people >= FEWEST],
        few=_added("few", few),
        none=_added("none", nowhere),
    )


def _added(name: str, found: list[Origin]) -> Origin:
    return Origin(name, sum(one.people for one in found), sum(one.minor for one in found))
