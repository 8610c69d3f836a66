"""What a member's gifts bring them, and the words we ask them in."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import Member, Terms, Tier
from membership.receipts.years import money_of


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


def consent_sentence() -> str:
    """What somebody agrees to who ticks the box."""
    return Terms.current().consent_sentence or _(
        "You may write to me by e-mail about your work and about ways to support it."
    )
