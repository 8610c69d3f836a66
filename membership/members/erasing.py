"""Forgetting a person: what names them is emptied, the books stay as they are sealed (GDPR, article 17)."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving
from membership.looking import look
from membership.members.exporting import gifts_of
from membership.models import Donation, Event, Letter, Member, MemberSession, SignInCode, Status
from newsroom.models import User

log = logging.getLogger(__name__)
_RUNNING = {Status.ACTIVE, Status.PAST_DUE, Status.PAUSED}


class StillRunning(giving.Refused):
    """Money would go on being taken from somebody whom we no longer know."""


def may_erase(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.erase_member"):
        raise PermissionDenied(
            _("Erasing a member needs the permission “Can erase a member’s personal data”.")
        )


def running(member: Member) -> list[Donation]:
    """Repeated gifts of theirs that money is still taken for, or would be again after a pause."""
    gifts = Donation.objects.with_standing().filter(member=member).exclude(interval="once")
    return [gift for gift in gifts.order_by("pk") if gift.repeats and gift.status in _RUNNING]


def erase(member: Member, by: User | None, *, stop_gifts: bool = False) -> Member:
    """Empty what names this person: member, promises, letters, sessions. `by`: None for their own wish.

    Ledger and sealed receipts are kept: the law asks for them. Repeated gifts are stopped first if
    `stop_gifts`, else StillRunning is raised. Raises PermissionDenied, and what stopping a gift raises.
    Erasing twice is once.
    """
    if by is not None:
        may_erase(by)
    hand = giving.Hand(staff=by) if by else giving.Hand(donor=member.pk)
    for gift in running(member):
        if not stop_gifts:
            raise StillRunning(
                _("The gift %(reference)s is still running. Stop it first.") % {"reference": gift.reference}
            )
        giving.stop(gift, hand, reason="erased")
    return _erase(member, by)


@transaction.atomic
def _erase(member: Member, by: User | None) -> Member:
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.erased_at:
        return member
    gifts = list(gifts_of(member).values_list("pk", flat=True))
    _forget_mail(member, gifts)
    giving.forget(gifts, email=member.email)
    MemberSession.objects.filter(member=member).delete()
    SignInCode.objects.filter(member=member).delete()
    member.email = member.name = member.language = member.consent_text = ""
    member.consented_at, member.erased_at = None, timezone.now()
    member.save()
    if by is not None:
        look(by, "erasure", which=member.pk)
    log.info("Member %s was erased, by %s", member.pk, f"user {by.pk}" if by else "their own wish")
    return member


def _forget_mail(member: Member, gifts: list[int]) -> None:
    """What waits is not sent any more; of what was sent, a server's complaint may name the address."""
    letters = Letter.objects.filter(Q(member=member) | Q(donation__in=gifts))
    letters.filter(sent_at__isnull=True).delete()
    letters.update(problem="")
    # An event waits for its turn by its number alone; the copy of what came names the person.
    if member.email:
        Event.objects.exclude(outcome=Event.Outcome.NEW).filter(body__icontains=member.email).update(body="")
