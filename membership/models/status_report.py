"""How a promise stands, as somebody told us: each report is a row, the latest one holds; none is edited."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.models.doubt import Doubt
from membership.models.ledger import STATUS_REPORTS, WrittenOnce, WrittenOnceQuerySet
from membership.money import Money
from newsroom.one_hand import OneHandQuerySet, WrittenByOneHand


class StatusReportQuerySet(WrittenOnceQuerySet["StatusReport"], OneHandQuerySet["StatusReport"]):  # type: ignore[override]
    pass


class StatusReport(WrittenOnce, WrittenByOneHand):
    written_by = STATUS_REPORTS

    class State(models.TextChoices):
        PROCESSING = "processing", _("On its way")
        EXPIRED = "expired", _("Left unfinished")
        ACTIVE = "active", _("Active")
        PAST_DUE = "past_due", _("Payment overdue")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    class Told(models.TextChoices):
        PROVIDER = "provider", _("the provider")
        DONOR = "donor", _("the donor")
        STAFF = "staff", _("staff")
        CALENDAR = "calendar", _("the calendar")

    class What(models.TextChoices):
        """What led to it, where it was no word of the provider."""

        AMOUNT = "amount", _("another amount")
        DAY = "day", _("another day")
        ERASED = "erased", _("the donor’s data were erased")
        LAPSED = "lapsed", _("nothing came any more")
        MISSED = "missed", _("a payment is missing")
        MOVED_IN = "moved in", _("came in with a list")
        PAID = "paid", _("what was missing has come")
        PAID_AGAIN = "paid again", _("money came again")
        PAUSE = "pause", _("paused")
        PAUSE_ENDED = "pause ended", _("the pause is over")
        RESUME = "resume", _("goes on")
        STOP = "stop", _("stopped")

    donation = models.ForeignKey(
        "membership.Donation",
        on_delete=models.PROTECT,
        related_name="status_reports",
        verbose_name=_("donation"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    #: When it was so: a later moment outranks an earlier one, in whatever order we hear of them.
    asked_at = models.DateTimeField(_("as of"))
    #: What is promised from now on; empty: as before.
    minor = models.PositiveBigIntegerField(_("amount in minor units"), null=True)
    subscription = models.CharField(max_length=120, blank=True)
    customer = models.CharField(max_length=120, blank=True)
    next_at = models.DateTimeField(_("next payment"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    card_brand = models.CharField(max_length=20, blank=True)
    card_last4 = models.CharField(max_length=4, blank=True)
    #: First day of the month after the one printed on the card, as "2027-10".
    card_until = models.CharField(max_length=7, blank=True)
    told_by = models.CharField(_("told by"), max_length=10, choices=Told)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("what"), max_length=12, choices=What, blank=True)
    #: In the words of whoever decided it.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects: ClassVar[Any] = StatusReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        base_manager_name = "objects"
        ordering = ["-asked_at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["donation", "-asked_at", "-id"]),
            models.Index(
                fields=["subscription"], condition=~Q(subscription=""), name="status_report_subscription"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["processing", "expired", "active", "past_due", "paused", "ended"]),
                name="status_report_state_known",
            ),
            models.CheckConstraint(
                condition=Q(minor__isnull=True) | Q(minor__gt=0), name="status_report_above_zero"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Doubt.about(Doubt.PERSON, [-self.donation_id])

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.asked_at:%Y-%m-%d}"

    @property
    def why(self) -> str:
        """What a person wrote, as they wrote it; else what led to it, in words."""
        if self.reason:
            return self.reason
        if self.what == self.What.AMOUNT and self.minor:
            told = {"amount": Money(self.minor, self.donation.currency).exact}
            return gettext("another amount: %(amount)s") % told
        if self.what == self.What.PAUSE and self.next_at:
            return gettext("paused until %(day)s") % {"day": timezone.localdate(self.next_at)}
        return str(self.get_what_display())

    @property
    def new_day(self) -> date | None:
        """The day that the next payment was moved to, if that is what this row is about."""
        return timezone.localdate(self.next_at) if self.what == self.What.DAY and self.next_at else None

    @property
    def card(self) -> str:
        """How the donor knows the card: "Visa ending 4471"; empty without one."""
        return f"{self.card_brand.title()} ···· {self.card_last4}" if self.card_last4 else ""
