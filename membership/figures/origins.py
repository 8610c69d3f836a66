"""Where gifts came from: story, appeal, way. What few people gave from is not told apart, so that nobody's
gift is read from a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Replace
from django.urls import reverse

from membership import giving
from membership.asking import number_of
from membership.comparing import compare
from membership.figures.people import PAYER
from membership.models import Appeal, Payment
from membership.providers import IMPORTED

#: Fewer people than this are not shown by themselves.
FEWEST = 5


@dataclass(frozen=True)
class Origin:
    #: The story's identity, "7", "7a" or "7b" for an appeal, a word of WAYS.
    which: str
    people: int
    minor: int
    name: str = ""

    @property
    def wording(self) -> str:
        """Of an appeal that was compared: "a" or "b"."""
        return self.which[-1] if self.which.endswith(("a", "b")) else ""


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
    """By the appeal that asked, and by its wordings ("7a", "7b") once their comparison is due; until then
    they are added up as "7". Three queries, and two more for each appeal whose wordings were drawn between.
    """
    lines = _lines(currency, since, until)
    names = lines.exclude(donation__appeal="").values_list("donation__appeal", flat=True).distinct()
    asked = {name: number_of(name) for name in names}
    appeals = Appeal.objects.prefetch_related("wordings").in_bulk(
        {int(number) for number in asked.values() if number}
    )
    drawn = {int(number) for name, number in asked.items() if name != number and number}
    apart = [f"{pk}{which}" for pk in drawn if pk in appeals and _is_due(appeals[pk]) for which in "ab"]
    added_up = Replace(Replace(F("donation__appeal"), Value("a"), Value("")), Value("b"), Value(""))
    found = _grouped(
        lines, Case(When(donation__appeal__in=apart, then=F("donation__appeal")), default=added_up)
    )
    headings = {str(pk): appeal.heading for pk, appeal in appeals.items()}
    return _parted(
        [Origin(one.which, one.people, one.minor, headings.get(number_of(one.which), "")) for one in found]
    )


def _is_due(appeal: Appeal) -> bool:
    comparison = compare(appeal)
    return comparison is not None and comparison.due


def by_way(currency: str, since: datetime, until: datetime) -> list[Origin]:
    """By the way in which a gift came: "moved", "bank", "hand", "campaign", "story" or "form"; those by which
    few people gave added up as "few". One query."""
    way = Case(
        When(donation__provider=IMPORTED, then=Value("moved")),
        When(reference__startswith=giving.BANK, then=Value("bank")),
        When(reference__regex=f"^({'|'.join(giving.HOWS)})/", then=Value("hand")),
        When(_from_campaign(), then=Value("campaign")),
        When(~Q(donation__source=""), then=Value("story")),
        default=Value("form"),
        output_field=CharField(),
    )
    found = _parted(_grouped(_lines(currency, since, until), way))
    return [*found.shown, *([found.few] if found.few.people or found.few.minor else [])]


def _from_campaign() -> Q:
    begins = reverse("membership:campaign", args=["x"]).removesuffix("x/")
    return Q(donation__back__startswith=begins)


def _lines(currency: str, since: datetime, until: datetime) -> QuerySet[Any]:
    lines: QuerySet[Any] = Payment.objects.live().money()
    return lines.filter(currency=currency, at__gte=since, at__lt=until).order_by()


def _grouped(lines: QuerySet[Any], by: Any) -> list[Origin]:
    rows = (
        lines.annotate(origin=by)
        .values("origin")
        .annotate(people=Count(PAYER, distinct=True, filter=Q(kind=Payment.Kind.PAYMENT)), total=Sum("minor"))
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
