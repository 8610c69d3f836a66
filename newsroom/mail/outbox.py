"""The outbox: mail is written with the change it tells of, sent after it, once.

The row is the truth; a job only carries it. A mail is taken before it is sent and marked afterwards, so a
worker that is killed in between leaves one that is sent again: at least once, under the same Message-ID.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import default_task_backend, task

from newsroom.mail.sending import hand_over, message, senders
from newsroom.models import Outgoing

log = logging.getLogger(__name__)

#: Minutes until the next try; after the last one the mail stays in the outbox with its problem.
PAUSES = (1, 5, 30, 120, 600)
#: A worker that has been sending for longer than this is gone.
TAKEN_FOR = timedelta(minutes=15)


def post(row: Outgoing) -> None:
    """Have it sent. The job is a row of the same transaction: done if the change is kept, and only then."""
    send.enqueue(row._meta.label_lower, row.pk)


def post_again(row: Outgoing) -> None:
    """Have it sent once more, under a Message-ID of its own: receivers drop what they have seen."""
    afresh = {"sent_at": None, "taken_at": None, "tries": 0, "problem": "", "written_at": timezone.now()}
    type(row)._base_manager.filter(pk=row.pk).update(**afresh)
    post(row)


@task
def send(of: str, pk: int) -> None:
    """Send one mail, unless it is sent or being sent; when the mail server will not, try again later."""
    sender = senders[of]
    rows = sender.rows()
    one = rows.filter(pk=pk)
    if not _take(one):
        return
    row = one.get()
    if nowhere := sender.obstacle(row):
        one.update(taken_at=None, problem=nowhere, tries=len(PAUSES) + 1)
        return
    try:
        hand_over(message(row))
    except (SMTPException, OSError) as error:
        one.update(taken_at=None, problem=f"{type(error).__name__}: {error}"[:200])
        log.warning("Mail %s %s was not sent, try %s: %s", of, pk, row.tries, type(error).__name__)
        _try_again(of, row)
    else:
        one.update(taken_at=None, sent_at=timezone.now(), problem="")


def post_forgotten() -> None:
    """Send what waits though nothing carries it: its job was lost, or died. Hourly at most, and by a job, as
    there may be many."""
    if cache.add("newsroom.mail.post_forgotten", 1, 60 * 60):
        send_forgotten.enqueue()


@task
def send_forgotten() -> None:
    now = timezone.now()
    for of, sender in senders.items():
        waiting = sender.rows().filter(_free(), sent_at__isnull=True, tries__lte=len(PAUSES))
        for pk, tries, written in waiting.values_list("pk", "tries", "written_at"):
            if written < now - timedelta(minutes=sum(PAUSES[:tries]) + 60):
                send.enqueue(of, pk)


def _free() -> Q:
    return Q(taken_at__isnull=True) | Q(taken_at__lt=timezone.now() - TAKEN_FOR)


def _take(one: QuerySet[Outgoing]) -> bool:
    free = one.filter(_free(), sent_at__isnull=True)
    return bool(free.update(taken_at=timezone.now(), tries=F("tries") + 1))


def _try_again(of: str, row: Outgoing) -> None:
    if row.tries > len(PAUSES) or not default_task_backend.supports_defer:
        return
    later = timezone.now() + timedelta(minutes=PAUSES[row.tries - 1])
    send.using(run_after=later).enqueue(of, row.pk)
