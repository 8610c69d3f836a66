"""Transfers that staff marked received by hand, and whether a statement of the bank's has brought them."""

from collections import defaultdict, deque
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from membership import giving
from membership.models import BankCredit, Payment, Resolution
from membership.providers import PLEDGE
from membership.transfers.references import BANK


def marked_sums(last: date) -> dict[str, dict[str, int]]:
    """By currency, of those that no statement has brought: marked for a day after the `last` of all
    statements (`by_hand`, in lines, and `by_hand_minor`, in minor units), and for one before it (`unbrought`,
    `unbrought_minor`).

    A mark stands for one credit of its amount about its day that is booked for no gift.
    """
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    came: dict[tuple[str, int], deque[date]] = defaultdict(deque)
    for currency, minor, day in _unbooked().values_list("currency", "minor", "booked_on"):
        came[currency, minor].append(day)
    for currency, minor, at in _marked().values_list("currency", "minor", "at").iterator():
        day, days = timezone.localdate(at), came[currency, minor]
        while days and days[0] < day - giving.NEAR:
            days.popleft()
        if days and days[0] <= day + giving.NEAR:
            days.popleft()
            continue
        name = "by_hand" if day > last else "unbrought"
        found[currency][name] += 1
        found[currency][f"{name}_minor"] += minor
    return found


def _marked() -> Any:
    """Those of which something is left. Cash is on no statement, and cheques are paid in together."""
    went = Payment.objects.back_on_outer().money().values("of").annotate(total=Sum("minor")).values("total")
    marked = Payment.objects.live().filter(provider=PLEDGE, kind=Payment.Kind.PAYMENT)
    for start in (BANK, "cash/", "cheque/"):
        marked = marked.exclude(reference__startswith=start)
    return marked.filter(minor__gt=-Coalesce(Subquery(went), 0)).order_by("at", "pk")


def _unbooked() -> Any:
    """Credits that wait, or that somebody has said are recorded already."""
    line = Payment.objects.filter(
        provider=PLEDGE, kind=Payment.Kind.PAYMENT, reference=giving.credit_expression()
    )
    not_ours = Resolution.objects.filter(
        kind="credit", how="not-ours", about=Cast(OuterRef("pk"), CharField())
    )
    return BankCredit.objects.exclude(Exists(line) | Exists(not_ours)).order_by("booked_on", "pk")
