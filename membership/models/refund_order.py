"""Money that staff decided to give back."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.doubt import Doubt
from membership.models.ledger import WrittenOnce
from membership.models.payment import Payment


class RefundOrder(WrittenOnce):
    """What staff decided to give back, and why: written before the provider is asked. The ledger says what
    came of it; a RefundAnswer, that nothing did."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refund_orders")
    number = models.PositiveSmallIntegerField()
    minor = models.PositiveBigIntegerField()
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    #: One for each form as it was filled in and sent: the same form sent twice is one order. Starts with the
    #: form's own token; empty where no form was sent.
    once = models.CharField(max_length=100, null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("order to give back")
        verbose_name_plural = _("orders to give back")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["payment", "number"], name="refundorder_once"),
            models.CheckConstraint(condition=Q(minor__gt=0), name="refundorder_above_zero"),
            models.CheckConstraint(condition=~Q(reason=""), name="refundorder_has_reason"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Doubt.about(Doubt.ORDER, [self.pk])


class RefundAnswer(WrittenOnce):
    """The provider will not carry an order out, and nothing moved: its amount may be ordered anew."""

    class Outcome(models.TextChoices):
        REFUSED = "refused", _("Refused")

    order = models.OneToOneField(RefundOrder, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome)
    #: In the provider's words.
    said = models.CharField(_("said"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer to an order to give back")
        verbose_name_plural = _("answers to orders to give back")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(outcome="refused"), name="refundanswer_outcome_known")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Doubt.about(Doubt.ORDER, [self.order_id])
