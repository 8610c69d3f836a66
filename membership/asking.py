"""Which appeal is due where. Asked of the database only when something that readers see has changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from membership.models import Appeal, Preset, presets_of
from membership.money import EXPONENTS
from newsroom.pagestore import hold

#: What the form offers while nobody has written an appeal.
PLAIN = "5\n10\n20\n50"
PLAIN_WITHOUT_CENTS = "500\n1000\n2000\n5000"


@dataclass(frozen=True)
class Asking:
    presets: list[Preset]
    appeal: Appeal | None = None


def appeals(request: HttpRequest) -> list[Appeal]:
    """What asks now, newest first. Held until the next change or the next beginning or end of an appeal."""
    return hold(request, "membership.appeals", lambda: list(Appeal.objects.due()))


def appeal_for(request: HttpRequest, place: str, *, section: str = "") -> Appeal | None:
    for appeal in appeals(request):
        if appeal.place == place and is_for(appeal, section):
            return appeal
    return None


def membership_page(request: HttpRequest) -> Asking:
    """The amounts of the form: those of the membership page's own appeal, else of the one on stories."""
    due = {appeal.place: appeal for appeal in reversed(appeals(request)) if is_for(appeal, "")}
    for place in (Appeal.Place.PAGE, Appeal.Place.STORY, Appeal.Place.HOME):
        if place in due and due[place].presets:
            own = due[place] if place == Appeal.Place.PAGE else None
            return Asking(due[place].presets, own)
    currency = settings.MEMBERSHIP_CURRENCY
    return Asking(presets_of(PLAIN if EXPONENTS[currency] else PLAIN_WITHOUT_CENTS, currency))


def is_for(appeal: Appeal, section: str) -> bool:
    """Whether it asks in this section. One that is bound to sections stays out of pages without one."""
    only = {part.strip() for part in appeal.sections.split(",") if part.strip()}
    return not only or section in only
