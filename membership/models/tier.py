"""What a member gets in return, from a yearly sum on. Its value is taken off what a receipt certifies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tier(models.Model):
    name = models.CharField(_("name"), max_length=60)
    currency = models.CharField(_("currency"), max_length=3)
    yearly_minor = models.PositiveBigIntegerField(_("from this sum a year, in minor units"))
    benefits = models.TextField(_("what members get"), max_length=600, help_text=_("One on each line."))
    #: Good-faith estimate for a year; zero where all of it is what everybody gets.
    value_minor = models.PositiveBigIntegerField(_("fair value a year, in minor units"), default=0)
    active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ["currency", "yearly_minor"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "yearly_minor"], name="tier_one_at_a_sum"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="tier_currency_code"),
        ]

    def __str__(self) -> str:
        return self.name
