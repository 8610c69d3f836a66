"""What the summary of a gift is made of: its promise, all lines of its ledger, all its status reports."""

from collections.abc import Iterable
from typing import Any

from membership.models.donation import Donation
from membership.models.due import first_open, paid_at
from membership.models.payment import Payment
from membership.models.status import status_of
from membership.models.status_report import StatusReport

#: What it repeats of the donation, so that one index holds what a list is filtered and sorted by.
COPIED = ("interval", "promised_at")


def summed_up(
    donation: Donation, payments: Iterable[Payment], reports: Iterable[StatusReport]
) -> dict[str, Any]:
    """The columns of its summary but the first, from all of its payments and status reports in any order."""
    lines, told = list(payments), sorted(reports, key=lambda one: (one.asked_at, one.pk))
    paid = paid_at(lines)
    latest = told[-1] if told else None
    changed = [one.minor for one in told if one.minor] if donation.interval != "once" else []
    ledger = {"ledger_minor": sum(line.minor for line in lines), "payments": len(paid)}
    failures = sum(line.kind == "failed" for line in lines)
    state = latest.state if latest else ""
    status = status_of(repeats=donation.interval != "once", state=state, failures=failures, **ledger)
    return {
        **{name: getattr(donation, name) for name in COPIED},
        **ledger,
        "status": status.value,
        "recorded_at": max((line.recorded_at for line in lines if line.minor > 0), default=None),
        "state": state,
        "asked_at": latest.asked_at if latest else None,
        "told_by": latest.told_by if latest else "",
        "next_at": latest.next_at if latest else None,
        "ends_at": latest.ends_at if latest else None,
        "minor": changed[-1] if changed else donation.minor,
        "card_until": next((one.card_until for one in reversed(told) if one.card_until), ""),
        "due_at": first_open(donation, lines, told),
    }
