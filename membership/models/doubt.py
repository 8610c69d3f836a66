"""Notes of what something happened to, for whoever looks at it afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q, QuerySet


class Doubt(models.Model):
    """A line of the ledger, a credit or an order to give back that `discrepancies` looks at, or a person
    whose gifts `reports.tallying` has to count.

    Added in the transaction of whatever happened to the row, as often as something does. Once looked at, one
    that is right is taken out, and one that is not stays, once for each discrepancy that it is: so what
    needs a hand is asked of these few alone. Whoever is counted is taken out.
    """

    LINE, CREDIT, ORDER = "line", "credit", "order"
    #: The number of a member, or below zero that of a gift.
    PERSON = "person"

    what = models.CharField(max_length=6)
    row = models.BigIntegerField()
    #: The kind of discrepancy that it was seen to be; None: not looked at yet. Of people empty, as none is.
    kind = models.CharField(max_length=10, null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["what", "row", "kind"], name="doubt_row"),
            models.Index(fields=["kind"], condition=Q(kind=None), name="doubt_fresh"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.row}"

    @staticmethod
    def about(what: str, rows: Iterable[int]) -> None:
        kind = "" if what == Doubt.PERSON else None
        Doubt.objects.bulk_create([Doubt(what=what, row=row, kind=kind) for row in sorted(set(rows))])

    @staticmethod
    def rows(what: str, kind: str) -> QuerySet[Doubt, int]:
        """The numbers of those rows that may be such a discrepancy, for a question about them."""
        maybe = Q(kind=kind) | Q(kind=None)
        return Doubt.objects.filter(maybe, what=what).values_list("row", flat=True)
