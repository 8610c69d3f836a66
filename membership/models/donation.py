"""What a donor promised. How it stands is read from the ledger and the status reports, never written here."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.models.appeal import Appeal
from membership.models.interval import Interval
from membership.models.ledger import GIVING
from membership.models.member import Member
from membership.models.status import Status
from membership.models.status_report import StatusReport
from membership.models.summary import Summary
from membership.money import Money
from newsroom.one_hand import OneHandQuerySet, WrittenByOneHand


class DonationQuerySet(OneHandQuerySet["Donation"]):
    def live(self) -> DonationQuerySet:
        """Real money only; what was practised does not count."""
        return self.filter(live=True)

    def with_summary(self) -> DonationQuerySet:
        """With the summary that `status` and `amount` are read from, for lists."""
        return self.select_related("summary")


class Donation(WrittenByOneHand):
    written_by = GIVING

    class Tribute(models.TextChoices):
        NONE = "", _("Nobody in particular")
        HONOUR = "honour", _("In honour of")
        MEMORY = "memory", _("In memory of")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=16, unique=True)
    provider = models.SlugField(_("paid through"), max_length=20)
    #: The provider's own name for what was begun, and where it sent the donor; empty until it has answered.
    provider_reference = models.CharField(_("provider’s number"), max_length=120, blank=True)
    next_url = models.CharField(max_length=1000, blank=True)
    #: What is promised at each time, the cover of costs included. A later change is a StatusReport.
    minor = models.PositiveBigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    #: The part of `minor` that the donor added for the provider's charge.
    cover_minor = models.PositiveBigIntegerField(_("added for costs, in minor units"), default=0)
    interval = models.CharField(_("how often"), max_length=10, choices=Interval)
    #: Whoever gave; empty until the first payment has come.
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="donations",
        verbose_name=_("member"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    receipt_name = models.CharField(_("name on the receipt"), max_length=120, blank=True)
    #: Asked for only where the rule of the receipt needs it (countries/).
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    tribute = models.CharField(_("given for"), max_length=10, choices=Tribute, blank=True)
    tribute_name = models.CharField(_("for whom"), max_length=120, blank=True)
    message = models.CharField(_("message"), max_length=500, blank=True)
    anonymous = models.BooleanField(_("no name in lists"), default=True)
    #: The sentence beside the box that the donor ticked; empty: may not be written to.
    consent_text = models.CharField(max_length=300, blank=True)
    #: The declaration that the donor made (UK Gift Aid), as it read; empty: none.
    declaration = models.TextField(_("declaration"), max_length=2000, blank=True)
    declaration_ended_at = models.DateTimeField(_("declaration cancelled"), null=True)
    source = models.CharField(_("came from story"), max_length=40, blank=True)
    #: Which appeal asked, and in which wording if it has two: "a" its own, "b" the second.
    appeal = models.ForeignKey(
        Appeal,
        on_delete=models.PROTECT,
        null=True,
        related_name="donations",
        db_index=False,
        verbose_name=_("asked by appeal"),
    )
    wording = models.CharField(max_length=1, blank=True, editable=False)
    back = models.CharField(_("came from page"), max_length=200, blank=True)
    #: One for each form as it was filled in: the same form sent twice is one donation.
    form_token = models.CharField(max_length=64, unique=True, editable=False)
    live = models.BooleanField(_("real money"))
    #: The last moment at which the provider said that the gift stood as its latest StatusReport has it.
    confirmed_until = models.DateTimeField(null=True, editable=False)
    #: When it was last looked at because nothing came of it (giving.in_turn).
    asked_after_at = models.DateTimeField(null=True, editable=False)
    promised_at = models.DateTimeField(_("promised"), auto_now_add=True)

    objects = DonationQuerySet.as_manager()

    class Meta:
        verbose_name = _("donation")
        verbose_name_plural = _("donations")
        base_manager_name = "objects"
        ordering = ["-promised_at", "-pk"]
        permissions = [
            ("receive_donation", _("Can mark a pledge as received, and take in bank statements")),
            ("refund_donation", _("Can give money back")),
            ("steer_donation", _("Can change, pause and stop a repeated gift")),
            ("close_books", _("Can close months and settle what does not add up")),
        ]
        indexes = [
            models.Index(fields=["-promised_at"]),
            models.Index(fields=["email", "promised_at"]),
            models.Index(fields=["source"], condition=~Q(source=""), name="donation_source"),
            models.Index(fields=["appeal"], condition=Q(appeal__isnull=False), name="donation_appeal"),
            models.Index(
                fields=["provider_reference"],
                condition=~Q(provider_reference=""),
                name="donation_provider_ref",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="donation_above_zero"),
            models.CheckConstraint(
                condition=Q(cover_minor__lt=models.F("minor")), name="donation_cover_is_a_part"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="donation_currency_code"),
            models.CheckConstraint(
                condition=Q(interval__in=["once", "monthly", "yearly"]), name="donation_interval_known"
            ),
            models.CheckConstraint(
                condition=Q(tribute__in=["", "honour", "memory"]), name="donation_tribute_known"
            ),
            models.CheckConstraint(
                condition=Q(wording="") | Q(wording__in=["a", "b"], appeal__isnull=False),
                name="donation_wording_of_appeal",
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
    def promised(self) -> Money:
        """What was promised when the form was sent."""
        return Money(self.minor, self.currency)

    @property
    def amount(self) -> Money:
        """What is promised now, at each time."""
        if not self.repeats:
            return self.promised
        return Money(self._summary().minor, self.currency)

    @property
    def asked_by(self) -> str:
        """The appeal and its wording as a link carries them: "7", "7b" or nothing."""
        return f"{self.appeal_id}{self.wording}" if self.appeal_id else ""

    @property
    def cover(self) -> Money:
        return Money(self.cover_minor, self.currency)

    @property
    def repeats(self) -> bool:
        return self.interval != Interval.ONCE

    @property
    def runs(self) -> bool:
        """More is to come of it, be it after a pause: a repeated gift that nobody and nothing has ended."""
        return self.repeats and self._summary().state != "ended"

    @property
    def expected(self) -> bool:
        """The next payment of a repeated gift that has begun is waited for."""
        return self.repeats and self.status in {Status.ACTIVE, Status.PAST_DUE}

    @property
    def donor(self) -> str:
        return self.name or self.email or str(_("erased"))

    @property
    def for_receipt(self) -> str:
        return self.receipt_name or self.name

    @property
    def received(self) -> Money:
        """What came, less what went back."""
        return Money(self._summary().ledger_minor, self.currency)

    @property
    def latest_report(self) -> StatusReport | None:
        """The latest that anybody told us of it. Asks nothing where `status_reports` are prefetched."""
        if "status_reports" in getattr(self, "_prefetched_objects_cache", {}):
            return max(self.status_reports.all(), key=lambda one: (one.asked_at, one.pk), default=None)
        return self.status_reports.order_by("-asked_at", "-pk").first()

    @property
    def status(self) -> Status:
        return Status(self._summary().status)

    def _summary(self) -> Summary:
        """As it was loaded `with_summary`; else as it is now."""
        if "summary" in self._state.fields_cache:
            return self.summary
        return Summary.objects.get(pk=self.pk)
