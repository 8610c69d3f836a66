"""Amounts for another frequency or currency than the appeal's own."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.appeal import Appeal
from membership.models.interval import Interval
from membership.models.presets import refuse_unreadable


class AppealAmounts(models.Model):
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="more_amounts")
    interval = models.CharField(_("how often"), max_length=10, choices=Interval)
    currency = models.CharField(_("currency"), max_length=3)
    amounts = models.TextField(
        _("amounts"), max_length=1000, help_text=_("One on each line: the figure, then what it pays for.")
    )

    class Meta:
        verbose_name = _("amounts")
        verbose_name_plural = _("amounts for other frequencies and currencies")
        ordering = ["currency", "interval"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "interval", "currency"], name="appealamounts_once"),
            models.CheckConstraint(
                condition=Q(interval__in=["once", "monthly", "yearly"]), name="appealamounts_interval_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_interval_display()}, {self.currency}"

    def clean(self) -> None:
        if self.currency and self.currency not in settings.MEMBERSHIP_CURRENCIES:
            known = ", ".join(settings.MEMBERSHIP_CURRENCIES)
            raise ValidationError({"currency": _("Choose one of: %(known)s.") % {"known": known}})
        if self.amounts and self.currency:
            refuse_unreadable(self.amounts, self.currency, "amounts")

    def page_tags(self) -> set[str]:
        return {"appeal"}
