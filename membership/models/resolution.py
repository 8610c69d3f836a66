"""How somebody settled what did not add up. The discrepancy itself is asked of the books each time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import WrittenOnce


class Resolution(WrittenOnce):
    kind = models.CharField(_("what"), max_length=30)
    about = models.CharField(_("about"), max_length=150)
    how = models.CharField(_("how"), max_length=30)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["kind", "about"], name="resolution_once")]
