"""What a member's gifts bring them, and the words we ask them in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from membership.models import Member, Terms, Tier
from membership.years import money_of


def tier_of(member: Member) -> Tier | None:
    """The highest tier that their gifts of the last twelve months reach; None without one."""
    since = timezone.now() - timedelta(days=365)
    sums = dict(
        money_of(member)
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
