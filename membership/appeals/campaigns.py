"""What a campaign has brought in, and how many have joined: counted from the ledger, less what went back."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum

from membership.models import Appeal, Donation, Member, Payment
from membership.money import Money

#: Of donations with their summary: paid, and not given back.
KEPT = Q(summary__payments__gt=0, summary__ledger_minor__gt=0)


@dataclass(frozen=True)
class Goal:
    came: Money
    aim: Money
    gifts: int

    @property
    def part(self) -> int:
        """How much of the goal is reached, in whole per cent; a bar is full at a hundred."""
        return max(0, min(100, self.came.minor * 100 // self.aim.minor))


def goal_of(appeal: Appeal) -> Goal | None:
    """How far it has come, for readers; None where it has no goal or does not show it.

    In the currency of the goal: gifts in another cannot be added to it.
    """
    aim = appeal.goal
    if aim is None or not appeal.goal_shown:
        return None
    donations = Donation.objects.live().filter(appeal=appeal, currency=aim.currency)
    lines = Payment.objects.money().filter(donation__in=donations)
    came = lines.aggregate(total=Sum("minor"))["total"] or 0
    gifts = donations.with_summary().filter(KEPT).count()
    return Goal(Money(came, aim.currency), aim, gifts)


def came_by(appeal: Appeal) -> list[Money]:
    lines = Payment.objects.live().money().filter(donation__appeal=appeal)
    sums = lines.order_by("currency").values_list("currency").annotate(total=Sum("minor"))
    return [Money(total, currency) for currency, total in sums if total]


def number_of(member: Member | None) -> int | None:
    """Which member in the order of joining: only those who have given real money count, each person once."""
    if member is None or member.same_as_id:
        return None
    paid = Payment.objects.live().filter(kind=Payment.Kind.PAYMENT, donation__member=OuterRef("pk"))
    joined = Member.objects.filter(Exists(paid), same_as__isnull=True, pk__lte=member.pk)
    return joined.count() or None
