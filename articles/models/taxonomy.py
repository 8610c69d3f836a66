"""Where a story stands in the paper, and what it is about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from articles.models.named import Addressed, Named, NamedQuerySet


class Section(Named):
    class Style(models.TextChoices):
        NEWS = "news", _("News")
        OPINION = "opinion", _("Opinion: headlines in italics, with the author's face")

    description = models.TextField(_("description"), max_length=300, blank=True)
    style = models.CharField(_("style"), max_length=10, choices=Style.choices, default=Style.NEWS)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    in_navigation = models.BooleanField(_("in the navigation"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["name_as_compared"], name="section_once")]

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    def page_tags(self) -> set[str]:
        return {"everything"}


class Topic(Addressed, TagBase):  # type: ignore[django-manager-missing]  # two abstract parents
    """What a story is about. Behind it stands django-taggit; the table and the words are ours."""

    explainer = models.TextField(
        _("explainer"),
        max_length=1200,
        blank=True,
        help_text=_("What a newcomer to this topic needs to know."),
    )
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)

    objects: ClassVar[models.Manager[Topic]] = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name_as_compared"], name="topic_once")]

    def get_absolute_url(self) -> str:
        return reverse("articles:topic", args=[self.slug])

    def page_tags(self) -> set[str]:
        return {f"topic:{self.pk}"}
