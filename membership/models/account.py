"""The newsroom's account at a provider, as the provider lists it: what it kept, and what it paid out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.ledger import WrittenOnce
from membership.money import Money


class AccountLine(models.Model):
    """One line of the account. Only `payout` is filled in later, once."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("Payment")
        REFUND = "refund", _("Given back")
        DISPUTE = "dispute", _("Disputed")
        REINSTATED = "reinstated", _("Dispute won")
        FEE = "fee", _("Charge")
        PAYOUT = "payout", _("Paid out")
        OTHER = "other", _("Other")

    provider = models.SlugField(_("provider"), max_length=20)
    #: False: the provider was in its test mode, and no money moved. Such lines are no part of the books.
    live = models.BooleanField(_("real money"), default=True)
    reference = models.CharField(_("number"), max_length=120)
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    gross_minor = models.BigIntegerField(_("gross"))
    fee_minor = models.BigIntegerField(_("charge"))
    net_minor = models.BigIntegerField(_("net"))
    currency = models.CharField(_("currency"), max_length=3)
    at = models.DateTimeField(_("when"))
    #: The reference of the line of our ledger that it belongs to.
    of = models.CharField(_("of payment"), max_length=120, blank=True)
    payout = models.CharField(_("in payout"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("line at the provider")
        verbose_name_plural = _("account at the provider")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["provider", "live", "reference"], name="accountline_once"),
            models.CheckConstraint(
                condition=Q(net_minor=models.F("gross_minor") - models.F("fee_minor")),
                name="accountline_adds_up",
            ),
        ]
        indexes = [models.Index(fields=["-at"]), models.Index(fields=["provider", "of"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def fee(self) -> Money:
        return Money(self.fee_minor, self.currency)

    @property
    def net(self) -> Money:
        return Money(self.net_minor, self.currency)


class Comparison(WrittenOnce):
    """Our ledger held against the provider's account for a span of time: the two sums, and what differs."""

    provider = models.SlugField(_("provider"), max_length=20)
    live = models.BooleanField(_("real money"), default=True)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    currency = models.CharField(_("currency"), max_length=3)
    ours_minor = models.BigIntegerField(_("our books"))
    theirs_minor = models.BigIntegerField(_("the provider’s"))
    fees_minor = models.BigIntegerField(_("charges"), default=0)
    paid_out_minor = models.BigIntegerField(_("paid out"), default=0)
    lines = models.PositiveIntegerField(_("lines compared"))
    #: [{"reference", "kind", "ours", "theirs", "at"}, …] in minor units; null where one side lacks it.
    differences = models.JSONField(_("differences"), default=list)
    made_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons with the provider")
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)

    @property
    def difference(self) -> Money:
        return Money(self.theirs_minor - self.ours_minor, self.currency)

    @property
    def agrees(self) -> bool:
        return not self.differences and self.theirs_minor == self.ours_minor


class Cursor(models.Model):
    """How far we have listened to a provider's events: its test mode has events of its own."""

    provider = models.SlugField(max_length=20)
    live = models.BooleanField(default=True)
    until = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["provider", "live"], name="cursor_once_a_mode")]
