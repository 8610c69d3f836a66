"""How the site is: what runs, what waits, what failed, how much room is left. For /readyz and the desk."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom import alive
from newsroom.serving.keeping import read_state

#: What a part is called at the desk, by the name under which it is started.
PARTS = {
    "web server": gettext_lazy("web server"),
    "desk server": gettext_lazy("desk server"),
    "job worker": gettext_lazy("job worker"),
    "tick": gettext_lazy("tick"),
}
#: Seconds after which silence, or a job that waits, is a problem.
SILENT_AFTER, WAITED_TOO_LONG = 5 * 60, 15 * 60
#: Bytes on the disk of DATA_DIR, below which somebody has to make room.
ROOM = 500 * 1024 * 1024


#: What of an app waits to be done, by name: how many, and a sentence for the desk, or an empty one. Each app
#: adds its own when it is ready.
waiting: dict[str, Callable[[], tuple[int, str]]] = {}
#: What else an app may find wrong: each tells sentences for the desk.
faults: list[Callable[[], list[str]]] = []


@dataclass
class Condition:
    """`parts` as the start wrote them; `silent`: seconds since the last round, None if there was none."""

    parts: dict[str, Any]
    silent: dict[str, int | None]
    jobs_waiting: int
    oldest_job: int
    jobs_failed: int
    room: int
    waits: dict[str, int]
    problems: list[str] = field(default_factory=list)


def condition() -> Condition:
    """Asked anew each time: the cache and the queue once, and each app's own. Raises DatabaseError."""
    told, now = alive.last_told("job worker", "tick"), time.time()
    waits = {name: ask() for name, ask in waiting.items()}
    jobs = DBTaskResult.objects.ready() | DBTaskResult.objects.failed()
    rows = jobs.order_by().values_list("status").annotate(Count("pk"), Min("enqueued_at"))
    counted = {status: (count, oldest) for status, count, oldest in rows}
    ready, oldest = counted.get(TaskResultStatus.READY, (0, None))
    failed, _oldest = counted.get(TaskResultStatus.FAILED, (0, None))
    found = Condition(
        parts=read_state(settings.DATA_DIR / "run" / "serve.json"),
        silent={name: round(now - told[name]) if name in told else None for name in ("job worker", "tick")},
        jobs_waiting=ready,
        oldest_job=round((timezone.now() - oldest).total_seconds()) if oldest else 0,
        jobs_failed=failed,
        room=shutil.disk_usage(settings.DATA_DIR).free,
        waits={name: count for name, (count, _problem) in waits.items()},
    )
    found.problems = [*_of_parts(found), *_of_jobs(found), *(problem for _count, problem in waits.values())]
    found.problems += [sentence for fault in faults for sentence in fault()]
    found.problems = [sentence for sentence in found.problems if sentence]
    return found


def _of_parts(found: Condition) -> list[str]:
    said = []
    for name, silent in {"web server": 0, **found.silent}.items():
        part = found.parts.get(name)
        if part and not part["runs"]:
            since = datetime.fromtimestamp(part["since"], tz=timezone.get_current_timezone())
            told = {"part": PARTS[name], "time": date_format(since, "H:i")}
            said.append(_("The %(part)s is down since %(time)s. It is started again by itself.") % told)
        elif silent is None:
            said.append(_("The %(part)s has never done its round.") % {"part": PARTS[name]})
        elif silent > SILENT_AFTER:
            told = {"part": PARTS[name], "minutes": silent // 60}
            said.append(_("The %(part)s has not been heard of for %(minutes)d minutes.") % told)
    return said


def _of_jobs(found: Condition) -> list[str]:
    said = []
    if found.oldest_job > WAITED_TOO_LONG:
        minutes = found.oldest_job // 60
        said.append(_("A job has been waiting for %(minutes)d minutes.") % {"minutes": minutes})
    if found.jobs_failed:
        failed = ngettext("%(count)d job has failed.", "%(count)d jobs have failed.", found.jobs_failed)
        said.append(failed % {"count": found.jobs_failed})
    if found.room < ROOM:
        sentence = _("Only %(room)d MB are left on the disk. Make room, or nothing can be saved.")
        said.append(sentence % {"room": found.room // 1024**2})
    return said
