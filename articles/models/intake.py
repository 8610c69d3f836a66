"""The copy as it came, from which a story was filed."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Intake(models.Model):
    """The copy as it came, kept with the story, and what was made of every part of it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="intake")
    source = models.TextField(_("copy as it came"))
    #: SHA-256 of the source, by which the very same copy is found again.
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    #: [{"kind", "text", "became", "note"}, …] in the order of the source; see importers/report.py.
    report = models.JSONField(default=list)
    name = models.CharField(_("file"), max_length=200, blank=True)
    filed_at = models.DateTimeField(auto_now_add=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("copy as it came")
        verbose_name_plural = _("copy as it came")

    def __str__(self) -> str:
        return self.name or str(self.article)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = digest_of(self.source)
        super().save(*args, **kwargs)


def digest_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()
