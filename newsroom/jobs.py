"""What has to be done again and again. Nothing that readers see waits for it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import Error, connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from newsroom.database_errors import one_line
from newsroom.models import Touched, User

log = logging.getLogger(__name__)

#: The permission to say what becomes of a failed job, and to see the page “How it runs”.
STEER = "django_tasks_db.change_dbtaskresult"
#: What the apps have to do again and again; each puts its own here when it is ready.
often: list[Callable[[], object]] = []

#: A process that has not asked for this long forgets all its pages instead.
TOUCHED_KEPT = timedelta(days=2)
RESULTS_KEPT = timedelta(days=14)
#: What failed waits longer, for somebody to look at it.
FAILED_KEPT = timedelta(days=90)
#: No task of ours runs as long as this; one that seems to has lost its worker.
TASK_LOST_AFTER = timedelta(minutes=15)
CLEARED_AT_ONCE = 1000


def tick() -> None:
    """Tidy up, and give tasks whose worker died back to the queue. Safe to run at any time."""
    now = timezone.now()
    done, failed = DBTaskResult.objects.successful(), DBTaskResult.objects.failed()
    _clear(Touched.objects.filter(at__lt=now - TOUCHED_KEPT))
    _clear(Session.objects.filter(expire_date__lt=now))
    _clear(done.filter(finished_at__lt=now - RESULTS_KEPT))
    _clear(failed.filter(finished_at__lt=now - FAILED_KEPT))
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - TASK_LOST_AFTER).update(
        status=TaskResultStatus.READY, started_at=None
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
    for work in often:
        try:
            work()
        except Exception as error:
            # One that fails must not keep the others from their work; the next tick tries it again.
            name = f"{work.__module__}.{getattr(work, '__qualname__', work)}"
            if isinstance(error, Error):
                log.error("%s failed: %s", name, one_line(error))
            else:
                log.exception("%s failed", name)


def _clear(rows: QuerySet[Any]) -> None:
    """Some at a time: after a quiet month there may be very many, and nobody is to wait for them."""
    while some := list(rows.order_by().values_list("pk", flat=True)[:CLEARED_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=some).delete()


def waiting(task: Task[..., Any]) -> list[list[Any]]:
    """The arguments of each of these tasks that is not done yet."""
    left = DBTaskResult.objects.filter(
        task_path=task.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    return [told["args"] for told in left.values_list("args_kwargs", flat=True)]


def try_again(job: UUID, by: User) -> bool:
    """Put a failed job back into the queue; False if it has not failed. Raises PermissionDenied."""
    _require_steer(by)
    afresh = {"started_at": None, "finished_at": None, "exception_class_path": "", "traceback": ""}
    failed = DBTaskResult.objects.failed().filter(pk=job)
    return bool(failed.update(status=TaskResultStatus.READY, **afresh))


def set_aside(job: UUID, by: User) -> bool:
    """Forget a failed job; False if it has not failed. Raises PermissionDenied."""
    _require_steer(by)
    count, _of_each = DBTaskResult.objects.failed().filter(pk=job).delete()
    return bool(count)


def _require_steer(by: User) -> None:
    if not by.is_active or not by.has_perm(STEER):
        raise PermissionDenied(_("What becomes of a failed job is for administrators to say."))
