"""The ledger: money that came or went, and tries that failed. Lines are added, never changed or taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.doubt import Doubt
from membership.models.ledger import LEDGER, WrittenOnce, WrittenOnceQuerySet
from membership.money import Money
from membership.providers import PLEDGE
from membership.transfers.references import BANK
from newsroom.one_hand import OneHandQuerySet, WrittenByOneHand

#: What the number of a line begins with that the bank took back; the BankReturn's number follows.
RETURN = "return/"


class PaymentQuerySet(WrittenOnceQuerySet["Payment"], OneHandQuerySet["Payment"]):  # type: ignore[override]
    def live(self) -> PaymentQuerySet:
        """Real money only."""
        return self.filter(donation__live=True)

    def money(self) -> PaymentQuerySet:
        """What moved money; tries that failed are left out."""
        return self.exclude(kind=Payment.Kind.FAILED)

    def back_on_outer(self) -> PaymentQuerySet:
        """For a subquery: what goes back on the payment of the question around it."""
        back = self.filter(provider=OuterRef("provider"), of=OuterRef("reference")).order_by()
        return back.exclude(of="")  # so PostgreSQL knows that these are few, and goes by the index

    def gone_for_good(self) -> PaymentQuerySet:
        """What went back and did not come again, as far as one question can tell: the same amount came again
        under its number, or under one that no line has. `receipts.gone` pairs them one by one."""
        went = [Payment.Kind.REFUND, Payment.Kind.DISPUTE]
        beside = Payment.objects.filter(provider=OuterRef("provider"), of=OuterRef("of")).exclude(of="")
        again = beside.filter(kind=Payment.Kind.REINSTATED)
        named = beside.filter(reference=OuterRef("reference"), kind__in=went)
        alike = again.filter(~Exists(named), minor=-OuterRef("minor"))
        numbered = again.filter(reference=OuterRef("reference"), minor=-OuterRef("minor"))
        return self.filter(~Exists(numbered), ~Exists(alike), kind__in=went)


class Payment(WrittenOnce, WrittenByOneHand):
    written_by = LEDGER

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("Payment")
        REFUND = "refund", _("Given back")
        DISPUTE = "dispute", _("Disputed")
        REINSTATED = "reinstated", _("Dispute won")
        FAILED = "failed", _("Declined")

    donation = models.ForeignKey(
        Donation, on_delete=models.PROTECT, related_name="payments", verbose_name=_("donation")
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    provider = models.SlugField(_("paid through"), max_length=20)
    reference = models.CharField(_("provider’s number"), max_length=120)
    #: The reference of the payment that a refund, dispute or won dispute goes back on.
    of = models.CharField(_("of payment"), max_length=120, blank=True)
    at = models.DateTimeField(_("when"))
    #: Where the donor can mend a failed try, and when the provider tries again.
    mend_url = models.CharField(max_length=600, blank=True)
    again_at = models.DateTimeField(_("tried again"), null=True)
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

    objects: ClassVar[Any] = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at"]),
            models.Index(fields=["provider", "of", "kind"], name="payment_back_on"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["provider", "kind", "reference"], name="payment_recorded_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="payment_has_reference"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="payment_currency_code"),
            models.CheckConstraint(
                condition=Q(kind__in=["payment", "reinstated"], minor__gt=0)
                | Q(kind__in=["refund", "dispute"], minor__lt=0)
                | Q(kind="failed", minor=0),
                name="payment_sign_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount.exact}, {self.reference}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Payment.doubt([self])
        Doubt.about(Doubt.PERSON, [-self.donation_id])
        # A list that was taken in has numbers of its own, which may look alike.
        credit = re.fullmatch(f"{BANK}([0-9]+)", self.reference) if self.provider == PLEDGE else None
        if credit and self.kind == Payment.Kind.PAYMENT:
            Doubt.about(Doubt.CREDIT, [int(credit[1])])

    @staticmethod
    def doubt(lines: Sequence[Payment]) -> None:
        """These, and all else of the same payments, may not add up since: what one line says of a payment
        hangs on the others. So may orders to give it back."""
        names = {line.of or line.reference for line in lines}
        here = Payment.objects.filter(provider__in={line.provider for line in lines})
        back = here.filter(of__in=names).values_list("pk", flat=True)
        paid = here.filter(kind=Payment.Kind.PAYMENT, reference__in=names)
        ordered = list(paid.values_list("pk", "refund_orders"))
        Doubt.about(Doubt.LINE, [*(line.pk for line in lines), *(pk for pk, _order in ordered), *back])
        Doubt.about(Doubt.ORDER, [order for _pk, order in ordered if order])

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def remains(self) -> Money:
        """What of a payment did not go back."""
        lines = Payment.objects.filter(provider=self.provider, of=self.reference).money()
        moved = lines.aggregate(total=Sum("minor", default=0))["total"]
        return Money(self.minor + moved, self.currency)

    @property
    def returned(self) -> bool:
        """A bank’s statement tells that the transfer went back; nobody here decided so."""
        return self.reference.startswith(RETURN)

    @property
    def by_bank(self) -> bool:
        """The donor’s bank took it back, a transfer or after a dispute."""
        return self.returned or self.kind == Payment.Kind.DISPUTE
