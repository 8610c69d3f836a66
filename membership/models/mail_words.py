"""The words that the newsroom puts in place of ours in a mail: each change is a row, the newest one holds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import WrittenOnce

SUBJECT, BODY = 120, 3000


class MailWords(WrittenOnce):
    kind = models.CharField(_("mail"), max_length=20)
    language = models.CharField(_("language"), max_length=12)
    #: Both empty: back to ours.
    subject = models.CharField(_("subject"), max_length=SUBJECT, blank=True)
    body = models.TextField(_("words"), max_length=BODY, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("words of a mail")
        verbose_name_plural = _("words of mails")
        ordering = ["-pk"]
        default_permissions = ("view", "change")
        indexes = [models.Index(fields=["kind", "language", "-id"], name="mailwords_newest")]

    @property
    def ours(self) -> bool:
        return not self.subject
