"""Signing in: a code goes to the address; whoever types it in is the member. No password, no account to keep.

Nobody can learn here who gives: what is answered, how long it takes and what it writes are the same for an
address that is a member's and for one that is nobody's.
"""

import secrets
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from membership import letters
from membership.members.sessions import hashed, open_session
from membership.models import Letter, Member, SignInCode
from membership.tokens import codes
from newsroom.limits import take_place
from newsroom.mail import one_mailbox

CODE_LASTS = timedelta(minutes=15)
#: Wrong tries that one code bears.
TRIES = 5
CODES_AN_HOUR_FROM_A_NETWORK = 20
TRIES_AN_HOUR = 30
HOUR = 60 * 60
#: A refusal takes so many seconds, whether there was a code to compare with or not.
REFUSAL_TAKES = 0.25


def ask_for_code(email: str, address: str) -> None:
    """Mail a code to this address if it is a member's. `address` is the network it was asked from.

    It says nothing: not whether the address is known, nor whether it was asked for too often.
    """
    if address and take_place(f"code-from:{address}", CODES_AN_HOUR_FROM_A_NETWORK, HOUR) is None:
        return
    member = _member(email)
    # One row in the queue for anybody. What differs is done by the worker, when the answer has been given.
    send_code.enqueue(member.pk if member else 0)


@task
def send_code(member: int) -> None:
    """Make a code for a member and put it into the outbox; for nobody (0) do nothing. Where the mailbox has
    had its mails, the last code holds on."""
    found = Member.objects.known().exclude(email="").filter(pk=member).first()
    if found is None:
        return
    with transaction.atomic():
        row = SignInCode.objects.create(member=found, expires_at=timezone.now() + CODE_LASTS)
        # Its own number is part of what the code is made of, so the row comes first.
        row.hashed = codes.hashed(codes.derive(row.named))
        row.save(update_fields=["hashed"])
        if not letters.write_sparingly(Letter.Kind.CODE, member=found, code=row):
            row.delete()
            _last_holds_on(found)


def sign_in(email: str, code: str, address: str) -> str | None:
    """The key of a new session if this code was mailed to this address; else None, and why is not said."""
    began = time.monotonic()
    member = _member(email) if _may_try(email, address) else None
    key = _use(member, code) if member else None
    if key is None:
        time.sleep(max(0.0, REFUSAL_TAKES - (time.monotonic() - began)))
    return key


@transaction.atomic
def _use(member: Member, code: str) -> str | None:
    """Every code that still holds is compared; using one uses them all, a wrong one counts against all."""
    holding = SignInCode.objects.select_for_update().filter(
        member=member, used_at__isnull=True, expires_at__gt=timezone.now(), tries__lt=TRIES
    )
    rows = list(holding)
    fitting = [row.pk for row in rows if codes.fits(code, row.hashed)]
    if not fitting:
        for row in rows:
            row.tries += 1
            row.save(update_fields=["tries"])
        return None
    SignInCode.objects.filter(member=member, used_at__isnull=True).update(used_at=timezone.now())
    key = secrets.token_urlsafe(32)
    open_session(member, hashed(key))
    return key


def _member(email: str) -> Member | None:
    return Member.objects.known().filter(email=email.strip().lower()).first() if email.strip() else None


def _may_try(email: str, address: str) -> bool:
    """By network: one host cannot lock anybody out. Guessing is ended by the tries that a code bears."""
    return take_place(f"try-from:{address or one_mailbox(email)}", TRIES_AN_HOUR, HOUR) is not None


def _last_holds_on(member: Member) -> None:
    """No further mail within the hour, but the code that was mailed last holds again from now on, so that
    nobody is kept out by a stranger who asks for codes in their name."""
    hour_ago = timezone.now() - timedelta(seconds=HOUR)
    rows = SignInCode.objects.filter(
        member=member, used_at__isnull=True, tries__lt=TRIES, made_at__gt=hour_ago
    )
    last = rows.order_by("-pk").first()
    # What is still to be sent is derived from the moment at which it ends.
    if last and Letter.objects.filter(code=last, sent_at__isnull=False).exists():
        SignInCode.objects.filter(pk=last.pk).update(expires_at=timezone.now() + CODE_LASTS)
