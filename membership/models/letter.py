"""A letter to a donor, in the outbox: to whom, what about and in whose words. newsroom/mail sends it."""

from datetime import date
from typing import Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.mail_words import MailWords
from membership.models.member import Member
from membership.models.member_signin import SignInCode
from membership.models.pair import Pair
from membership.models.payment import Payment
from membership.models.receipt import Receipt
from membership.models.status_report import StatusReport
from membership.money import locales
from newsroom.models import Outgoing


class About(TypedDict, total=False):
    """What a letter is about: columns of `Letter` by name, at most one of them as a rule."""

    payment: Payment
    receipt: Receipt
    status_report: StatusReport
    pair: Pair
    code: SignInCode
    day: date | None
    form: str
    again: int


#: As they are where a letter is not about that.
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("payment", "receipt", "status_report", "pair", "code", "day")),
    "form": "",
    "again": 0,
}


class Letter(Outgoing):
    class Kind(models.TextChoices):
        INSTRUCTIONS = "instructions", _("How to pay")
        THANKS = "thanks", _("Thanks")
        UNDER_WAY = "under-way", _("Debit under way")
        RECEIPT = "receipt", _("Receipt")
        STATEMENT = "statement", _("Statement of the year")
        GIVEN_BACK = "given-back", _("Given back")
        REMINDER = "reminder", _("Reminder of a pledge")
        LAPSED = "lapsed", _("Pledge lapsed")
        FAILED = "failed", _("Payment failed")
        LAST_TRY = "last-try", _("Payment failed, last try")
        CONFIRM = "confirm", _("Bank asks to confirm")
        ENDED = "ended", _("Gift ended")
        CHANGED = "changed", _("Gift changed")
        CARD_ENDS = "card-ends", _("Card is about to expire")
        YEARLY = "yearly", _("Yearly gift is coming up")
        CODE = "code", _("Code to sign in")
        TWICE = "twice", _("Given twice?")
        CHECK = "check", _("Confirm the address")

    donation = models.ForeignKey(
        Donation, on_delete=models.CASCADE, null=True, related_name="letters", verbose_name=_("donation")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="letters", verbose_name=_("member")
    )
    #: Where nobody has given yet, and the letter asks whether the address is theirs.
    address = models.EmailField(_("address"), blank=True)
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    # What it is about, where it is about one thing: a letter of each kind is written once about it.
    payment = models.ForeignKey(
        Payment,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="letters",
        verbose_name=_("payment"),
    )
    receipt = models.ForeignKey(
        Receipt,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="letters",
        verbose_name=_("receipt"),
    )
    status_report = models.ForeignKey(
        StatusReport, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    #: Codes are forgotten after a while; the letter stays.
    code = models.OneToOneField(SignInCode, on_delete=models.SET_NULL, null=True, related_name="letter")
    #: When that happens which it tells of; of a card that ends, the first day on which it no longer holds.
    day = models.DateField(_("day"), null=True)
    #: The showing of the gift form that asked for a code, and whose; told apart, not told (giving.gate).
    form = models.CharField(max_length=60, blank=True)
    #: Asked for once more by its reader: the how manieth time. 0 is the first.
    again = models.PositiveSmallIntegerField(default=0)
    #: The newsroom's own words as they were when it was written; None: ours.
    words = models.ForeignKey(MailWords, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-written_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["payment", "kind"], name="letter_once_a_payment"),
            models.UniqueConstraint(fields=["receipt", "kind"], name="letter_once_a_receipt"),
            models.UniqueConstraint(fields=["status_report", "kind"], name="letter_once_a_report"),
            models.UniqueConstraint(fields=["pair", "kind"], name="letter_once_a_pair"),
            models.UniqueConstraint(fields=["donation", "kind", "day"], name="letter_once_a_day"),
            models.UniqueConstraint(fields=["member", "kind", "day"], name="letter_to_member_once_a_day"),
            models.UniqueConstraint(
                fields=["donation", "kind", "again"],
                condition=Q(payment=None, receipt=None, status_report=None, pair=None, day=None),
                name="letter_once_a_donation",
            ),
            models.UniqueConstraint(
                fields=["address", "kind", "form"],
                condition=Q(donation__isnull=True, member__isnull=True),
                name="letter_to_address_once",
            ),
            models.CheckConstraint(
                condition=Q(donation__isnull=False) | Q(member__isnull=False) | ~Q(address=""),
                name="letter_has_addressee",
            ),
        ]
        indexes = [
            models.Index(fields=["written_at"], condition=Q(sent_at__isnull=True), name="letter_waiting"),
            models.Index(fields=["kind", "written_at"], name="letter_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.donation_id or self.member_id}"

    @property
    def to(self) -> str:
        """The address it goes to; empty once the person has been erased."""
        if self.donation is not None:
            return self.donation.email
        return self.member.email if self.member else self.address

    @property
    def language(self) -> str:
        """The donor's own, as far as we have words in it; else the newsroom's."""
        known = self.member or (self.donation.member if self.donation else None)
        asked = (known.language if known else "") or (self.donation.language if self.donation else "")
        return asked if asked in dict(locales.languages()) else settings.LANGUAGE_CODE
