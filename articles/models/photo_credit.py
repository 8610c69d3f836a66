"""Whom to credit for a picture, and who changed that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.folded import FoldedWords
from articles.models.licence import Licence
from articles.models.photo import Photo


class PhotoCredit(models.Model):
    """Whom to credit for one photo, and under what terms. It comes along wherever the photo goes."""

    photo = models.OneToOneField(
        Photo, on_delete=models.CASCADE, related_name="credit", verbose_name=_("picture")
    )
    creator = models.CharField(_("creator"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    source_url = models.URLField(_("link to the original"), max_length=500, blank=True)
    licence = models.ForeignKey(
        Licence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("licence"),
    )
    terms = models.CharField(
        _("terms as they came"),
        max_length=200,
        blank=True,
        help_text=_("What the copy or the file said, such as “CC 2.0”, until the licence is clear."),
    )
    copyright_notice = models.CharField(_("copyright notice"), max_length=200, blank=True)
    expires_on = models.DateField(_("may be used until"), null=True, blank=True)
    words = FoldedWords(of=("creator", "organisation"))

    class Meta:
        verbose_name = _("picture credit")
        verbose_name_plural = _("picture credits")

    def __str__(self) -> str:
        return " / ".join(part for part in (self.creator, self.organisation, self.terms_name) if part)

    @property
    def terms_name(self) -> str:
        return self.licence.name if self.licence else ""

    def page_tags(self) -> set[str]:
        return {f"photo:{self.photo_id}"}


class CreditChange(models.Model):
    """Who changed whom to credit, when, and what stood there before: `{field: [before, after]}`, as words."""

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="credit_changes", verbose_name=_("picture")
    )
    changes = models.JSONField(_("changes"))
    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("change of a credit")
        verbose_name_plural = _("changes of credits")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.photo}: {', '.join(self.changes)}"

    @property
    def lines(self) -> list[dict[str, str]]:
        """Each change in the words of the form."""
        names = {field.name: str(field.verbose_name) for field in PhotoCredit._meta.concrete_fields}
        return [
            {"name": names.get(name, name), "before": before, "after": after}
            for name, (before, after) in self.changes.items()
        ]
