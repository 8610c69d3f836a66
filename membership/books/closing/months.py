"""Closing the books, month by month: every line of the ledger belongs to one closed month, none to two."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Count, F, Max, Q, Sum, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership.books import discrepancies, reconciling
from membership.books.closing.sealing import Totals, facts, seal
from membership.models import AccountLine, ClosedLine, Comparison, MonthClose, Payment
from membership.money import locales
from membership.periods import midnight
from membership.refusals import Refused
from newsroom.models import User

#: So often a month is summed up anew because a line came meanwhile.
ATTEMPTS = 5
#: What a kind of line is called in the totals of a month.
NAMES = {"payment": "payments", "refund": "refunds", "dispute": "disputes", "reinstated": "reinstated"}


@dataclass(frozen=True)
class Coming:
    """The month to be closed next, those after it, its totals, and what keeps it from being closed."""

    month: date
    later: list[date]
    totals: Totals
    problems: list[str]


def require_close(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.close_books"):
        raise PermissionDenied(_("Closing a month needs the permission “Can close months”."))


def close(month: date, by: User) -> MonthClose:
    """Close the month that begins on this day, with all lines up to its end that are in no month yet.

    A month closed twice is closed once. Raises PermissionDenied, or Refused while something is in the way. It
    is summed up and sealed while others go on. Only the writing holds the ledger: where a line has come
    meanwhile, the month is summed up anew.
    """
    require_close(by)
    month = month.replace(day=1)
    for _attempt in range(ATTEMPTS):
        found = problems(month)
        # Asked after the problems: closed by somebody else meanwhile, it is not the next one any more.
        if known := MonthClose.objects.filter(month=month).first():
            return known
        if found:
            raise Refused(" ".join(found))
        extent, totals, before = _extent(month), totals_of(month, _lines(month)), _last_seal()
        sealed = seal(month, totals, facts(_lines(month)), before)
        with transaction.atomic():
            hold_ledger()
            closed = MonthClose.objects.filter(month=month).exists()
            if not closed and (_extent(month), _last_seal()) == (extent, before):
                return _write(MonthClose(month=month, totals=totals, seal=sealed, closed_by=by))
    raise Refused(_("Money keeps coming for this month at this moment. Close it again in a minute."))


def _extent(month: date) -> tuple[int, int, int]:
    """How many lines the month would have, the newest, and their sum: lines are never changed."""
    found = _lines(month).order_by().aggregate(count=Count("pk"), newest=Max("pk"), sum=Sum("minor"))
    return found["count"], found["newest"] or 0, found["sum"] or 0


def _last_seal() -> str:
    return MonthClose.objects.order_by("-month").values_list("seal", flat=True).first() or ""


def _write(made: MonthClose) -> MonthClose:
    made.save()
    # One statement, as a month may have very many lines.
    lines = _lines(made.month).order_by().annotate(made=Value(made.pk)).values_list("made", "pk")
    chosen, values = lines.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {ClosedLine._meta.db_table} (close_id, payment_id) {chosen}", values)
    return made


def hold_ledger() -> None:
    """Nobody records a line, and nobody else closes, until this transaction ends."""
    if connection.vendor == "postgresql":
        # A line that comes is a new row, and rows that are not there yet cannot be locked: one that is
        # recorded between the sums and the lines would stand in the month, but not in its totals. This mode
        # holds back writers alone (every reader goes on), and two who close at once from each other.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE membership_payment IN SHARE ROW EXCLUSIVE MODE")
    # On SQLite a transaction of ours is the only writer from its beginning on (IMMEDIATE).


def problems(month: date) -> list[str]:
    """What keeps this month from being closed, as sentences; empty: nothing."""
    month = month.replace(day=1)
    if end_of(month) > timezone.now():
        return [_not_over()]
    expected = next_month()
    if expected is None:
        return [_("No money has come yet, so there is nothing to close.")]
    if month == expected:
        return _in_the_way(month)
    told = {"first": locales.month(expected), "last": locales.month(_before(month))}
    if month < expected:
        return [_("Months are closed in order. The next one is %(first)s.") % told]
    if expected == _before(month):
        return [_("Months are closed in order: %(first)s is open before it.") % told]
    return [_("Months are closed in order: %(first)s to %(last)s are open before it.") % told]


def next_month(closed: Iterable[MonthClose] | None = None) -> date | None:
    """The month to be closed next: after the last one that was, or that of the first line of the ledger.

    Whoever has read which are `closed`, the newest first, spares a query.
    """
    for last in MonthClose.objects.order_by("-month")[:1] if closed is None else closed:
        return _after(last.month)
    first = Payment.objects.live().money().order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(first).replace(day=1) if first else None


def open_months(closed: Iterable[MonthClose] | None = None) -> list[date]:
    """Those that are not closed, from the next one to the one that runs; none while no money has come."""
    found, month = [], next_month(closed)
    while month and start_of(month) <= timezone.now():
        found.append(month)
        month = _after(month)
    return found


def coming(closed: Iterable[MonthClose] | None = None) -> Coming | None:
    """The next month as it would be closed now; None while no money has come."""
    months = open_months(closed)
    if not months:
        return None
    month = months[0]
    over = end_of(month) <= timezone.now()
    problems = _in_the_way(month) if over else [_not_over()]
    return Coming(month, months[1:], totals_of(month, _lines(month)), problems)


def end_of(month: date) -> datetime:
    """Midnight at which the next month begins, in the newsroom's own time."""
    return midnight(_after(month))


