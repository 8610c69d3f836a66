"""What a donor promised. How it stands is read from the ledger, never written here."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.money import Money


class Interval(models.TextChoices):
    ONCE = "once", _("Once")
    MONTHLY = "monthly", _("Monthly")
    YEARLY = "yearly", _("Yearly")


class Status(models.TextChoices):
    PROMISED = "promised", _("Promised")
    FAILED = "failed", _("Not completed")
    RECEIVED = "received", _("Received")
    GIVEN_BACK = "given-back", _("Given back")


class DonationQuerySet(models.QuerySet["Donation"]):
    def live(self) -> DonationQuerySet:
        """Real money only; what was practised does not count."""
        return self.filter(live=True)

    def with_standing(self) -> DonationQuerySet:
        """Adds what `status` is derived from, for lists."""
        return self.annotate(
            ledger_sum=Sum("payments__minor", default=0),
            ledger_paid=Count("payments", filter=Q(payments__kind="payment")),
            ledger_failed=Count("payments", filter=Q(payments__kind="failed")),
        )


class Donation(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=16, unique=True)
    provider = models.SlugField(_("paid through"), max_length=20)
    #: The provider's own name for what was begun, and where it sent the donor; empty until it has answered.
    provider_reference = models.CharField(_("provider’s number"), max_length=120, blank=True)
    next_url = models.CharField(max_length=1000, blank=True)
    minor = models.PositiveBigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    interval = models.CharField(_("how often"), max_length=10, choices=Interval)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    receipt_name = models.CharField(_("name on the receipt"), max_length=120, blank=True)
    source = models.CharField(_("came from story"), max_length=40, blank=True)
    back = models.CharField(_("came from page"), max_length=200, blank=True)
    #: One for each form as it was filled in: the same form sent twice is one donation.
    form_token = models.CharField(max_length=64, unique=True, editable=False)
    live = models.BooleanField(_("real money"))
    promised_at = models.DateTimeField(_("promised"), auto_now_add=True)

    if TYPE_CHECKING:
        ledger_sum: int
        ledger_paid: int
        ledger_failed: int

    objects = DonationQuerySet.as_manager()

    class Meta:
        verbose_name = _("donation")
        verbose_name_plural = _("donations")
        ordering = ["-promised_at", "-pk"]
        permissions = [("receive_donation", _("Can mark a pledge as received"))]
        indexes = [models.Index(fields=["-promised_at"]), models.Index(fields=["email", "promised_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="donation_above_zero"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="donation_currency_code"),
            models.CheckConstraint(
                condition=Q(interval__in=["once", "monthly", "yearly"]), name="donation_interval_known"
            ),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(form_token="") & ~Q(provider=""), name="donation_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("membership:gift", args=[self.public_id])

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def donor(self) -> str:
        return self.name or self.email

    @property
    def for_receipt(self) -> str:
        return self.receipt_name or self.name

    @property
    def received(self) -> Money:
        """What came, less what went back."""
        return Money(self._standing().ledger_sum, self.currency)

    @property
    def status(self) -> Status:
        standing = self._standing()
        if standing.ledger_sum > 0:
            return Status.RECEIVED
        if standing.ledger_paid:
            return Status.GIVEN_BACK
        return Status.FAILED if standing.ledger_failed else Status.PROMISED

    def _standing(self) -> Donation:
        if "ledger_sum" in self.__dict__:
            return self
        return Donation.objects.with_standing().get(pk=self.pk)
