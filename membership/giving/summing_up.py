"""The row in which a donation's promise, ledger and status reports are summed up, made anew from them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from membership.models import Donation, Payment, Summary
from membership.models.ledger import GIVING
from membership.models.summing import summed_up
from newsroom.verification import Found, Mendable

#: So many gifts are looked at, or made anew, at once.
AT_ONCE = 500
_COLUMNS = [field.name for field in Summary._meta.concrete_fields if not field.primary_key]


def sum_up(donation: Donation) -> None:
    """Make the summary of this gift anew. Called in the transaction of whatever was written of it; the caller
    holds the donation's lock. In whatever order things are written, the last call leaves the same row."""
    _write([donation.pk])
    donation._state.fields_cache.pop("summary", None)


def check() -> Iterator[Found]:
    """Each gift whose summary says something else than its ledger and status reports. It can be made anew."""
    for some in _parts():
        for gift in some:
            told = _("%(gift)s is summed up wrongly.") % {"gift": gift.reference}
            wrong = not _right(gift) and _still_wrong(gift)
            yield Mendable(told, partial(_write, [gift.pk])) if wrong else None


def count() -> int:
    return Donation.objects.count()


@transaction.atomic
def _still_wrong(gift: Donation) -> bool:
    """Looked at again while nobody writes of it: its rows are not all read at one moment."""
    _hold([gift.pk])
    now = _whole().select_related("summary").filter(pk=gift.pk).first()
    return now is not None and not _right(now)


def _hold(pks: list[int]) -> None:
    list(Donation.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))


@transaction.atomic
@GIVING.writes
def _write(pks: list[int]) -> None:
    _hold(pks)  # nobody writes of them meanwhile
    rows = [Summary(donation=gift, **_told(gift)) for gift in _whole().filter(pk__in=pks)]
    Summary.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["donation"], update_fields=_COLUMNS
    )


def _parts() -> Iterator[list[Donation]]:
    after = 0
    while some := list(_whole().select_related("summary").filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        yield some
        after = some[-1].pk


def _whole() -> QuerySet[Donation]:
    """With all that a summary is made from."""
    lines = Payment.objects.only("donation", "kind", "minor", "at", "recorded_at")
    return Donation.objects.prefetch_related(Prefetch("payments", lines), "status_reports")


def _told(gift: Donation) -> dict[str, Any]:
    return summed_up(gift, gift.payments.all(), gift.status_reports.all())


def _right(gift: Donation) -> bool:
    summary = getattr(gift, "summary", None)
    return summary is not None and all(getattr(summary, name) == value for name, value in _told(gift).items())
