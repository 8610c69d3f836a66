"""Bank statements as they were taken in, line by line."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.doubt import Doubt
from membership.models.ledger import WrittenOnce
from membership.money import Money


class BankStatement(WrittenOnce):
    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    format = models.CharField(_("format"), max_length=10)
    account = models.CharField(_("account"), max_length=60, blank=True)
    first_day = models.DateField(_("from"), null=True)
    last_day = models.DateField(_("to"), null=True)
    #: What was odd about it and accepted by whoever took it in, as it was shown; None: nothing.
    accepted = models.TextField(_("accepted"), null=True)
    taken_at = models.DateTimeField(_("taken in"), auto_now_add=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-taken_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name


class BankEntry(WrittenOnce):
    account = models.CharField(max_length=60, blank=True)
    reference = models.CharField(_("bank’s number"), max_length=120)
    minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    booked_on = models.DateField(_("day"))
    payer = models.CharField(_("from"), max_length=140, blank=True)
    text = models.CharField(_("text"), max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["-booked_on", "-pk"]

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)


class BankCredit(BankEntry):
    """Money that came to the bank. Which gift it is for is the Payment that bears its reference, if any."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="credits")
    #: Of the file that it came in; None where that was not written down.
    layout = models.CharField(max_length=20, null=True)

    class Meta(BankEntry.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["account", "reference"], name="bankcredit_once"),
            models.CheckConstraint(condition=Q(minor__gt=0), name="bankcredit_above_zero"),
        ]
        indexes = [models.Index(fields=["currency", "minor", "booked_on"], name="bankcredit_alike")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Doubt.about(Doubt.CREDIT, [self.pk])


class BankBalance(WrittenOnce):
    """What a statement says of the balance of one account, by which the next one is known to follow it."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="balances")
    account = models.CharField(_("account"), max_length=60)
    currency = models.CharField(_("currency"), max_length=3)
    opens_on = models.DateField(_("begins on"))
    opening_minor = models.BigIntegerField(_("begins with, in minor units"))
    closes_on = models.DateField(_("ends on"))
    closing_minor = models.BigIntegerField(_("ends with, in minor units"))

    class Meta:
        verbose_name = _("balance")
        verbose_name_plural = _("balances")
        ordering = ["-closes_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["statement", "account", "currency"], name="bankbalance_once")
        ]
        indexes = [models.Index(fields=["account", "currency", "-closes_on"], name="bankbalance_latest")]

    @property
    def opening(self) -> Money:
        return Money(self.opening_minor, self.currency)

    @property
    def closing(self) -> Money:
        return Money(self.closing_minor, self.currency)


class BankReturn(BankEntry):
    """An entry that takes back an earlier one: below zero a gift that went back, above zero money of ours
    that came back. That it is booked says the Payment that bears its reference, if any."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="returns")
    #: As the bank codes it (ISO 20022: “AC04”) or says it; empty: it calls it money that went out, no more.
    why = models.CharField(_("why"), max_length=140, blank=True)

    class Meta(BankEntry.Meta):
        verbose_name = _("returned entry")
        verbose_name_plural = _("returned entries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["account", "reference"], name="bankreturn_once"),
            models.CheckConstraint(condition=~Q(minor=0), name="bankreturn_is_money"),
        ]
