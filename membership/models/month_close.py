"""Months of the books that are closed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import WrittenOnce
from membership.models.payment import Payment


class MonthClose(WrittenOnce):
    """A month of the books, closed: totals, sealed and chained. What comes late goes into the next one."""

    month = models.DateField(_("month"), unique=True)
    #: {"EUR": {"payments", "refunds", "disputes", "reinstated", "fees", "net", "lines", "late"}, …}, in minor
    #: units.
    totals = models.JSONField(_("totals"))
    seal = models.CharField(_("sealed"), max_length=64, unique=True)
    closed_at = models.DateTimeField(_("closed"), auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"


class ClosedLine(WrittenOnce):
    """A line of the ledger belongs to one closed month."""

    close = models.ForeignKey(MonthClose, on_delete=models.PROTECT, related_name="closed_lines")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="closed_line")

    class Meta:
        default_permissions = ()
