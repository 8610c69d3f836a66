"""Where gifts came from: story, appeal, way. What few people gave from is not told apart, so that nobody's
gift is read from a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from membership import giving
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
    #: Of an appeal that was compared: "a" or "b".
    wording: str = ""


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
    they are added up as "7". Two queries, and three more for each appeal whose wordings were drawn between.
    """
    lines = _lines(currency, since, until)
    drawn = lines.exclude(donation__wording="").values("donation__appeal")
    compared = Appeal.objects.filter(pk__in=drawn).prefetch_related("wordings")
    due = [appeal.pk for appeal in compared if _is_due(appeal)]
    wording = Case(When(donation__appeal__in=due, then=F("donation__wording")), default=Value(""))
    link = Concat(Cast("donation__appeal", CharField()), wording)
    which = Case(When(donation__appeal=None, then=F("donation__appeal_gone")), default=link)
    return _parted(_grouped(lines, which, name=F("donation__appeal__heading"), wording=wording))


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


def _grouped(lines: QuerySet[Any], which: Any, **more: Any) -> list[Origin]:
    """`more` is told of each origin beside its sums: what it is called, say."""
    rows = (
        lines.values(**{f"_{key}": told for key, told in {"which": which, **more}.items()})
        .annotate(
            _people=Count(PAYER, distinct=True, filter=Q(kind=Payment.Kind.PAYMENT)), _minor=Sum("minor")
        )
        .order_by("-_minor", "_which")
    )
    told: list[dict[str, Any]] = [
        {key[1:]: "" if of is None else of for key, of in row.items()} for row in rows
    ]
    return [Origin(**one) for one in told]


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
