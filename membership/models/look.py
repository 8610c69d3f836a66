"""Somebody looked at donors: who, at what, when. Names of donors are not repeated here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import WrittenOnce


class Look(WrittenOnce):
    #: Beside one that was asked for at the desk's list: what was looked at, in words.
    said: str

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    #: "donation", "donations", "member", "members", "receipt", "export" …
    what = models.CharField(_("what"), max_length=30)
    #: Identity of the one row; empty for a list.
    which = models.CharField(_("which"), max_length=60, blank=True)
    #: For lists: what was searched for or filtered by, without the words that were typed.
    how = models.CharField(_("how"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=1)

    class Meta:
        verbose_name = _("look at donors")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["what", "which", "-at"])]
