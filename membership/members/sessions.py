"""Browsers in which a member is signed in. The cookie holds a key; we hold its hash and a time to end."""

import hashlib
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from membership.models import Member, MemberSession, SignInCode

#: After so long without a page it ends, and after so long in any case.
SESSION_LASTS = timedelta(hours=2)
SESSION_ENDS = timedelta(hours=12)
#: The end is not moved for less, so that not every page writes.
_STEP = timedelta(minutes=5)
CODES_KEPT = timedelta(days=1)


def hashed(key: str) -> str:
    """Two hundred and fifty-six random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


def open_session(member: Member, kept: str) -> MemberSession:
    return MemberSession.objects.create(member=member, hashed=kept, expires_at=timezone.now() + SESSION_LASTS)


def session_of(key: str) -> MemberSession | None:
    """The session that this key opens, moved on by its use; None once it has ended."""
    now = timezone.now()
    session = (
        MemberSession.objects.select_related("member")
        .filter(hashed=hashed(key), expires_at__gt=now, member__erased_at__isnull=True)
        .first()
    )
    if session is None:
        return None
    ends = min(now + SESSION_LASTS, session.made_at + SESSION_ENDS)
    if ends - session.expires_at > _STEP:
        MemberSession.objects.filter(pk=session.pk).update(expires_at=ends)
        session.expires_at = ends
    return session


def sign_out(session: MemberSession) -> None:
    MemberSession.objects.filter(pk=session.pk).delete()


def form_token(session: MemberSession) -> str:
    """Goes into every form of this session: only a page that this session was shown can hold it."""
    return salted_hmac("membership.members.form", session.hashed, algorithm="sha256").hexdigest()


def is_form_token(session: MemberSession, told: str) -> bool:
    return constant_time_compare(told, form_token(session))


def tidy() -> None:
    """Sessions that have ended and codes of yesterday are taken out."""
    now = timezone.now()
    MemberSession.objects.filter(expires_at__lte=now).delete()
    SignInCode.objects.filter(expires_at__lt=now - CODES_KEPT).delete()
