"""That somebody took out what readers saw at a moment: who, when, what for, and the hash of the file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition
from newsroom.one_hand import OneHand, OneHandQuerySet, WrittenByOneHand

EXPORTING = OneHand("articles/publishing/seen/exporting.py")


class Export(WrittenByOneHand):
    """The file itself is not kept: whoever has it can show by its hash that it is the one taken out."""

    written_by = EXPORTING

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="exports", verbose_name=_("article")
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="exports", verbose_name=_("edition")
    )
    moment = models.DateTimeField(_("what readers saw at"))
    reason = models.CharField(_("what for"), max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("taken out"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects = OneHandQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        base_manager_name = "objects"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="export_newest")]

    def __str__(self) -> str:
        return self.sha256[:12]
