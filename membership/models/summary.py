"""How a donation stands now, in one row of its own: what lists, filters and the clock ask by index."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import GIVING
from membership.models.status import Status
from newsroom.one_hand import OneHandQuerySet, WrittenByOneHand


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
            models.CheckConstraint(condition=Q(status__in=Status.values), name="summary_status_known")
        ]
