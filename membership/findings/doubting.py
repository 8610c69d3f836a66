"""Rows that something happened to are looked at once: those that are right are in doubt no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from membership.findings import ledger
from membership.models import BankCredit, Doubt, Payment, RefundOrder
from newsroom.verification import Found, Mendable

#: So many rows are looked at at once, so often in a round.
AT_ONCE, ROUNDS = 200, 5
#: The kinds of findings that are asked of rows in doubt alone.
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
        # Asked once more: what was put right meanwhile is in doubt no longer.
        missed = set(_wrong(what, wrong - set(Doubt.rows(what))))
        for row in sorted(wrong):
            told = _("Something that needs a hand is shown to nobody: %(row)s %(number)s.")
            told %= {"row": model._meta.verbose_name, "number": row}
            yield None if row not in missed else Mendable(told, partial(Doubt.about, what, [row]))


def _look_at_some() -> int:
    fresh = list(Doubt.objects.filter(fresh__isnull=False).order_by("pk")[:AT_ONCE])
    for what in {one.what for one in fresh}:
        rows = {one.row for one in fresh if one.what == what}
        # Only what is there before the question is answered by it.
        seen = dict(Doubt.objects.filter(what=what, row__in=rows).values_list("pk", "row"))
        wrong = set(_wrong(what, rows))
        Doubt.objects.filter(pk__in=[pk for pk, row in seen.items() if row not in wrong]).delete()
        Doubt.objects.filter(pk__in=[pk for pk, row in seen.items() if row in wrong]).update(fresh=None)
    return len(fresh)


def _wrong(what: str, rows: Iterable[int]) -> Iterable[int]:
    """Those that are a finding, or become one by the mere passing of time."""
    if what == Doubt.CREDIT:
        return ledger.not_booked(BankCredit.objects.filter(pk__in=rows)).values_list("pk", flat=True)
    if what == Doubt.ORDER:
        return ledger.not_carried_out(RefundOrder.objects.filter(pk__in=rows)).values_list("pk", flat=True)
    return _wrong_lines(rows)


def _wrong_lines(rows: Iterable[int]) -> Iterable[int]:
    since = ledger.certified_since()
    certifiable = ledger.certifiable().filter(pk__in=rows)
    if since:
        # What came before there was anybody to certify it is in doubt again if somebody is named for then.
        certifiable = certifiable.filter(recorded_at__gte=since)
    lines: Any = Payment.objects.live().filter(pk__in=rows)
    questions = (
        ledger.without_receipt(certifiable),
        ledger.unevenly(certifiable),
        ledger.still_counted(lines),
    )
    for question in questions:
        yield from question.values_list("pk", flat=True)
