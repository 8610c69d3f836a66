"""What a provider sent to the webhook, or listed when asked: each event once, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    class Outcome(models.TextChoices):
        NEW = "new", _("Waiting")
        DONE = "done", _("Done")
        IGNORED = "ignored", _("Nothing to do")
        HELD = "held", _("Does not fit: look at it")
        DEAD = "dead", _("Given up: try again by hand")

    provider = models.SlugField(_("provider"), max_length=20)
    event_id = models.CharField(_("number"), max_length=120)
    kind = models.CharField(_("what"), max_length=80)
    about = models.CharField(_("about"), max_length=120, blank=True)
    created = models.DateTimeField(_("happened"))
    api_version = models.CharField(max_length=40, blank=True)
    #: As it came; emptied once it is worked, and after 90 days whatever became of it.
    body = models.TextField(blank=True)
    #: Came through the webhook; else we found it by asking.
    pushed = models.BooleanField(_("sent to us"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.NEW)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    #: Of a warning of fraud that waits for a person: the provider's number of the payment.
    payment_reference = models.CharField(_("about payment"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="event_stored_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["new", "done", "ignored", "held", "dead"]),
                name="event_outcome_known",
            ),
        ]
        indexes = [
            models.Index(fields=["outcome", "received_at"], name="event_outcome"),
            models.Index(fields=["-received_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
