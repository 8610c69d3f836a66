"""The ledger: money that came or went, and tries that failed. Lines are added, never changed or taken out."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.money import Money


class AppendOnly(Exception):
    """Somebody tried to change the ledger. A wrong line is answered by a second line, never mended."""


class PaymentQuerySet(models.QuerySet["Payment"]):
    def live(self) -> PaymentQuerySet:
        """Real money only."""
        return self.filter(donation__live=True)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Lines of the ledger are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("Lines of the ledger are never taken out.")


class Payment(models.Model):
    class Kind(models.TextChoices):
        PAYMENT = "payment", _("Payment")
        REFUND = "refund", _("Given back")
        FAILED = "failed", _("Declined")

    donation = models.ForeignKey(
        Donation, on_delete=models.PROTECT, related_name="payments", verbose_name=_("donation")
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    provider = models.SlugField(_("paid through"), max_length=20)
    reference = models.CharField(_("provider’s number"), max_length=120)
    at = models.DateTimeField(_("when"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    #: Empty where the provider told us itself.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"])]
        constraints = [
            models.UniqueConstraint(fields=["provider", "kind", "reference"], name="payment_recorded_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="payment_has_reference"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="payment_currency_code"),
            models.CheckConstraint(
                condition=Q(kind="payment", minor__gt=0)
                | Q(kind="refund", minor__lt=0)
                | Q(kind="failed", minor=0),
                name="payment_sign_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount.exact}, {self.reference}"

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Lines of the ledger are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Lines of the ledger are never taken out.")
