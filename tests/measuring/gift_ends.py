"""Where a gift ends, whatever order its events came in."""

from __future__ import annotations

from typing import Any

from membership.models import Donation, Receipt


def end(gift: Donation) -> tuple[Any, ...]:
    """All that must not depend on the order."""
    gift = Donation.objects.with_summary().get(pk=gift.pk)
    stands = gift.latest_report
    lines = gift.payments.values_list("kind", "reference", "of", "minor", "at")
    papers = Receipt.objects.filter(donation=gift)
    certified = papers.filter(kind__in=["gift", "back"]).exclude(answers__kind="void")
    return (
        sorted(lines),
        str(gift.status),
        gift.amount,
        gift.received,
        stands and (stands.state, stands.minor, stands.card_last4, stands.next_at, stands.ends_at),
        sum(certified.values_list("minor", flat=True)),
        # What is written about a try that failed, or the end, depends on what else is known by then.
        sorted(
            gift.letters.filter(kind__in=["thanks", "given-back"]).values_list("kind", "payment__reference")
        ),
        gift.letters.filter(kind="ended").count() <= 1,
    )
