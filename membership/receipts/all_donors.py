"""The year's receipts or statements for all donors: one after the other, each in a transaction of its own.

The number of the last donor who is done stands in the row of the run and is moved with each paper, so what is
killed in between goes on behind the last one: no donor twice, no number lost.
"""

import logging
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from membership import letters
from membership.models import Letter, Member, Payment, Receipt, YearAnswer, YearRun
from membership.money import EXPONENTS
from membership.receipts import years
from membership.receipts.annual import Result, annual, nothing_left, require_sum_up, weigh
from membership.refusals import Refused
from newsroom.jobs import waiting
from newsroom.models import User

log = logging.getLogger(__name__)

#: Members that are looked through at once for those who gave; donors that one job does before the next one.
LOOKED_THROUGH, A_JOB = 500, 100
EARLIEST = 1900
NO_PAPER = {Result.EACH, Result.ELSEWHERE, Result.NOTHING, Result.REFUSED, Result.NO_ADDRESS, Result.FULL}


def begin(
    year: int, what: str, *, currency: str = "", rehearsal: bool, mailed: bool, by: User, job: bool = True
) -> YearRun:
    """Begin a run, or go on with the one that is not finished, from now on as `by` and `mailed` say.

    `job`: in the background. Raises PermissionDenied; Refused for a currency or a year that there is not, and
    while the year is not over.
    """
    require_sum_up(by)
    currency = (currency or settings.MEMBERSHIP_CURRENCY).upper()
    if currency not in EXPONENTS:
        raise Refused(
            _("There is no currency %(code)s. Give its three letters, such as EUR.") % {"code": currency}
        )
    if year < EARLIEST:
        raise Refused(_("Give the year in four figures, such as 2025."))
    if year >= timezone.localdate().year:
        raise Refused(_("The year is not over. Ask again in January."))
    told = {"year": year, "currency": currency, "what": what, "rehearsal": rehearsal}
    total = _gave(year, currency).count()
    with transaction.atomic():
        run, new = YearRun.objects.get_or_create(
            **told, finished_at=None, defaults={"by": by, "mailed": mailed, "total": total}
        )
        if not new:
            run.by, run.mailed, run.held = by, mailed, False
            run.save(update_fields=["by", "mailed", "held"])
        if job:
            work_on.enqueue(run.pk)
    return run


def hold(run: YearRun, by: User) -> None:
    """Stop after the donor who is being done; `begin` goes on."""
    require_sum_up(by)
    YearRun.objects.filter(pk=run.pk, finished_at=None).update(held=True)


def go_on(run: YearRun) -> Iterator[YearAnswer]:
    """Do one donor after the other. Several may do so at once: each donor is done by one of them."""
    for pk in _next_ones(run):
        answer = _next(run, pk)
        if answer is not None:
            yield answer
        elif YearRun.objects.filter(pk=run.pk, held=True).exists():
            return
    YearRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=timezone.now())


@task
def work_on(run: int) -> None:
    """A part of a run, then the next job for the rest, so that letters and events get their turn.

    Where whoever began it may not issue papers any more, it stops until somebody else goes on with it.
    """
    found = YearRun.objects.filter(pk=run, finished_at=None, held=False).first()
    if found is None:
        return
    try:
        for _answer in islice(go_on(found), A_JOB):
            pass
    except PermissionDenied:
        YearRun.objects.filter(pk=run, by=found.by).update(held=True)
    if YearRun.objects.filter(pk=run, finished_at=None, held=False).exists():
        work_on.enqueue(run)


def pick_up() -> None:
    """Give a run whose job was lost another one; for the clock that ticks each minute."""
    for pk in YearRun.objects.filter(finished_at=None, held=False).values_list("pk", flat=True):
        if [pk] not in waiting(work_on):
            work_on.enqueue(pk)


def _gave(year: int, currency: str) -> QuerySet[Payment, int]:
    """The number of each person with money in that year, under their first row."""
    first, after = years.new_year(year), years.new_year(year + 1)
    lines = Payment.objects.live().filter(
        kind=Payment.Kind.PAYMENT,
        currency=currency,
        at__gte=first,
        at__lt=after,
        donation__member__erased_at=None,
        donation__member__isnull=False,
    )
    person = Coalesce(F("donation__member__same_as"), F("donation__member"))
    return lines.order_by().values_list(person, flat=True).distinct()


