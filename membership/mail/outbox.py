"""Mail to donors, through the outbox: written with the change it tells of, sent after it, once.

The row is the truth; a job only carries it. A letter is taken before it is sent and marked afterwards, so a
worker that is killed in between leaves one that is sent again: at least once, under the same Message-ID.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Unpack
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_tasks import default_task_backend, task

from membership.mail import text, wording
from membership.models import About, Donation, Letter, Member, Note, Receipt
from membership.models.letter import NOTHING
from membership.refusals import Refused
from newsroom.models import Imprint, User

log = logging.getLogger(__name__)

#: Minutes until the next try; after the last one the letter stays in the outbox with its problem.
PAUSES = (1, 5, 30, 120, 600)
#: A worker that has been sending for longer than this is gone.
TAKEN_FOR = timedelta(minutes=15)


def write(
    kind: Letter.Kind,
    *,
    donation: Donation | None = None,
    member: Member | None = None,
    address: str = "",
    **about: Unpack[About],
) -> None:
    """Put a letter into the outbox, in the transaction of what it tells of; once, however often.

    The job is a row of the same transaction: it is done if the change is kept, and only then.
    """
    letter, new = Letter.objects.get_or_create(
        donation=donation, member=member, address=address, kind=kind, **{**NOTHING, **about}
    )
    if new:
        if own := wording.current(kind, text.language_of(letter)):
            Letter.objects.filter(pk=letter.pk).update(words=own)
        send.enqueue(letter.pk)


@task
def send(pk: int) -> None:
    """Send one letter, unless it is sent or being sent; when the mail server will not, try again later."""
    if not _take(pk):
        return
    letter = Letter.objects.select_related("donation__member", "member", "payment", "code").get(pk=pk)
    if nowhere := _not_to_be_sent(letter):
        Letter.objects.filter(pk=pk).update(taken_at=None, problem=nowhere, tries=len(PAUSES) + 1)
        return
    try:
        _hand_over(message(letter))
    except (SMTPException, OSError) as error:
        problem = f"{type(error).__name__}: {error}"[:200]
        Letter.objects.filter(pk=pk).update(taken_at=None, problem=problem)
        log.warning("Letter %s was not sent, try %s: %s", pk, letter.tries, type(error).__name__)
        _try_again(pk, letter.tries)
    else:
        Letter.objects.filter(pk=pk).update(taken_at=None, sent_at=timezone.now(), problem="")


def resend(letter: Letter, by: User) -> None:
    """Send a letter again because staff ask for it. Raises PermissionDenied, or Refused where it is of no use
    to anybody any more; then nothing is touched.

    It goes out under a Message-ID of its own: receivers drop what they have seen.
    """
    if not by.is_active or not by.has_perm("membership.steer_donation"):
        raise PermissionDenied(_("Sending a letter again needs the permission to change repeated gifts."))
    if letter.kind == Letter.Kind.CODE:
        raise PermissionDenied(_("A code to sign in is asked for by the member alone."))
    if nowhere := _not_to_be_sent(letter):
        raise Refused(nowhere)
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(
            sent_at=None, taken_at=None, tries=0, problem="", written_at=timezone.now()
        )
        if letter.donation is not None:
            said = _("The letter “%(letter)s” was sent again.") % {"letter": letter.get_kind_display()}
            Note.objects.create(donation=letter.donation, text=said, by=by)
        send.enqueue(letter.pk)


def resend_receipt(receipt: Receipt, by: User) -> None:
    """Send a receipt by a mail of its own, as staff ask for it; it may have gone with no letter yet."""
    if not by.is_active or not by.has_perm("membership.steer_donation"):
        raise PermissionDenied(_("Sending a letter again needs the permission to change repeated gifts."))
    donation = receipt.donation
    if donation is None or not donation.email:
        return
    with transaction.atomic():
        if known := receipt.letters.filter(kind=Letter.Kind.RECEIPT).first():
            resend(known, by)
            return
        write(Letter.Kind.RECEIPT, donation=donation, receipt=receipt)
        said = _("Receipt %(receipt)s was mailed.") % {"receipt": receipt.name}
        Note.objects.create(donation=donation, text=said, by=by)


def post_forgotten() -> None:
    """Send what waits though nothing carries it: its job was lost, or died. Hourly at most, and by a job, as
    there may be many."""
    if cache.add("membership.mail.post_forgotten", 1, 60 * 60):
        send_forgotten.enqueue()


@task
def send_forgotten() -> None:
    now = timezone.now()
    waiting = Letter.objects.filter(
        Q(taken_at__isnull=True) | Q(taken_at__lt=now - TAKEN_FOR), sent_at__isnull=True
    )
    for pk, tries, written in waiting.filter(tries__lte=len(PAUSES)).values_list("pk", "tries", "written_at"):
        if written < now - timedelta(minutes=sum(PAUSES[:tries]) + 60):
            send.enqueue(pk)


def message(letter: Letter) -> EmailMessage:
    """The mail as templates/membership/mail/<kind>.txt has it: the first line is the subject."""
    imprint = Imprint.current()
    subject, body = text.words(letter, imprint)
    mail = EmailMessage(
        subject=subject,
        body=body,
        to=[letter.to],
        reply_to=[imprint.email] if imprint.email else None,
        headers={"Auto-Submitted": "auto-generated", "Message-ID": message_id(letter)},
    )
    for name, content, kind in text.enclosed(letter):
        mail.attach(name, content, kind)
    return mail


def message_id(letter: Letter) -> str:
    """RFC 5322, 3.6.4: always the same for one letter, so that a second copy can be told by its receiver."""
    identity = salted_hmac("membership.letter", f"{letter.pk}:{letter.written_at.isoformat()}")
    return f"<letter-{identity.hexdigest()[:32]}@{urlsplit(settings.SITE_URL).hostname}>"


def _hand_over(mail: EmailMessage) -> None:
    """Closes the line in any case: Django leaves it open when the server refuses TLS."""
    mail.connection = get_connection()
    try:
        mail.send()
    finally:
        mail.connection.close()


def _not_to_be_sent(letter: Letter) -> str:
    """Why a letter stays here for good; empty if it may go."""
    if not letter.to:
        return _("The person has been erased.")
    if text.too_late(letter):
        return _("The code had expired before it could be sent.")
    if letter.pair and not letter.pair.is_open:
        return _("It is not mailed: what it asks has been settled.")
    return ""


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
