"""What would become of a draft if it were filed now: who is known, which story is meant, what is open."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower
from django.utils import timezone

from articles.copydesk.matching import Match, match_all
from articles.copydesk.ourselves import is_ours, our_names
from articles.importers import dates
from articles.importers.draft import Draft, DraftPicture, Name, ReadLine
from articles.models import Author, Intake, Licence, Outlet, PhotoCredit
from articles.models.intake import digest_of
from articles.transliteration import same_name


@dataclass(frozen=True)
class Person:
    said: Name
    author: Author | None
    #: The partner that a new author writes for; "" for ourselves.
    whose: str = ""


@dataclass(frozen=True)
class PlannedPicture:
    said: DraftPicture
    licence: Licence | None
    #: What may be chosen from while the licence is open.
    candidates: tuple[Licence, ...] = ()
    #: The one candidate that all other pictures of this creator here come under, and how many those are.
    likely: Licence | None = None
    others: int = 0


@dataclass(frozen=True)
class PlannedRead:
    said: ReadLine
    match: Match


@dataclass(frozen=True)
class Plan:
    draft: Draft
    people: tuple[Person, ...]
    outlet: Outlet | None
    #: The partner the copy comes from, as it is named there; "" if it names none but ourselves.
    outlet_name: str
    #: The moment before which nothing may be public; None if none is named, or if it is not certain.
    embargo: datetime | None
    pictures: tuple[PlannedPicture, ...]
    reads: tuple[PlannedRead, ...]
    #: The story that the very same copy was filed as before.
    filed_before: Intake | None


def plan(draft: Draft) -> Plan:
    """What is asked of the database does not grow with its stories, and with the copy by its READ lines."""
    theirs = _partners(draft)
    outlet_name = theirs[0] if theirs else ""
    outlet = Outlet.objects.called(outlet_name) if outlet_name else None
    authors = _authors({name.name for name in draft.names}, outlet)
    matches = match_all([(line.headline, line.url) for line in draft.reads])
    return Plan(
        draft,
        tuple(
            Person(name, authors.get(same_name(name.name)), _whose(name, outlet_name, theirs))
            for name in draft.names
        ),
        outlet,
        outlet_name,
        _embargo(draft),
        _pictures(draft.pictures),
        tuple(map(PlannedRead, draft.reads, matches)),
        Intake.objects.filter(digest=digest_of(draft.source))
        .select_related("article")
        .order_by("-filed_at")
        .first(),
    )


def known_people(names: tuple[Name, ...]) -> tuple[Person, ...]:
    """People that an editor names, each with the author that is known."""
    authors = _authors({name.name for name in names}, None)
    return tuple(Person(name, authors.get(same_name(name.name))) for name in names)


def _partners(draft: Draft) -> list[str]:
    """The organisations that the copy says it comes from, without ourselves."""
    named = [*draft.outlets, *([draft.original.outlet] if draft.original and draft.original.outlet else ())]
    ours = our_names() if named else frozenset()
    return [name for name in named if not is_ours(name, ours)]


def _whose(name: Name, outlet_name: str, theirs: list[str]) -> str:
    if not name.outlet:
        return outlet_name
    return name.outlet if name.outlet in theirs else ""


def _embargo(draft: Draft) -> datetime | None:
    """The one moment that all lines about an embargo name; “EMBARGOED” alone names none."""
    now = timezone.localtime()
    said = [line.moment for line in draft.embargoes if dates.names_day(line.text)]
    moments = {dates.as_moment(one, now=now) if one else None for one in said}
    return moments.pop() if len(moments) == 1 else None


def _authors(names: set[str], outlet: Outlet | None) -> dict[str, Author]:
    """The author of each name; of several, the one who writes for the outlet, else the longest known."""
    wanted = {same_name(name) for name in names}
    chosen: dict[str, tuple[bool, int]] = {}
    rows = Author.objects.filter(name_as_compared__in=wanted).order_by("pk")
    for pk, name, outlet_id in rows.values_list("pk", "name_as_compared", "outlet"):
        theirs = outlet is not None and outlet_id == outlet.pk
        if name not in chosen or (theirs and not chosen[name][0]):
            chosen[name] = theirs, pk
    found = Author.objects.in_bulk([pk for _theirs, pk in chosen.values()])
    return {name: found[pk] for name, (_theirs, pk) in chosen.items()}


def _pictures(said: tuple[DraftPicture, ...]) -> tuple[PlannedPicture, ...]:
    if not said:
        return ()
    licences = list(Licence.objects.all())
    used = _used({picture.creator for picture in said if picture.creator})
    return tuple(_picture(picture, licences, used) for picture in said)


def _used(creators: set[str]) -> dict[str, Counter[int]]:
    """Under which licences other pictures of these creators stand, by the creator in small letters."""
    rows = (
        PhotoCredit.objects.annotate(maker=Lower("creator"))
        .filter(maker__in={creator.lower() for creator in creators}, licence__isnull=False)
        .values_list("maker", "licence")
    )
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for maker, licence in rows:
        found[maker][licence] += 1
    return found


def _picture(picture: DraftPicture, licences: list[Licence], used: dict[str, Counter[int]]) -> PlannedPicture:
    terms = picture.terms
    codes = {licence.code: licence for licence in licences}
    if terms and terms.code in codes:
        return PlannedPicture(picture, codes[terms.code])
    if terms and terms.candidates:
        candidates = tuple(codes[code] for code in terms.candidates if code in codes)
    else:
        candidates = tuple(licence for licence in licences if licence.family not in ("cc", "pd"))
    theirs = used.get(picture.creator.lower(), Counter())
    here = [one for one in candidates if theirs[one.pk]]
    likely = here[0] if len(here) == 1 else None
    return PlannedPicture(picture, None, candidates, likely, theirs[likely.pk] if likely else 0)
