"""What a member has given, what it brings them, and the words we ask them in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from membership.models import Member, Payment, Terms, Tier
from membership.money import Money


@dataclass(frozen=True)
class Year:
    """A member's money of a calendar year as the ledger has it: each line, and what is left by currency."""

    year: int
    lines: list[Payment]
    sums: list[Money]


def statement(member: Member, year: int) -> Year:
    since, until = _moment(year), _moment(year + 1)
    lines = list(_money(member).filter(at__gte=since, at__lt=until).order_by("at", "pk"))
    return Year(year, lines, _sums(lines))


def given_in(member: Member, year: int) -> list[Money]:
    """What came in that year less what went back, in each currency."""
    return statement(member, year).sums


def practised_in(member: Member, year: int) -> list[Money]:
    """The same of gifts that no money moved for: the demo's, and those of a provider's test mode."""
    lines = Payment.objects.money().filter(donation__live=False, donation__member__in=member.rows())
    return _sums(lines.filter(at__gte=_moment(year), at__lt=_moment(year + 1)))


def years(member: Member) -> list[int]:
    """Every year that money of theirs moved in, the latest first."""
    return sorted({timezone.localtime(at).year for at in _money(member).values_list("at", flat=True)})[::-1]


def tier_of(member: Member) -> Tier | None:
    """The highest tier that their gifts of the last twelve months reach; None without one."""
    since = timezone.now() - timedelta(days=365)
    sums = dict(
        _money(member)
        .filter(at__gte=since)
        .order_by("currency")
        .values_list("currency")
        .annotate(total=Sum("minor"))
    )
    reached = [
        tier
        for tier in Tier.objects.filter(active=True, currency__in=sums)
        if sums[tier.currency] >= tier.yearly_minor
    ]
    return max(reached, key=lambda tier: tier.yearly_minor, default=None)


def languages() -> list[tuple[str, str]]:
    """Those that this newsroom has words in, by code and own name: its own, and each translation it keeps."""
    own = settings.LANGUAGE_CODE
    folders = (Path(place) for place in settings.LOCALE_PATHS)
    kept = {
        part.name.replace("_", "-").lower() for place in folders if place.is_dir() for part in place.iterdir()
    }
    codes = [own, *sorted(kept & set(dict(settings.LANGUAGES)) - {own})]
    return [(code, str(get_language_info(code)["name_local"])) for code in codes]


def consent_sentence() -> str:
    """What somebody agrees to who ticks the box."""
    return Terms.current().consent_sentence or _(
        "You may write to me by e-mail about your work and about ways to support it."
    )


def _money(member: Member) -> QuerySet[Payment]:
    found: QuerySet[Payment] = (
        Payment.objects.live().money().filter(donation__member__in=member.rows()).select_related("donation")
    )
    return found


def _sums(lines: Iterable[Payment]) -> list[Money]:
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.currency] = sums.get(line.currency, 0) + line.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def _moment(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time()))
