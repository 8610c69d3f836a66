"""The second wording of an appeal, shown in a fixed part of the cases."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.appeal import Appeal


class Wording(models.Model):
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="wordings")
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"), max_length=600)
    button = models.CharField(_("button"), max_length=40)
    share = models.PositiveSmallIntegerField(
        _("shown in % of cases"), default=50, validators=[MinValueValidator(10), MaxValueValidator(90)]
    )

    class Meta:
        verbose_name = _("second wording")
        verbose_name_plural = _("second wording")
        constraints = [
            models.UniqueConstraint(fields=["appeal"], name="wording_one_beside_the_appeal"),
            models.CheckConstraint(condition=Q(share__gte=10, share__lte=90), name="wording_share_fair"),
        ]

    def __str__(self) -> str:
        return self.heading

    def page_tags(self) -> set[str]:
        return {"appeal"}
