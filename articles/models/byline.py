"""Who is credited on a story, in what order and for what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.people import Author


class Role(models.TextChoices):
    BY = "by", _("By")
    PHOTOGRAPHS = "photographs", _("Photographs by")
    REPORTING = "reporting", _("Additional reporting by")
    TRANSLATION = "translation", _("Translated by")
    ILLUSTRATION = "illustration", _("Illustrations by")
    DATA = "data", _("Data by")
    EDITING = "editing", _("Edited by")


class Byline(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.BY)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author", "role"], name="byline_once_per_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="byline_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.author}"
