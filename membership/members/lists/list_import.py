"""Taking a list in: first what would happen to each row, then the rows, each once."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from membership import giving
from membership.members.audit import look
from membership.members.lists.reading import Fault, List, ListedRow
from membership.models import Member, Payment
from membership.models.member import CONSENT
from membership.periods import noon
from newsroom.models import User

#: So many rows are taken in in one transaction; each takes some milliseconds.
AT_ONCE = 4


@dataclass(frozen=True)
class RowOutcome:
    entry: ListedRow
    new_member: bool
    #: A payment is recorded; not so if there is none in the row, or it is here already.
    new_gift: bool
    known_gift: bool = False


@dataclass(frozen=True)
class Plan:
    steps: list[RowOutcome]
    faults: list[Fault]

    @property
    def members(self) -> int:
        return len({step.entry.email for step in self.steps if step.new_member})

    @property
    def gifts(self) -> int:
        return sum(step.new_gift for step in self.steps)


def require_move_lists(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.export_member"):
        raise PermissionDenied(
            _("Lists of donors need the permission “Can export and import lists of donors”.")
        )


def plan(listed: List, by: User) -> Plan:
    """What taking this list in would do, row by row; nothing is written. Raises PermissionDenied."""
    require_move_lists(by)
    emails, references = _known(listed.entries)
    steps, faults = [], list(listed.faults)
    for entry in listed.entries:
        whose = references.get(entry.reference) if entry.amount else None
        if whose is not None and whose != entry.email:
            sentence = _("This reference was taken in for somebody else.")
            faults.append(Fault(entry.row, "reference", sentence))
            continue
        new = entry.amount is not None and whose is None
        steps.append(RowOutcome(entry, entry.email not in emails, new, known_gift=whose is not None))
    return Plan(steps, sorted(faults, key=lambda fault: fault.row))


def look_at(listed: List, by: User) -> Plan:
    """The plan, for somebody to look at: it names donors, so the look is in the audit trail."""
    planned = plan(listed, by)
    look(by, "import", how=f"looked at: {_counts(planned)}", rows=len(planned.steps))
    return planned


def take_in(listed: List, by: User) -> Plan:
    """Take in every row that can be; what was done, as it was planned. Taken in twice is once.

    A few rows in each transaction, so that nobody waits while a long list is taken in: what fails on the way
    leaves the rows before it, and the same list taken in again goes on. Raises PermissionDenied, Refused.
    """
    planned = plan(listed, by)
    look(by, "import", how=_counts(planned), rows=len(planned.steps))
    for at in range(0, len(planned.steps), AT_ONCE):
        with transaction.atomic():
            for step in planned.steps[at : at + AT_ONCE]:
                _take(step, by)
    return planned


def _take(step: RowOutcome, by: User) -> None:
    entry = step.entry
    member = _member(entry)
    if entry.amount is not None and entry.on is not None and step.new_gift:
        giving.move_in(giving.Past(entry.reference, entry.amount, entry.on, entry.interval), member, by=by)


def _counts(planned: Plan) -> str:
    return f"{planned.members} members, {planned.gifts} gifts"


def _member(entry: ListedRow) -> Member:
    """The member of this address. What we know already is not overwritten by another system's list."""
    member, new = Member.objects.get_or_create(email=entry.email, defaults={"name": entry.name})
    changed = []
    if not new and not member.name and entry.name:
        member.name = entry.name
        changed.append("name")
    # Who took it back here has said so after that list was made.
    if entry.consented and not (member.consented_at or member.withdrawn_at):
        member.agree(_("Moved in from another system"), Member.Where.LIST, noon(entry.consented))
        changed += CONSENT
    if changed:
        member.save(update_fields=changed)
    if new and entry.on:
        Member.objects.filter(pk=member.pk).update(since=noon(entry.on))
    return member


def _known(entries: list[ListedRow]) -> tuple[set[str], dict[str, str]]:
    """Addresses that are members', and whose the references are that have been taken in. In few queries."""
    emails: set[str] = set()
    references: dict[str, str] = {}
    for start in range(0, len(entries), 500):
        part = entries[start : start + 500]
        known = Member.objects.filter(email__in={entry.email for entry in part})
        emails |= set(known.values_list("email", flat=True))
        lines = Payment.objects.filter(
            provider=giving.IMPORTED, reference__in={entry.reference for entry in part if entry.reference}
        )
        references |= dict(lines.values_list("reference", "donation__member__email"))
    return emails, references
