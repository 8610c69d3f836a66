"""Forgetting a person: what names them is emptied, the books stay as they are sealed (GDPR, article 17)."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving, providers
from membership.members.audit import look
from membership.members.exporting import gifts_of
from membership.models import Donation, Event, Letter, Member, MemberSession, SignInCode, StatusReport
from membership.models.status import RUNS
from membership.providers.base import DoesNotFit
from newsroom.models import User

log = logging.getLogger(__name__)
_OVER = [StatusReport.State.ENDED, StatusReport.State.EXPIRED]


class StillRunning(giving.Refused):
    """Money would go on being taken from somebody whom we no longer know."""


def require_erase(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.erase_member"):
        raise PermissionDenied(
            _("Erasing a member needs the permission “Can erase a member’s personal data”.")
        )


def running(member: Member) -> list[Donation]:
    """Repeated gifts of theirs that money is still taken for, or would be again after a pause."""
    gifts = gifts_of(member).with_summary().exclude(interval="once").order_by("pk")
    return [gift for gift in gifts if gift.runs and (gift.member_id or gift.summary.state in RUNS)]


def erase(member: Member, by: User | None, *, stop_gifts: bool = False) -> Member:
    """Empty what names this person: member, promises, letters, sessions. `by`: None for their own wish.

    Ledger and sealed receipts are kept: the law asks for them. Repeated gifts are stopped first if
    `stop_gifts`, else StillRunning is raised. Raises PermissionDenied, and what stopping a gift raises.
    Rows that are said to be the same person are erased with this one. Erasing twice is once.
    """
    if by is not None:
        require_erase(by)
    actor = giving.Actor(staff=by) if by else giving.Actor(donor=member.pk)
    _ask_after(member)
    for gift in running(member):
        if not stop_gifts:
            raise StillRunning(
                _("The gift %(reference)s is still running. Stop it first.") % {"reference": gift.reference}
            )
        # One that was begun under their mailbox, its first payment on its way, is theirs to stop.
        theirs = giving.adopt(gift, member) if gift.member_id is None else gift
        giving.stop(theirs, actor, erased=True)
    return _erase(member, by)


def _ask_after(member: Member) -> None:
    """Hear from the provider what became of repeated gifts that our rows do not know the end of.

    A page that is still open cannot be closed: should it be paid later, that is a discrepancy. Raises
    ProviderError where the provider cannot be reached: then nobody can say what would go on.
    """
    begun = gifts_of(member).with_summary().exclude(interval="once").exclude(provider_reference="")
    for gift in begun.order_by("pk"):
        through = providers.REGISTRY.get(gift.provider)
        if gift.summary.state in _OVER or through is None or not through.caps().steers:
            continue
        try:
            giving.apply_all(through.fetch(gift.provider_reference))
        except (giving.Refused, DoesNotFit) as error:
            log.warning("Gift %s does not fit what its provider tells: %s", gift.pk, type(error).__name__)


def _erase(member: Member, by: User | None) -> Member:
    rows = Member.objects.filter(pk__in=member.rows())
    emails = list(rows.exclude(email="").values_list("email", flat=True))
    # Looked for before anything is locked: letters and events are looked through one by one.
    before = _mentions(emails)
    with transaction.atomic():
        # Gifts before members, as whoever records money takes them.
        held = gifts_of(member).select_for_update(no_key=True).order_by("pk")
        list(held.values_list("pk"))
        locked = list(rows.select_for_update(no_key=True).order_by("pk"))
        gifts = list(gifts_of(member).values_list("pk", flat=True))
        # And once more among the few that were written meanwhile.
        found = before + _mentions(emails, after=before)
        for row in locked:
            if not row.erased_at:
                _empty(row, gifts, by, found)
    member.refresh_from_db()
    return member


@dataclass(frozen=True)
class _Mentions:
    """What names an address though it is of no member and of no gift, by its number."""

    letters: list[int]
    events: list[int]
    #: The newest of all letters and events when it was looked for them.
    newest: tuple[int, int] = (0, 0)

    def __add__(self, later: _Mentions) -> _Mentions:
        return _Mentions(self.letters + later.letters, self.events + later.events, later.newest)


def _mentions(emails: list[str], *, after: _Mentions | None = None) -> _Mentions:
    """Those that name one of these addresses; with `after`, among those that are newer than it knew."""
    last_letter, last_event = after.newest if after else (0, 0)
    newest = _newest(Letter), _newest(Event)
    letters, events = Letter.objects.none(), Event.objects.none()
    for email in emails:
        letters |= Letter.objects.filter(pk__gt=last_letter, address__iexact=email)
        # An event waits for its turn by its number alone; the copy of what came names the person.
        events |= Event.objects.filter(pk__gt=last_event, body__icontains=email)
    return _Mentions(
        list(letters.values_list("pk", flat=True)), list(events.values_list("pk", flat=True)), newest
    )


def _newest(model: type[Letter] | type[Event]) -> int:
    newest: int = model.objects.aggregate(newest=Max("pk", default=0))["newest"]
    return newest


def _empty(row: Member, gifts: list[int], by: User | None, found: _Mentions) -> None:
    _forget_mail(row, gifts, found)
    giving.forget(gifts, email=row.email)
    MemberSession.objects.filter(member=row).delete()
    SignInCode.objects.filter(member=row).delete()
    row.email = row.name = row.language = row.consent_text = row.consented_where = ""
    row.consented_at = row.withdrawn_at = None
    row.erased_at = timezone.now()
    row.save()
    if by is not None:
        look(by, "erasure", which=row.pk)
    log.info("Member %s was erased, by %s", row.pk, f"user {by.pk}" if by else "their own wish")


def _forget_mail(member: Member, gifts: list[int], found: _Mentions) -> None:
    """What waits is not sent any more; of what was sent, a server's complaint may name the address."""
    letters = Letter.objects.filter(Q(member=member) | Q(donation__in=gifts))
    letters.filter(sent_at__isnull=True).delete()
    letters.update(problem="")
    Letter.objects.filter(pk__in=found.letters).delete()
    Event.objects.filter(pk__in=found.events).update(body="")
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Member), object_id=str(member.pk)
    ).update(object_repr="")
