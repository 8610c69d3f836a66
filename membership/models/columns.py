"""Which column of a table is what, as a person has shown it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import WrittenOnce
from membership.tables import Shape


class ShownColumns(WrittenOnce):
    """Shown once and used from then on, for tables of one fingerprint; the latest row counts.

    One that was used to read a file stays as it was, so that it can be seen later how the file was read.
    """

    #: The key of the layout: "statement", "list".
    layout = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=32)
    #: What a person calls the bank account; empty for lists.
    account = models.CharField(_("account"), max_length=60, blank=True)
    #: A `tables.Shape` as plain values.
    kept = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("columns")
        verbose_name_plural = _("columns")
        default_permissions = ()
        indexes = [models.Index(fields=["layout", "fingerprint", "-id"], name="shown_columns_of")]

    @property
    def shape(self) -> Shape:
        return Shape.of(self.kept)
