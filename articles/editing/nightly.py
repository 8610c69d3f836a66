"""Every night the chains of all versions are looked through, a few at each tick, so that nobody waits for it.

What is wrong is said at the desk until a later night finds it right.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from articles.editing.chains import OF_PAGES, OF_STORIES, Chains, Link, look
from articles.models import ChainCheck

#: Versions that are read at one tick.
AT_ONCE = 100
#: The hour of the newsroom's clock at which a round begins.
HOUR = time(2)
#: Sentences that the desk says; of more it says how many.
MOST_TOLD = 3


def often() -> None:
    """One step of each round that is under way or due."""
    for chains in (OF_STORIES, OF_PAGES):
        _step(chains)


def told() -> list[str]:
    """What was found, for the desk."""
    found: list[str] = []
    for rows in ChainCheck.objects.order_by("pk").values_list("told", "found"):
        found += [sentence for row in rows for sentence in row if sentence not in found]
    more = len(found) - MOST_TOLD
    if more <= 0:
        return found
    said = ngettext(
        "%(count)d more version is not as it was sealed: see `manage.py verify`.",
        "%(count)d more versions are not as they were sealed: see `manage.py verify`.",
        more,
    )
    return [*found[:MOST_TOLD], said % {"count": more}]


def _step(chains: Chains) -> None:
    now = timezone.now()
    check, _new = ChainCheck.objects.get_or_create(kind=chains.kind, defaults={"begun_at": now})
    if check.finished_at:
        if check.begun_at >= _last_night(now):
            return
        check.begun_at, check.finished_at, check.row, check.number = now, None, 0, 0
    last = _last(chains, check)
    rows = list(chains.rows(**{f"{chains.of}_id": last.of}, number__gt=last.number)[:AT_ONCE])
    rows += chains.rows(**{f"{chains.of}_id__gt": last.of})[: AT_ONCE - len(rows)]
    check.found += [sentence for sentence in look(chains, rows, last) if isinstance(sentence, str)]
    if rows:
        check.row, check.number = rows[-1][:2]
    if len(rows) < AT_ONCE:
        check.finished_at, check.told, check.found = now, check.found, []
    check.save()


def _last(chains: Chains, check: ChainCheck) -> Link:
    of_it = chains.rows(**{f"{chains.of}_id": check.row}, number=check.number).first()
    return Link(check.row, check.number, of_it[-1] if of_it else "")


def _last_night(now: datetime) -> datetime:
    here = timezone.localtime(now)
    begins = datetime.combine(here.date(), HOUR, tzinfo=here.tzinfo)
    return begins if begins <= here else begins - timedelta(days=1)
