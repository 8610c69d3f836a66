"""What would become of a draft if it were filed now: who is known, which story is meant, what is open."""

from __future__ import annotations

from dataclasses import dataclass

from articles.copydesk.matching import Match, match
from articles.importers.draft import Draft, Name, Picture, ReadLine
from articles.models import Author, Intake, Licence, Outlet, PhotoCredit


@dataclass(frozen=True)
class Person:
    said: Name
    author: Author | None


@dataclass(frozen=True)
class PlannedPicture:
    said: Picture
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
    pictures: tuple[PlannedPicture, ...]
    reads: tuple[PlannedRead, ...]
    #: The story that the very same copy was filed as before.
    filed_before: Intake | None


def plan(draft: Draft) -> Plan:
    outlet = _outlet(draft.outlet)
    return Plan(
        draft,
        tuple(Person(name, _author(name.name, outlet)) for name in draft.names),
        outlet,
        tuple(_picture(picture) for picture in draft.pictures),
        tuple(PlannedRead(line, match(line.headline, line.url)) for line in draft.reads),
        Intake.objects.filter(source=draft.source).select_related("article").order_by("-filed_at").first(),
    )


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def _outlet(name: str) -> Outlet | None:
    wanted = _folded(name)
    return next((outlet for outlet in Outlet.objects.all() if _folded(outlet.name) == wanted), None)


def _author(name: str, outlet: Outlet | None) -> Author | None:
    """The author of that name; of several, the one who writes for the outlet, else the longest known."""
    # Asked in Python: SQLite folds the case of Latin letters only.
    wanted = _folded(name)
    names = Author.objects.order_by("pk").values_list("pk", "name", "outlet")
    found = [(outlet_id, pk) for pk, known, outlet_id in names if _folded(known) == wanted]
    if not found:
        return None
    writes_for = outlet.pk if outlet else None
    chosen = next((pk for outlet_id, pk in found if outlet_id == writes_for), found[0][1])
    return Author.objects.get(pk=chosen)


def _picture(picture: Picture) -> PlannedPicture:
    terms = picture.terms
    if terms and terms.code and (licence := Licence.objects.filter(code=terms.code).first()):
        return PlannedPicture(picture, licence)
    if terms and terms.candidates:
        candidates = tuple(
            sorted(
                Licence.objects.filter(code__in=terms.candidates),
                key=lambda one: terms.candidates.index(one.code),
            )
        )
    else:
        candidates = tuple(Licence.objects.exclude(family__in=("cc", "pd")))
    here = PhotoCredit.objects.filter(creator__iexact=picture.creator, licence__in=candidates)
    used = list(here.values_list("licence", flat=True)) if picture.creator else []
    likely = next((one for one in candidates if set(used) == {one.pk}), None)
    return PlannedPicture(picture, None, candidates, likely, len(used) if likely else 0)
