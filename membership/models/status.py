"""What each status of a gift is, as a word and as a query: every list, filter and page has it from here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PROMISED = "promised", _("Promised")
    PROCESSING = "processing", _("On its way")
    FAILED = "failed", _("Not completed")
    RECEIVED = "received", _("Received")
    GIVEN_BACK = "given-back", _("Given back")
    ACTIVE = "active", _("Active")
    PAST_DUE = "past-due", _("Payment overdue")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")

    @property
    def query(self) -> Q:
        """Which donations it is the status of."""
        return Q(summary__status=self.value)


#: The states in which money of a repeated gift is taken, or would be again.
RUNS = frozenset({"processing", "active", "past_due", "paused"})


def status_of(*, repeats: bool, ledger_minor: int, payments: int, failures: int, state: str) -> Status:
    """The status of a gift, from the sum of its ledger in minor units, how many payments came and tries
    failed, and its latest report's state (empty: none)."""
    if repeats and payments:
        # What runs is told by the latest report, never by the sum: given back, it may go on.
        return {
            "active": Status.ACTIVE,
            "processing": Status.ACTIVE,
            "past_due": Status.PAST_DUE,
            "paused": Status.PAUSED,
            "ended": Status.ENDED,
        }.get(state, Status.ACTIVE if ledger_minor > 0 else Status.GIVEN_BACK)
    if ledger_minor > 0:
        return Status.RECEIVED
    if payments:
        return Status.GIVEN_BACK
    if state == "processing":
        return Status.PROCESSING
    if state == "ended":
        return Status.ENDED
    return Status.FAILED if failures or state == "expired" else Status.PROMISED
