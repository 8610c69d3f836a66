"""Discrepancies about two gifts of one donor: given twice within a day, or running beside each other.

Which two was noticed when the second was paid (giving.pairing); whether it still matters is asked here.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.books.discrepancies.discrepancy import Discrepancy
from membership.books.discrepancies.ledger import MOST, gone_back
from membership.models import Pair, Payment
from membership.models.status import RUNS

#: A payment is asked about for so long, unless its donor has asked for it back.
TWICE_SHOWN = timedelta(days=62)


def given_twice(first: int | None = None) -> Iterator[Discrepancy]:
    """Of real gifts, undecided by donor and staff: two payments of which something is left
    each, and two gifts that both go on."""
    went_back = Payment.objects.filter(gone_back(), pk__in=[OuterRef("before_id"), OuterRef("again_id")])
    shown = Q(noticed_at__gte=timezone.now() - TWICE_SHOWN) | Q(answer=Pair.Answer.BACK_ASKED)
    paid = Q(shown, ~Exists(went_back), before__isnull=False)
    runs = [*RUNS, ""]
    both = Q(before__isnull=True, first__summary__state__in=runs, second__summary__state__in=runs)
    asked = Pair.objects.open().filter(paid | both, second__live=True)
    of_one_kind = [IsNull(F("before"), True)]
    # Those that a donor waits for come first; those of one kind hide none of the other.
    newest = [F("answer").desc(), F("noticed_at").desc()]
    rows = asked.select_related("first__summary", "second__summary", "again").annotate(
        of_kind=Window(Count("*"), partition_by=of_one_kind),
        place=Window(RowNumber(), partition_by=of_one_kind, order_by=newest),
    )
    for pair in rows.filter(place__lte=first or MOST):
        yield _beside(pair) if pair.runs else _twice(pair)


def _twice(pair: Any) -> Discrepancy:
    text = _("%(donor)s gave the same amount before, just as this payment came for %(gift)s.")
    text %= {"donor": pair.second.donor, "gift": pair.second.reference}
    if pair.ends_second:
        text = f"{text} {_('It began a repeated gift.')}"
    return Discrepancy(
        kind="twice",
        about=str(pair.again_id),
        title=_("Given twice within a day"),
        text=f"{text} {pair.get_answer_display()}." if pair.answer else text,
        when=pair.again.at,
        amount=pair.again.amount,
        donation=pair.second_id,
        of_kind=pair.of_kind,
    )


def _beside(pair: Any) -> Discrepancy:
    first, second = pair.first, pair.second
    text = _(
        "%(donor)s gives %(first)s as %(older)s and %(second)s as %(newer)s, "
        "begun while a payment of the older one was missing, or of the same sum."
    )
    return Discrepancy(
        kind="beside",
        about=str(pair.pk),
        title=_("Two repeated gifts of one donor"),
        text=text
        % {
            "donor": second.donor,
            "first": first.amount.exact,
            "older": first.reference,
            "second": second.amount.exact,
            "newer": second.reference,
        },
        when=pair.again.at,
        amount=second.amount,
        donation=second.pk,
        of_kind=pair.of_kind,
    )
