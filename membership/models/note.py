"""What staff write down about a gift."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.ledger import WrittenOnce


class Note(WrittenOnce):
    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(_("note"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at", "-pk"]
        default_permissions = ("view", "add")
