"""Rows that something happened to are looked at once: those that are right are in doubt no longer."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from membership.books.discrepancies import ledger
from membership.models import BankCredit, Doubt, Payment, RefundOrder
from newsroom.verification import Found, Mendable

#: So many rows are looked at at once, so often in a round.
AT_ONCE, ROUNDS = 200, 5
#: The kinds of discrepancies that are asked of rows in doubt alone.
DOUBTED = {
    "receipt": Doubt.LINE,
    "uneven": Doubt.LINE,
    "counted": Doubt.LINE,
    "credit": Doubt.CREDIT,
    "order": Doubt.ORDER,
}
ROWS: dict[str, Any] = {Doubt.LINE: Payment, Doubt.CREDIT: BankCredit, Doubt.ORDER: RefundOrder}


def look_again() -> int:
    """Look at what something happened to since the last time; how many rows. Safe to run at any time.

    Whatever happens to a row while it is looked at is another row of doubt, which stays for the next time.
    """
    done = 0
    for _round in range(ROUNDS):
        found = _look_at_some()
        done += found
        if found < AT_ONCE:
            break
    return done


def check() -> Iterator[Found]:
    """Each row that needs a hand, asked of all there are; one that nobody would see is in doubt again."""
    for what, model in ROWS.items():
        wrong = set(_wrong(what, model.objects.values("pk")))
        known = set(Doubt.objects.filter(what=what).values_list("row", "kind"))
        missed = {(row, kind) for row, kind in wrong if not known & {(row, kind), (row, None)}}
        # Asked once more: what was put right meanwhile is in doubt no longer.
        missed &= set(_wrong(what, {row for row, _kind in missed}))
        for row, kind in sorted(wrong):
            told = _("Something that needs a hand is shown to nobody: %(row)s %(number)s.")
            told %= {"row": model._meta.verbose_name, "number": row}
            yield None if (row, kind) not in missed else Mendable(told, partial(Doubt.about, what, [row]))


def _look_at_some() -> int:
    fresh = list(Doubt.objects.filter(kind=None).order_by("pk")[:AT_ONCE])
    for what in {one.what for one in fresh}:
        rows = {one.row for one in fresh if one.what == what}
        # Only what is there before the question is answered by it.
        seen = list(Doubt.objects.filter(what=what, row__in=rows).values_list("pk", flat=True))
        wrong = [Doubt(what=what, row=row, kind=kind) for row, kind in sorted(set(_wrong(what, rows)))]
        with transaction.atomic():
            Doubt.objects.filter(pk__in=seen).delete()
            Doubt.objects.bulk_create(wrong)
    return len(fresh)


def _wrong(what: str, rows: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Those that are a discrepancy, or become one by the mere passing of time, each with its kind."""
    for kind, question in _QUESTIONS[what](rows).items():
        yield from ((row, kind) for row in question.values_list("pk", flat=True))


def _of_credits(rows: Iterable[int]) -> dict[str, Any]:
    return {"credit": ledger.not_booked(BankCredit.objects.filter(pk__in=rows))}


def _of_orders(rows: Iterable[int]) -> dict[str, Any]:
    return {"order": ledger.not_carried_out(RefundOrder.objects.filter(pk__in=rows))}


def _of_lines(rows: Iterable[int]) -> dict[str, Any]:
    since = ledger.certified_since()
    certifiable = ledger.certifiable().filter(pk__in=rows)
    if since:
        # What came before there was anybody to certify it is in doubt again if somebody is named for then.
        certifiable = certifiable.filter(recorded_at__gte=since)
    lines: Any = Payment.objects.live().filter(pk__in=rows)
    return {
        "receipt": ledger.without_receipt(certifiable),
        "uneven": ledger.unevenly(certifiable),
        "counted": ledger.still_counted(lines),
    }


_QUESTIONS = {Doubt.LINE: _of_lines, Doubt.CREDIT: _of_credits, Doubt.ORDER: _of_orders}
