"""What came and went on the bank's statements, and what the ledger has booked of it."""

from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q
from django.db.models.functions import Cast

from membership import giving
from membership.books.reconciling.agreement import by_currency
from membership.books.reconciling.marked import marked_sums
from membership.models import BankCredit, BankReturn, BankStatement, Payment, Resolution
from membership.models.payment import RETURN
from membership.providers import PLEDGE


def bank_sums() -> dict[str, dict[str, int]]:
    """By currency, in minor units: what came on the bank's statements less what it took back (`bank_minor`),
    without what somebody has settled and booked nowhere; what the ledger has booked of it (`banked_minor`);
    and what staff marked received that is on none of them (`marked_sums`)."""
    last = BankStatement.objects.aggregate(day=Max("last_day"))["day"]
    if last is None:
        return {}
    found = marked_sums(last)
    lines = Payment.objects.live().filter(provider=PLEDGE)
    payments = lines.filter(kind=Payment.Kind.PAYMENT, reference__startswith=giving.BANK)
    back = lines.filter(kind=Payment.Kind.REFUND, reference__startswith=RETURN)
    came = _counted(BankCredit, "credit", Payment.Kind.PAYMENT, giving.credit_expression())
    went = _counted(BankReturn, "returned", Payment.Kind.REFUND, giving.return_expression())
    for name, rows in (
        ("bank_minor", came),
        ("bank_minor", went),
        ("banked_minor", payments),
        ("banked_minor", back),
    ):
        for currency, minor in by_currency(rows, "minor"):
            found[currency][name] += minor
    return found


def _counted(entries: Any, discrepancy: str, kind: str, reference: Any) -> Any:
    """Entries of statements that a line of the ledger has to stand for: settled without one they are not."""
    settled = Resolution.objects.filter(kind=discrepancy, about=Cast(OuterRef("pk"), CharField()))
    line = Payment.objects.filter(provider=PLEDGE, kind=kind, reference=reference)
    return entries.objects.filter(~Exists(settled) | Q(Exists(line)))
