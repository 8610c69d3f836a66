"""The outbox: a mail to a donor that must go out once. The row is the truth, the job only carries it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation


class Letter(models.Model):
    class Kind(models.TextChoices):
        INSTRUCTIONS = "instructions", _("How to pay")
        THANKS = "thanks", _("Thanks")

    donation = models.ForeignKey(
        Donation, on_delete=models.CASCADE, related_name="letters", verbose_name=_("donation")
    )
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    #: The payment that it is about (provider and number); empty where it is about the promise.
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
            models.CheckConstraint(
                condition=Q(kind__in=["instructions", "thanks"]), name="letter_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.donation_id}"