def _next_ones(run: YearRun) -> Iterator[int]:
    """In the order of their numbers, some at a time: memory stays flat."""
    reached = YearRun.objects.values_list("reached", flat=True).get(pk=run.pk)
    while True:
        rows = Member.objects.known().filter(pk__gt=reached, same_as=None).order_by("pk")
        some = list(rows.values_list("pk", flat=True)[:LOOKED_THROUGH])
        if not some:
            return
        reached = some[-1]
        merged = list(Member.objects.filter(same_as__in=some).values_list("pk", flat=True))
        yield from sorted(_gave(run.year, run.currency).filter(donation__member__in=[*some, *merged]))


def _next(run: YearRun, member: int) -> YearAnswer | None:
    """The answer for this donor; None if somebody else has come past them, or the run is held."""
    with transaction.atomic():
        row = YearRun.objects.select_for_update().get(pk=run.pk)
        if row.held or row.finished_at or row.reached >= member:
            return None
        result, reason, receipt = _done_for(row, Member.objects.get(pk=member))
        answer = YearAnswer.objects.create(
            run=row, member_id=member, result=result, reason=reason, receipt=receipt
        )
        YearRun.objects.filter(pk=row.pk).update(reached=member, done=F("done") + 1)
    return answer


def _done_for(run: YearRun, member: Member) -> tuple[str, str, Receipt | None]:
    """One that goes wrong in a way that nobody thought of is told, and the others get theirs all the same."""
    try:
        with transaction.atomic():
            return _statement(run, member) if run.what == YearRun.What.STATEMENTS else _receipt(run, member)
    except (InterfaceError, OperationalError, PermissionDenied):
        raise
    except Exception as error:
        log.exception("The year of member %s was not written", member.pk)
        why = _("It could not be written (%(error)s). The log says more; try it from the page of a gift.")
        return Result.REFUSED, why % {"error": type(error).__name__}, None


def _receipt(run: YearRun, member: Member) -> tuple[str, str, Receipt | None]:
    weighed = weigh(member, run.year, run.currency)
    result, reason = weighed.result, weighed.reason
    if result in {Result.EACH, Result.ELSEWHERE, Result.REFUSED}:
        return result, reason, None
    if run.rehearsal and run.mailed and not member.email and result != Result.NOTHING:
        return Result.NO_ADDRESS, _no_address(), weighed.before
    if run.rehearsal:
        return result, reason, weighed.before
    try:
        receipt = annual(member, run.year, currency=run.currency, by=run.by, mailed=False)
    except Refused as refused:
        return (result if result == Result.NOTHING else Result.REFUSED), str(refused), None
    if run.mailed and not member.email:
        return Result.NO_ADDRESS, _no_address(), receipt
    # It may have been mailed to another row of the same person.
    known = not run.mailed or receipt.letters.filter(kind=Letter.Kind.RECEIPT).exists()
    if not known and not letters.write_sparingly(Letter.Kind.RECEIPT, member=member, receipt=receipt):
        return Result.FULL, _full(), receipt
    return result, "", receipt


def _statement(run: YearRun, member: Member) -> tuple[str, str, None]:
    if not member.email:
        return Result.NO_ADDRESS, _no_address(), None
    if not any(one.minor > 0 for one in years.given_in(member, run.year)):
        return Result.NOTHING, nothing_left(run.year), None
    day = date(run.year, 12, 31)
    theirs = Letter.objects.filter(member__in=member.rows())
    if theirs.filter(kind=Letter.Kind.STATEMENT, day=day).exists():
        return Result.STANDS, "", None
    if not run.rehearsal and not letters.write_sparingly(Letter.Kind.STATEMENT, member=member, day=day):
        return Result.FULL, _full(), None
    return Result.WRITTEN, "", None


def _no_address() -> str:
    return _("There is no e-mail address. Print it and send it by post.")


def _full() -> str:
    return _("This mailbox has had its mails of this hour. Begin the year again later, and it is mailed.")
