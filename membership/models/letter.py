"""The outbox: a mail that must go out once. The row is the truth, the job only carries it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.member import Member


class Letter(models.Model):
    class Kind(models.TextChoices):
        INSTRUCTIONS = "instructions", _("How to pay")
        THANKS = "thanks", _("Thanks")
        RECEIPT = "receipt", _("Receipt")
        GIVEN_BACK = "given-back", _("Given back")
        REMINDER = "reminder", _("Reminder of a pledge")
        LAPSED = "lapsed", _("Pledge lapsed")
        FAILED = "failed", _("Payment failed")
        LAST_TRY = "last-try", _("Payment failed, last try")
        CONFIRM = "confirm", _("Bank asks to confirm")
        ENDED = "ended", _("Gift ended")
        CHANGED = "changed", _("Gift changed")
        CARD_ENDS = "card-ends", _("Card is about to expire")
        YEARLY = "yearly", _("Yearly gift is coming up")
        CODE = "code", _("Code to sign in")
        CHECK = "check", _("Confirm the address")

    donation = models.ForeignKey(
        Donation, on_delete=models.CASCADE, null=True, related_name="letters", verbose_name=_("donation")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="letters", verbose_name=_("member")
    )
    #: Where nobody has given yet, and the letter asks whether the address is theirs.
    address = models.EmailField(_("address"), blank=True)
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    #: What it is about, so that it is written once: "pledge:HL-7K4Q-9X/1", "receipt:12", "2026-11" …
    about = models.CharField(max_length=150, blank=True)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    #: Set while a worker is sending, so that a second one leaves it alone.
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("last problem"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-written_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["donation", "kind", "about"], name="letter_written_once"),
            models.UniqueConstraint(
                fields=["member", "kind", "about"],
                condition=Q(donation__isnull=True),
                name="letter_to_member_once",
            ),
            models.UniqueConstraint(
                fields=["address", "kind", "about"],
                condition=Q(donation__isnull=True, member__isnull=True),
                name="letter_to_address_once",
            ),
            models.CheckConstraint(
                condition=Q(donation__isnull=False) | Q(member__isnull=False) | ~Q(address=""),
                name="letter_has_addressee",
            ),
        ]
        indexes = [
            models.Index(fields=["written_at"], condition=Q(sent_at__isnull=True), name="letter_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.donation_id or self.member_id}"

    @property
    def to(self) -> str:
        """The address it goes to; empty once the person has been erased."""
        if self.donation is not None:
            return self.donation.email
        return self.member.email if self.member else self.address
