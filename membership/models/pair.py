"""Two gifts of one donor that look like one given twice by accident, and what became of the question."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.donation import Donation
from membership.models.payment import Payment

#: The links of the mail hold so long.
ASKED_FOR = timedelta(days=30)
_SIGNER = signing.TimestampSigner(salt="membership.pair")


class PairQuerySet(models.QuerySet["Pair"]):
    def open(self) -> PairQuerySet:
        """Those about which somebody at the desk has still to decide."""
        return self.filter(answer__in=["", Pair.Answer.BACK_ASKED])


class Pair(models.Model):
    """Noticed once, when the second was paid; whether it still matters is asked of the books each time."""

    class Answer(models.TextChoices):
        KEPT = "kept", _("Both are meant")
        FIRST_STOPPED = "first", _("The older one was stopped")
        SECOND_STOPPED = "second", _("The newer one was stopped")
        GIVEN_BACK = "back", _("The second was given back")
        BACK_ASKED = "asked", _("The donor asks for the second back")

    first = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="+")
    #: The payment of the second by which it was noticed; and, of gifts that run, none before it.
    again = models.ForeignKey(Payment, on_delete=models.PROTECT, db_index=False, related_name="+")
    before = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    noticed_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "kept", "first", "second", "back", "asked"]),
                name="pair_answer_known",
            ),
            # A payment is one too many once; of two gifts that run it is asked once whether both are meant.
            models.UniqueConstraint(
                fields=["again"], condition=Q(before__isnull=False), name="pair_once_a_payment"
            ),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(before__isnull=True), name="pair_once_of_two"
            ),
        ]
        indexes = [
            models.Index(fields=["-noticed_at"], condition=Q(answer__in=["", "asked"]), name="pair_open")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    @property
    def runs(self) -> bool:
        """About two gifts that go on; else about one payment too many."""
        return self.before_id is None

    @property
    def is_open(self) -> bool:
        """Whether its donor still has to be asked: nobody has answered, and what it is about is still so."""
        if self.runs:
            return not self.answer and self.first.runs and self.second.runs
        left = [payment.remains.minor for payment in (self.before, self.again) if payment]
        return not self.answer and min(left) > 0

    @property
    def ends_second(self) -> bool:
        """Whether what is given back began a repeated gift, which then ends as well."""
        return not self.runs and self.second_id != self.first_id and self.second.repeats

    def ended_by(self, answer: str) -> Donation | None:
        if answer == self.Answer.FIRST_STOPPED:
            return self.first
        back = answer in {self.Answer.GIVEN_BACK, self.Answer.BACK_ASKED} and self.ends_second
        return self.second if back or answer == self.Answer.SECOND_STOPPED else None

    def token(self, what: Answer) -> str:
        """Good for this one answer to this one question, for a while."""
        return _SIGNER.sign(f"{self.pk}.{what.value}")

    @classmethod
    def asked_by(cls, token: str) -> tuple[Pair, Answer] | None:
        """What a link of ours asks; None where it is not ours, too old, or nobody can be asked any more."""
        try:
            pk, _dot, what = _SIGNER.unsign(token, max_age=ASKED_FOR).partition(".")
        except signing.BadSignature:
            return None
        pair = cls.objects.select_related("first", "second__member", "again", "before").filter(pk=pk).first()
        # Who was erased is nobody's donor any more, whoever holds the mail.
        return (pair, cls.Answer(what)) if pair and pair.second.email else None
