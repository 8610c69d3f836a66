"""How a donation stands now, in one row of its own: what lists, filters and the clock ask by index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.due import first_open, paid_at
from membership.models.ledger import GIVING
from membership.models.status import Status, status_of
from newsroom.one_hand import OneHandQuerySet, WrittenByOneHand

if TYPE_CHECKING:
    from membership.models.donation import Donation
    from membership.models.payment import Payment
    from membership.models.status_report import StatusReport

#: What it repeats of the donation, so that one index holds what a list is filtered and sorted by.
COPIED = ("interval", "promised_at")


def summed_up(
    donation: Donation, payments: Iterable[Payment], reports: Iterable[StatusReport]
) -> dict[str, Any]:
    """The columns of its summary but the first, from all of its payments and status reports in any order."""
    lines, told = list(payments), sorted(reports, key=lambda one: (one.asked_at, one.pk))
    paid = paid_at(lines)
    latest = told[-1] if told else None
    changed = [one.minor for one in told if one.minor] if donation.interval != "once" else []
    ledger = {"ledger_minor": sum(line.minor for line in lines), "payments": len(paid)}
    failures = sum(line.kind == "failed" for line in lines)
    state = latest.state if latest else ""
    status = status_of(repeats=donation.interval != "once", state=state, failures=failures, **ledger)
    return {
        **{name: getattr(donation, name) for name in COPIED},
        **ledger,
        "status": status.value,
        "recorded_at": max((line.recorded_at for line in lines if line.minor > 0), default=None),
        "state": state,
        "asked_at": latest.asked_at if latest else None,
        "told_by": latest.told_by if latest else "",
        "next_at": latest.next_at if latest else None,
        "ends_at": latest.ends_at if latest else None,
        "minor": changed[-1] if changed else donation.minor,
        "card_until": next((one.card_until for one in reversed(told) if one.card_until), ""),
        "due_at": first_open(donation, lines, told),
    }


class SummaryQuerySet(OneHandQuerySet["Summary"]):
    pass


class Summary(WrittenByOneHand):
    """Summed up from the donation, its payments and its status reports whenever one of them is written
    (`giving.summing_up`). Those are the truth; this can be made anew from them at any time, and `manage.py
    verify` does so. Nothing in it depends on what time it is."""

    written_by = GIVING

    donation = models.OneToOneField(
        "membership.Donation", on_delete=models.CASCADE, primary_key=True, related_name="summary"
    )
    # Of the donation.
    interval = models.CharField(max_length=10)
    promised_at = models.DateTimeField()

    status = models.CharField(_("standing"), max_length=10, choices=Status)

    # Of the ledger.
    #: What came, less what went back.
    ledger_minor = models.BigIntegerField()
    payments = models.PositiveIntegerField()
    #: When the latest line was written down by which money came.
    recorded_at = models.DateTimeField(null=True)

    # Of the latest report; empty without one.
    state = models.CharField(max_length=10, blank=True)
    asked_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=10, blank=True)
    next_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    # Of all reports.
    #: What is promised now, at each time.
    minor = models.PositiveBigIntegerField()
    #: Of the latest card that we heard of, as "2027-10": no longer good from that month on.
    card_until = models.CharField(max_length=7, blank=True)

    #: When the first payment that has not come falls due, or fell; empty: none is waited for. Of a gift made
    #: once that is the moment of its promise.
    due_at = models.DateTimeField(null=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        default_permissions = ()
        indexes = [
            models.Index(fields=["status", "-promised_at", "-donation"], name="summary_status"),
            models.Index(fields=["interval", "due_at"], name="summary_due"),
            models.Index(fields=["told_by", "state", "recorded_at"], name="summary_let_go"),
            models.Index(fields=["state", "next_at"], name="summary_paused_until"),
            models.Index(
                fields=["status", "card_until"], condition=~Q(card_until=""), name="summary_card_until"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="summary_status_known"),
        ]
