"""Who receives the money and signs for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models.doubt import Doubt
from membership.periods import midnight


class Issuer(models.Model):
    """The legal entity in whose name receipts are issued. What a receipt needs of it is said by its rule."""

    name = models.CharField(_("legal name"), max_length=160)
    address = models.TextField(_("address"), max_length=400, blank=True)
    rule = models.SlugField(
        _("receipts follow the rule of"),
        max_length=30,
        default="plain",
        help_text=_("Which country’s requirements a receipt has to meet. Have the result checked."),
    )
    tax_id = models.CharField(
        _("tax or charity number"), max_length=60, blank=True, help_text=_("EIN, charity number, ABN …")
    )
    #: Whatever else the rule asks of the issuer, by the names that countries/ gives them.
    details = models.JSONField(_("further details"), default=dict, blank=True)
    signatory = models.CharField(_("signed by"), max_length=120, blank=True)
    wording = models.TextField(
        _("own wording"),
        max_length=3000,
        blank=True,
        help_text=_("Stands on every receipt in place of the standard statement. Have it checked."),
    )
    language = models.CharField(_("language of receipts"), max_length=12, default="en")
    series = models.CharField(_("letter of receipt numbers"), max_length=4, default="R")
    #: For pledges: where donors send money.
    account_holder = models.CharField(
        _("account holder"),
        max_length=70,
        blank=True,
        help_text=_("As the bank has it; the legal name if empty."),
    )
    iban = models.CharField(_("IBAN"), max_length=42, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    bank = models.CharField(
        _("bank and account elsewhere"),
        max_length=200,
        blank=True,
        help_text=_("Where there is no IBAN: bank, sort code or routing number, account number."),
    )
    cheque_address = models.TextField(_("cheques to"), max_length=300, blank=True)
    valid_from = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("receiving organisation")
        verbose_name_plural = _("receiving organisation")
        ordering = ["-valid_from", "-pk"]
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        # Payments since then have a receipt, or need a hand.
        Doubt.about(Doubt.LINE, _without_receipt(models.DateField().to_python(self.valid_from)))

    @classmethod
    def current(cls) -> Issuer | None:
        """The one in whose name gifts are received today; None while nobody has named one."""
        return cls.objects.filter(valid_from__lte=timezone.localdate()).first()

    @property
    def holder(self) -> str:
        return self.account_holder or self.name

    def page_tags(self) -> set[str]:
        return {"appeal"}


def _without_receipt(since: date) -> Iterable[int]:
    from_then = midnight(since)
    paid = apps.get_model("membership", "Payment").objects.filter(kind="payment", receipt_lines__isnull=True)
    return paid.filter(recorded_at__gte=from_then).values_list("pk", flat=True)
