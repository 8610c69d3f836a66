"""Which appeal is due where, and which amounts are offered. The database is asked only after a change."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from membership.models import Appeal, Interval, Preset, presets_of
from membership.models.appeal import named
from membership.money import Money, unit
from newsroom.pagestore import hold

#: What the form offers while nobody has written an appeal: so many times what is about a euro.
PLAIN = (5, 10, 20, 50)
#: Kinds, sections and topics of copy on which nobody is asked for money, whatever the desk has ticked:
#: somebody has died, or has paid for it already.
NEVER = frozenset(
    [
        "obituary",
        "obituaries",
        "death-notices",
        "advert",
        "adverts",
        "advertiser",
        "advertisement",
        "advertisements",
        "advertising",
        "advertorial",
        "sponsored",
        "sponsored-content",
        "paid-content",
        "partner-content",
    ]
)


@dataclass(frozen=True)
class Story:
    """What is known of the page that asks, as plain words: section, topics, outlet and kind."""

    section: str = ""
    topics: frozenset[str] = frozenset()
    outlet: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Asking:
    """What the membership page asks with: its own appeal's words, if any, and whose amounts it offers."""

    appeal: Appeal | None = None
    amounts_of: Appeal | None = None

    def presets(self, interval: str, currency: str) -> list[Preset]:
        """The amounts for that frequency and currency: as written, else worked out from those that are."""
        offered = self.amounts_of
        if offered is None:
            return plain_presets(currency)
        for row in offered.more_amounts.all():
            if (row.interval, row.currency) == (interval, currency):
                return presets_of(row.amounts, currency)
        own = presets_of(offered.amounts, settings.MEMBERSHIP_CURRENCY)
        if currency != settings.MEMBERSHIP_CURRENCY or not own:
            return plain_presets(currency)
        if offered.asks == Interval.ONCE and interval != Interval.ONCE:
            return plain_presets(currency)
        return [_yearly(preset) for preset in own] if interval == Interval.YEARLY else own


def plain_lines(currency: str) -> str:
    return "\n".join(str(times * unit(currency)) for times in PLAIN)


def plain_presets(currency: str) -> list[Preset]:
    return presets_of(plain_lines(currency), currency)


def _yearly(preset: Preset) -> Preset:
    """A month's amount for a year. What it pays for was said of the month, so the month is named instead."""
    year = Money(preset.amount.minor * 12, preset.amount.currency)
    return Preset(year, _("as much as %(amount)s a month") % {"amount": preset.amount}, preset.marked)


def appeals(request: HttpRequest) -> list[Appeal]:
    """What asks now, newest first. Held until the next change or the next beginning or end of an appeal."""
    return hold(request, "membership.appeals", _due)


def _due() -> list[Appeal]:
    return list(Appeal.objects.due().prefetch_related("wordings", "more_amounts"))


def appeal_for(request: HttpRequest, place: str, about: Story) -> Appeal | None:
    if NEVER & {about.kind, about.section, *about.topics}:
        return None
    for appeal in appeals(request):
        if appeal.place == place and is_for(appeal, about):
            return appeal
    return None


def membership_page(request: HttpRequest, link: str = "") -> Asking:
    """Whose words and amounts the form has: those of the appeal that led here, if one did and it is due; else
    those of the membership page's own, else the amounts of the one on stories."""
    open_to_all = [appeal for appeal in appeals(request) if is_for(appeal, Story())]
    due = {appeal.place: appeal for appeal in reversed(open_to_all)}
    page = due.get(Appeal.Place.PAGE)
    number, _wording = named(link) or (0, "")
    led = next((appeal for appeal in appeals(request) if appeal.pk == number), None)
    if led and led.presets:
        return Asking(led if led.place == Appeal.Place.OWN else page, led)
    for place in (Appeal.Place.PAGE, Appeal.Place.STORY, Appeal.Place.TEXT, Appeal.Place.HOME):
        if place in due and due[place].presets:
            return Asking(page, due[place])
    return Asking(page)


def is_for(appeal: Appeal, about: Story) -> bool:
    """Whether it asks on such a page. One that is bound to something stays out of pages without it."""
    sections, topics, kinds = (_words(only) for only in (appeal.sections, appeal.topics, appeal.kinds))
    partners = _words(appeal.partners)
    return (
        (not sections or about.section in sections)
        and (not topics or bool(about.topics & topics))
        and (not kinds or about.kind in kinds)
        and (not partners or (about.outlet or "none") in partners)
    )


def _words(only: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in only.split(",") if part.strip())
