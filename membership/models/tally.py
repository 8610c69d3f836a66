"""What the page “Gifts” adds up: sums by day and month, and what each person adds to them."""

from datetime import date
from typing import Any

from django.db import models

#: Of a row that depends on no second day.
LONG_AGO = date.min


class Tally(models.Model):
    """A sum: `minor` is in minor units of `currency`, `count` what is counted; either may be below zero. Days
    are those of the newsroom's own time. `membership/books/reports/tallying/` says what each kind adds.
    """

    class What(models.TextChoices):
        #: Money that moved on that day, and what of it went back: `count` lines.
        TAKEN = "taken"
        BACK = "back"
        #: Repeated gifts that go on from that day, by their amount (`which`).
        MONTHLY = "monthly"
        YEARLY = "yearly"
        #: People who are members from that day on, and those of them who give monthly.
        MEMBERS = "members"
        BY_MONTH = "by-month"
        #: People who gave first on that day, gifts that were paid again after a failure.
        CAME = "came"
        RECOVERED = "recovered"
        #: A further gift of a member (`which`) after an end, or after the day `since` of their last one.
        AGAIN = "again"
        #: Gifts that ended on that day ("expired": by their card), as was known from the day `since` on.
        LAPSED = "lapsed"
        #: By where it came from (`which`), in the month of that first day: money, and people who had last
        #: given from there in the month `since`.
        STORY = "story"
        APPEAL = "appeal"
        WORDING = "wording"
        WAY = "way"

    currency = models.CharField(max_length=3)
    what = models.CharField(max_length=10)
    day = models.DateField()
    which = models.CharField(max_length=40, blank=True)
    since = models.DateField(default=LONG_AGO)
    count = models.IntegerField()
    minor = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["currency", "what", "day", "which", "since", "count", "minor"], name="tally_by_day"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["currency", "what", "day", "which", "since"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.day} {self.which}"

    @property
    def key(self) -> tuple[Any, ...]:
        return self.currency, self.what, self.day, self.which, self.since


class Counted(models.Model):
    """What the gifts of one person come to in the tally, as they were counted last."""

    #: The number of the member who is this person; of a gift that is nobody's, its own below zero.
    person = models.BigIntegerField(primary_key=True)
    #: [currency, what, day, which, since (empty: none), count, minor], …
    parts = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person}"
