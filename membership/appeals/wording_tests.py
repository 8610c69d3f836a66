"""Two wordings of an appeal compared: how many gifts each brought, once it is time, and how sure that is.

Which wording a reader sees is drawn with a fixed share, so if both are equally good the number of gifts of
the second is binomial with that share. Counted are gifts that were paid and not given back, never clicks.
What came is not told by wording before it is due: who looks earlier sees a lean where there is none.
"""

from dataclasses import dataclass
from math import sqrt

from django.utils import timezone

from membership.appeals.campaigns import KEPT
from membership.models import Appeal, Donation, Wording

#: The 97.5th percentile of the normal distribution: an interval of 95 %.
Z = 1.959964


@dataclass(frozen=True)
class WordingResult:
    #: Gifts that came by either wording, and how many were planned for.
    gifts: int
    planned: int
    #: The part in which the second wording is shown, from 0 to 1.
    share: float
    due: bool
    #: Gifts of the first and second wording among the first `planned`; None before it is due.
    first: int | None = None
    second: int | None = None
    #: Where the second's part lies with 95 % confidence (Wilson 1927, without continuity correction).
    low: float | None = None
    high: float | None = None

    @property
    def verdict(self) -> str:
        """ "second" or "first" did better, "none" where the interval holds the share; "" before it is due."""
        if self.low is None or self.high is None:
            return ""
        if self.low > self.share:
            return "second"
        return "first" if self.high < self.share else "none"


def compare(appeal: Appeal) -> WordingResult | None:
    """How the comparison of this appeal stands; None if it has one wording."""
    wording: Wording | None = next(iter(appeal.wordings.all()), None)
    if wording is None:
        return None
    planned, share = appeal.planned_gifts or 0, wording.share / 100
    came = _wordings_of_gifts(appeal)
    ended = appeal.ends_at is not None and appeal.ends_at <= timezone.now()
    due = ended or (planned > 0 and len(came) >= planned)
    if not due:
        return WordingResult(len(came), planned, share, due=False)
    # The sample is the one that was said beforehand; what comes later does not count.
    sample = came[:planned] if planned else came
    second = sample.count("b")
    low, high = wilson(second, len(sample)) if sample else (None, None)
    return WordingResult(len(came), planned, share, True, len(sample) - second, second, low, high)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson score interval of 95 % for `hits` of `of` trials."""
    part, square = hits / of, Z * Z / of
    middle = (part + square / 2) / (1 + square)
    reach = Z / (1 + square) * sqrt(part * (1 - part) / of + square / (4 * of))
    return (0.0 if hits == 0 else middle - reach), (1.0 if hits == of else middle + reach)


def begun(appeal: Appeal) -> bool:
    """Whether its wordings are being compared, or were: neither they nor the plan may change any more."""
    return bool(appeal.pk) and appeal.starts_at <= timezone.now() and appeal.wordings.exists()


def _wordings_of_gifts(appeal: Appeal) -> list[str]:
    """By which wording each gift came that was paid and not given back, in the order they were promised."""
    return list(
        Donation.objects.live()
        .filter(appeal=appeal)
        .exclude(wording="")
        .with_summary()
        .filter(KEPT)
        .order_by("promised_at", "pk")
        .values_list("wording", flat=True)
    )
