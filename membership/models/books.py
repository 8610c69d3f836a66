"""Closing the books: bank statements taken in, what does not add up, and months that are closed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.doubt import Doubt
from membership.models.ledger import WrittenOnce
from membership.models.payment import Payment
from membership.money import Money


class BankStatement(WrittenOnce):
    """A file from the bank, as it was taken in."""

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
    """What a line of a statement says."""

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
            models.UniqueConstraint(fields=["statement", "account", "currency"], name="bankbalance_once"),
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
            models.CheckConstraint(condition=Q(outcome="refused"), name="refundanswer_outcome_known"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Doubt.about(Doubt.ORDER, [self.order_id])


class Resolution(WrittenOnce):
    """How somebody settled what did not add up. The discrepancy itself is asked of the books each time."""

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


class Note(WrittenOnce):
    """What staff write down about a gift."""

    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(_("note"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at", "-pk"]
        default_permissions = ("view", "add")


class Look(WrittenOnce):
    """Somebody looked at donors: who, at what, when. Names of donors are not repeated here."""

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
