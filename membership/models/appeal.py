"""The "become a member" call to action, with a span of time and a place."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership import money
from membership.models.presets import Preset, presets_of


class AppealQuerySet(models.QuerySet["Appeal"]):
    def due(self, at: datetime | None = None) -> AppealQuerySet:
        """What asks now, or did at that moment; the one that began last comes first."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at).order_by(
            "-starts_at", "-pk"
        )


class Appeal(models.Model):
    class Place(models.TextChoices):
        STORY = "story", _("At the end of stories")
        HOME = "home", _("Band on the front page")
        PAGE = "page", _("Membership page")

    class Ask(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Monthly")

    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"), max_length=600)
    button = models.CharField(_("button"), max_length=40, default="Give monthly")
    asks = models.CharField(
        _("asks for a gift"),
        max_length=10,
        choices=Ask,
        default=Ask.MONTHLY,
        help_text=_("What the amounts and the button choose on the form. Donors can change it there."),
    )
    amounts = models.TextField(
        _("amounts"),
        max_length=1000,
        help_text=_("One on each line: the figure, then what it pays for. “8 pays for a records request”."),
    )
    fine_print = models.CharField(
        _("small print"), max_length=200, blank=True, help_text=_("One sentence under the amounts.")
    )
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.STORY)
    sections = models.CharField(
        _("only in sections"),
        max_length=200,
        blank=True,
        help_text=_("Addresses of sections, such as “harbour, climate”. Empty: in the whole paper."),
    )
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["starts_at"]), models.Index(fields=["ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="appeal_span_runs_forward",
                violation_error_message=_("The appeal ends before it starts. Choose a later end."),
            ),
            models.CheckConstraint(condition=~Q(heading=""), name="appeal_has_heading"),
            models.CheckConstraint(
                condition=Q(place__in=["story", "home", "page"]), name="appeal_place_known"
            ),
            models.CheckConstraint(condition=Q(asks__in=["once", "monthly"]), name="appeal_asks_known"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def presets(self) -> list[Preset]:
        return presets_of(self.amounts, settings.MEMBERSHIP_CURRENCY)

    def clean(self) -> None:
        if not self.amounts:
            return
        try:
            found = presets_of(self.amounts, settings.MEMBERSHIP_CURRENCY, strict=True)
        except money.NotAnAmount as error:
            raise ValidationError({"amounts": str(error)}) from error
        if len({preset.amount for preset in found}) < len(found):
            raise ValidationError({"amounts": _("An amount stands there twice. Keep one of the two lines.")})

    def is_for(self, section: str) -> bool:
        """Whether it asks in this section. One that is bound to sections stays out of pages without one."""
        only = {part.strip() for part in self.sections.split(",") if part.strip()}
        return not only or section in only

    def page_tags(self) -> set[str]:
        return {"appeal"}
