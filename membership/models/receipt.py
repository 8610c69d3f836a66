"""The numbered, sealed paper that a payment leads to. Nothing of it is edited; it is voided and replaced."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.issuer import Issuer
from membership.models.ledger import WrittenOnce
from membership.models.member import Member
from membership.models.payment import Payment
from membership.money import Money


class Series(models.Model):
    """The last number given out, for each organisation and year: locked while a receipt takes the next."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    last_seal = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="series_once_a_year")]


class Receipt(WrittenOnce):
    #: Beside one that was asked for at the desk's list.
    void_answers: bool

    class Kind(models.TextChoices):
        GIFT = "gift", _("Gift")
        ANNUAL = "annual", _("Year as one")
        BACK = "back", _("Given back")
        VOID = "void", _("Void")

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number in the year"))
    name = models.CharField(_("number"), max_length=24, unique=True)
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    #: What it is for, so that nothing is certified twice: a line of the ledger, a member's year, or, where it
    #: is a void, the receipt that it is `of`.
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    for_year = models.PositiveSmallIntegerField(null=True)
    #: Above one where those before were voided.
    times = models.PositiveSmallIntegerField(default=1)
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="receipts", verbose_name=_("member")
    )
    donation = models.ForeignKey(
        Donation, on_delete=models.PROTECT, null=True, related_name="receipts", verbose_name=_("donation")
    )
    #: The receipt that this one voids, corrects or replaces.
    of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    #: The whole paper as issued (receipt_documents.Paper as JSON), and its seal, chained to the one before.
    paper = models.JSONField(_("paper"))
    seal = models.CharField(_("sealed"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        "newsroom.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-issued_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("void_receipt", _("Can void and replace receipts, and issue annual ones"))]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "number"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["payment", "times"], name="receipt_once"),
            models.UniqueConstraint(
                fields=["member", "for_year", "currency", "times"], name="receipt_once_a_year"
            ),
            models.UniqueConstraint(fields=["of"], condition=Q(kind="void"), name="receipt_voided_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["gift", "back"], payment__isnull=False, for_year__isnull=True)
                | Q(kind="annual", payment__isnull=True, for_year__isnull=False)
                | Q(kind="void", of__isnull=False, for_year__isnull=True),
                name="receipt_kind_known",
            ),
            models.CheckConstraint(condition=~Q(seal="") & ~Q(name=""), name="receipt_is_whole"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def voided(self) -> bool:
        return self.answers.filter(kind=Receipt.Kind.VOID).exists()


class ReceiptLine(WrittenOnce):
    """A payment that a receipt certifies. An annual receipt has many."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="lines")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipt_lines")
    minor = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["receipt", "payment"], name="receiptline_once")]
