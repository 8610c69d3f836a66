"""Terms that many pictures share: a Creative Commons licence, agency terms, own work."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.Model):
    class Family(models.TextChoices):
        CREATIVE_COMMONS = "cc", _("Creative Commons")
        PUBLIC_DOMAIN = "pd", _("Public domain")
        AGENCY = "agency", _("Agency")
        HANDOUT = "handout", _("Handout")
        RESERVED = "reserved", _("All rights reserved")
        OWN = "own", _("Own work")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        # Like a slug, with the dots of versions.
        validators=[
            RegexValidator(r"^[a-z0-9.-]+\Z", _("Use small letters, digits, dots and hyphens only."))
        ],
        help_text=_("Such as cc-by-sa-4.0"),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("As readers see it: CC BY-SA 4.0"))
    family = models.CharField(_("family"), max_length=10, choices=Family.choices)
    version = models.CharField(_("version"), max_length=8, blank=True)
    url = models.URLField(_("link to the terms"), blank=True)
    requires_credit = models.BooleanField(_("credit required"), default=True)
    requires_link = models.BooleanField(_("link to the original required"), default=False)
    allows_changes = models.BooleanField(_("changes allowed"), default=True)
    allows_commercial = models.BooleanField(_("commercial use allowed"), default=True)
    share_alike = models.BooleanField(_("changed pictures keep the licence"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def page_tags(self) -> set[str]:
        return {"everything"}
