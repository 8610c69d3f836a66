"""Spans of time in which readers have something: how they are asked for, and what the database refuses."""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from newsroom.one_hand import OneHandQuerySet

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class SpanQuerySet(OneHandQuerySet[Row_co]):
    def readable(self, at: datetime | None = None) -> Self:
        """What readers may see now, or saw at that moment."""
        at = at or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__lte=at)


def span_constraints(name: str, *, of: str) -> list[models.BaseConstraint]:
    """For a table `name` of spans `live_from` to `live_until`; a row of `of` has one that is open at most.

    A span runs forward, ends for a cause (`closed`), and whoever comes for what was withdrawn is told why.
    That no two of them overlap is asked by triggers (models/triggers/editions.py).
    """
    is_open = Q(live_until__isnull=True)
    return [
        models.CheckConstraint(
            condition=is_open | Q(live_until__gte=F("live_from")), name=f"{name}_span_runs_forward"
        ),
        models.CheckConstraint(
            condition=Q(live_until__isnull=True, closed="") | (Q(live_until__isnull=False) & ~Q(closed="")),
            name=f"{name}_closed_with_cause",
        ),
        models.CheckConstraint(
            condition=~Q(closed="withdrawn") | ~Q(reason=""), name=f"{name}_withdrawn_with_reason"
        ),
        models.UniqueConstraint(fields=[of], condition=is_open, name=f"one_open_{name}"),
    ]
