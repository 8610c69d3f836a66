"""Where gifts came from: story, appeal, way. What few people gave from is not told apart, so that nobody's
gift is read from a table."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Q, Sum

from membership.appeals.wording_tests import compare
from membership.books.reports.spans import Span
from membership.models import Appeal, Tally

What = Tally.What
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

    def after(self, most: int) -> Origin:
        """Those behind the first so many, added up."""
        return _added("rest", self.shown[most:])

    @property
    def most(self) -> int:
        return max(one.minor for one in self.all)


@dataclass(frozen=True)
class OriginsOfMoney:
    stories: Origins
    appeals: Origins
    #: Ways: "moved", "bank", "hand", "campaign", "story" or "form"; those by which few people gave as "few".
    ways: list[Origin]


def origins(currency: str, months: Span | None) -> OriginsOfMoney:
    """From where money came in these whole months, and how many people gave. Three queries, and some more for
    each appeal whose wordings are compared: these are told apart ("7a", "7b") once that is due, and added up
    as "7" until then."""
    found = _summed(currency, months, Q(what__in=[What.STORY, What.APPEAL, What.WAY])) if months else {}
    ways = _parted(found.get(What.WAY, []))
    return OriginsOfMoney(
        stories=_parted(found.get(What.STORY, [])),
        appeals=_parted(_appeals(currency, months, found.get(What.APPEAL, [])) if months else []),
        ways=[*ways.shown, *([ways.few] if ways.few.people or ways.few.minor else [])],
    )


def _summed(currency: str, months: Span, asked: Q) -> dict[str, list[Origin]]:
    rows = (
        Tally.objects.filter(asked, currency=currency, day__gte=months.first, day__lte=months.last)
        .values("what", "which")
        # Whoever gave from there before is counted in the first month of these in which they gave.
        .annotate(people=Sum("count", filter=Q(since__lt=months.first), default=0), added=Sum("minor"))
        .order_by()
        .values_list("what", "which", "people", "added")
    )
    found: dict[str, list[Origin]] = defaultdict(list)
    for what, which, people, minor in rows:
        if people or minor:
            found[what].append(Origin(which, people, minor))
    return found


def _appeals(currency: str, months: Span, whole: list[Origin]) -> list[Origin]:
    asked = {int(one.which) for one in whole if one.which.isdecimal()}
    known = Appeal.objects.prefetch_related("wordings").in_bulk(asked)
    names = {str(pk): [f"{pk}{drawn}" for drawn in ("", "a", "b")] for pk in known if _is_due(known[pk])}
    rows = [one for one in whole if one.which not in names]
    if names:
        apart = Q(what=What.WORDING, which__in=[name for some in names.values() for name in some])
        rows += _summed(currency, months, apart).get(What.WORDING, [])
    return [_named(one, known) for one in rows]


def _named(one: Origin, known: dict[int, Appeal]) -> Origin:
    number = one.which.rstrip("ab")
    appeal = known.get(int(number)) if number.isdecimal() else None
    wording = one.which.removeprefix(number) if appeal else ""
    return replace(one, name=appeal.heading if appeal else "", wording=wording)


def _is_due(appeal: Appeal) -> bool:
    comparison = compare(appeal)
    return comparison is not None and comparison.due


def _parted(found: list[Origin]) -> Origins:
    found = sorted(found, key=lambda one: (-one.minor, one.which))
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
