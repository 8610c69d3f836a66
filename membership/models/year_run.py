"""The year's papers for all donors at once: how far it has come, and what became of each donor."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member
from membership.models.receipt import Receipt


class YearRun(models.Model):
    class What(models.TextChoices):
        RECEIPTS = "receipts", _("Receipts of the year")
        STATEMENTS = "statements", _("Statements of the year, no receipts")

    year = models.PositiveSmallIntegerField(_("year"))
    currency = models.CharField(_("currency"), max_length=3)
    what = models.CharField(_("what"), max_length=10, choices=What)
    #: Only says what would be written.
    rehearsal = models.BooleanField(_("dry run"))
    mailed = models.BooleanField(_("mailed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    #: People with money in that year when it began.
    total = models.PositiveIntegerField(_("donors"))
    done = models.PositiveIntegerField(default=0)
    #: The member of the highest number that is done; they are taken in the order of their numbers.
    reached = models.BigIntegerField(default=0)
    #: Stopped by hand.
    held = models.BooleanField(default=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["year", "currency", "what", "rehearsal"],
                condition=Q(finished_at=None),
                name="yearrun_one_at_a_time",
            )
        ]


class YearAnswer(models.Model):
    """What a run did for one person; each once."""

    class Result(models.TextChoices):
        WRITTEN = "written", _("Written")
        STANDS = "stands", _("Had theirs already")
        EACH = "each", _("Has a receipt for each gift")
        ELSEWHERE = "elsewhere", _("Given through another system")
        NOTHING = "nothing", _("Nothing is left")
        REFUSED = "refused", _("Something is missing")
        NO_ADDRESS = "no-address", _("No e-mail address")
        FULL = "full", _("Not mailed yet")

    run = models.ForeignKey(YearRun, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("result"), max_length=10, choices=Result)
    reason = models.TextField(_("why"), blank=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["run", "member"], name="yearanswer_once")]
        indexes = [models.Index(fields=["run", "result", "member"])]