def start_of(month: date) -> datetime:
    return midnight(month.replace(day=1))


def lines_of(month: date) -> Any:
    """The lines of the ledger that belong to a month, in their order: those that it was closed with; for the
    next to be closed, all that stand in no closed month up to its end; for a later one its own alone, since
    what is open before it belongs to the months before it."""
    month = month.replace(day=1)
    if made := MonthClose.objects.filter(month=month).first():
        return Payment.objects.live().money().filter(closed_line__close=made).order_by("pk")
    lines = _lines(month)
    return lines if month == next_month() else lines.filter(at__gte=start_of(month))


def totals_of(month: date, lines: Any = None) -> Totals:
    """What a month comes to, in minor units for each currency: what `lines_of` it are, or these `lines`.

    `fees` are the provider's, by the day on which it took them; `net` is what moved, less them. `late` counts
    lines of earlier months that were recorded after those were closed.
    """
    found: Totals = defaultdict(
        lambda: {**dict.fromkeys(NAMES.values(), 0), "fees": 0, "net": 0, "lines": 0, "late": 0}
    )
    late = Count("pk", filter=Q(at__lt=start_of(month)))
    lines = lines_of(month) if lines is None else lines
    rows = lines.order_by().values("currency", "kind")
    sums = rows.annotate(sum=Sum("minor"), count=Count("pk"), late=late)
    for row in sums:
        side = found[row["currency"]]
        side[NAMES[row["kind"]]] += row["sum"]
        side["net"] += row["sum"]
        side["lines"] += row["count"]
        side["late"] += row["late"]
    for currency, fees in _fees(month):
        found[currency]["fees"] += fees
        found[currency]["net"] -= fees
    return {currency: found[currency] for currency in sorted(found)}


def _lines(month: date) -> Any:
    """Every line up to the end of the month that stands in no closed month, in the order of the ledger."""
    lines = Payment.objects.live().money().filter(at__lt=end_of(month), closed_line__isnull=True)
    return lines.order_by("pk")


def _fees(month: date) -> Any:
    """What providers kept in this month: of each payment, and by itself."""
    lines = AccountLine.objects.filter(live=True, at__gte=start_of(month), at__lt=end_of(month))
    alone = Sum("gross_minor", filter=Q(kind="fee"), default=Value(0))
    rows = lines.order_by().values("currency").annotate(kept=Sum("fee_minor"), alone=alone)
    return rows.annotate(fees=F("kept") - F("alone")).values_list("currency", "fees")


def _not_over() -> str:
    return _("This month is not over yet.")


def _in_the_way(month: date) -> list[str]:
    """Of the next month, once it is over."""
    return [*_open_discrepancies(month), *_not_compared(month)]


def _open_discrepancies(month: date) -> list[str]:
    count = len(discrepancies.in_the_way(end_of(month)))
    if not count:
        return []
    return [
        ngettext(
            "%(count)s thing of this month does not add up yet. Settle it first.",
            "%(count)s things of this month do not add up yet. Settle them first.",
            count,
        )
        % {"count": count}
    ]


def _not_compared(month: date) -> list[str]:
    asked = {one.slug for one in reconciling.in_use() if one.caps().account and one.caps().live}
    compared = Comparison.objects.filter(live=True, since__lte=start_of(month), until__gte=end_of(month))
    paid = Payment.objects.live().filter(provider__in=asked, at__lt=end_of(month)).order_by()
    paid = paid.exclude(provider__in=compared.order_by().values("provider"))
    return [
        _(
            "The account at %(provider)s has not been compared up to the end of this month. "
            "Run manage.py reconcile."
        )
        % {"provider": slug}
        for slug in sorted(paid.values_list("provider", flat=True).distinct())
    ]


def _before(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
