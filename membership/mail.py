"""Mail to donors, through the outbox: written with the change it tells of, sent after it, once."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import default_task_backend, task

from membership.models import Donation, Letter, Member, Payment
from newsroom.models import Imprint

log = logging.getLogger(__name__)

#: Minutes until the next try; after the last one the letter stays in the outbox with its problem.
PAUSES = (1, 5, 30, 120, 600)
#: A worker that has been sending for longer than this is gone.
TAKEN_FOR = timedelta(minutes=15)


def write(
    kind: Letter.Kind, *, donation: Donation | None = None, member: Member | None = None, about: str = ""
) -> None:
    """Put a letter into the outbox, in the transaction of what it tells of; once, however often.

    The job is a row of the same transaction: it is done if the change is kept, and only then.
    """
    letter, new = Letter.objects.get_or_create(donation=donation, member=member, kind=kind, about=about)
    if new:
        send.enqueue(letter.pk)


@task
def send(pk: int) -> None:
    """Send one letter, unless it is sent or being sent; when the mail server will not, try again later."""
    if not _take(pk):
        return
    letter = Letter.objects.select_related("donation").get(pk=pk)
    try:
        message(letter).send()
    except (SMTPException, OSError) as error:
        problem = f"{type(error).__name__}: {error}"[:200]
        Letter.objects.filter(pk=pk).update(taken_at=None, problem=problem)
        log.warning("Letter %s was not sent, try %s: %s", pk, letter.tries, type(error).__name__)
        _try_again(pk, letter.tries)
    else:
        Letter.objects.filter(pk=pk).update(taken_at=None, sent_at=timezone.now(), problem="")


def message(letter: Letter) -> EmailMessage:
    """The mail as templates/membership/mail/<kind>.txt has it: the first line is the subject."""
    donation = letter.donation
    imprint = Imprint.current()
    payment = Payment.objects.filter(donation=donation, reference=letter.about.partition(":")[2]).first()
    text = render_to_string(
        f"membership/mail/{letter.kind}.txt",
        {
            "donation": donation,
            "payment": payment,
            "imprint": imprint,
            "page": settings.SITE_URL + donation.get_absolute_url() if donation else "",
        },
    )
    subject, _blank, body = text.strip().partition("\n")
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        to=[letter.to],
        reply_to=[imprint.email] if imprint.email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _take(pk: int) -> bool:
    now = timezone.now()
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=now - TAKEN_FOR)
    return bool(
        Letter.objects.filter(free, pk=pk, sent_at__isnull=True).update(taken_at=now, tries=F("tries") + 1)
    )


def _try_again(pk: int, tries: int) -> None:
    if tries > len(PAUSES) or not default_task_backend.supports_defer:
        return
    later = timezone.now() + timedelta(minutes=PAUSES[tries - 1])
    send.using(run_after=later).enqueue(pk)
