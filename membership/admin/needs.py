"""What needs a hand, counted for the page “Gifts”: nobody is named there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from membership import figures, locales
from membership.figures import Board
from membership.findings import KINDS, MATTERS, Finding, open_now
from membership.models import Terms
from membership.money import Money
from newsroom.models import User

#: Seconds for which what needs a hand is counted once; its own page asks each time.
COUNTED_FOR = 60


@dataclass(frozen=True)
class Need:
    name: str
    told: str
    url: str = ""
    link: str = ""
    #: The books are wrong; else somebody only has to be reminded.
    wrong: bool = False


def needs(user: User, board: Board) -> list[Need]:
    """A fixed number of queries, and those of `findings`."""
    now, terms = timezone.now(), Terms.current()
    days = terms.remind_after_days
    found = _expected(user, terms.expected_from_one_place(now), terms.expected_until)
    cards, a_month = figures.run_out(board.currency, now)
    if cards:
        told = ngettext("%(count)s gift, %(amount)s a month", "%(count)s gifts, %(amount)s a month", cards)
        told %= {"count": cards, "amount": board.money(a_month)}
        found.append(Need(_("Card expired"), told, *_list(user, "card-expired")))
    if pledges := figures.overdue(board.currency, now, days):
        told = ngettext(
            "%(count)s pledge older than %(days)s days", "%(count)s pledges older than %(days)s days", pledges
        )
        told %= {"count": pledges, "days": days}
        found.append(Need(_("Pledge not paid"), told, *_list(user, "overdue")))
    return found + _findings(user)


def _expected(user: User, gifts: int, until: datetime | None) -> list[Need]:
    """While staff expect many gifts from one place, everybody at the desk sees that the gate is wider."""
    if not gifts or until is None:
        return []
    told = _("%(gifts)s an hour without proof, until %(day)s") % {
        "gifts": gifts,
        "day": locales.moment(until, short=True),
    }
    may = user.has_perm("membership.view_terms")
    url = reverse("admin:membership_terms_change", args=[1]) if may else ""
    return [Need(_("Many gifts from one place are expected"), told, url, _("Look") if may else "")]


def _findings(user: User) -> list[Need]:
    told = cache.get_or_set(f"membership.needs:{get_language()}", _counts, COUNTED_FOR) or []
    url = _findings_page(user)
    return [
        Need(title, counted, url, _("Settle") if url else "", kind in MATTERS)
        for kind, title, counted in told
    ]


def _counts() -> list[tuple[str, str, str]]:
    """Of each kind: what it is called, and how many there are and what they come to."""
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for one in open_now():
        by_kind[one.kind].append(one)
    return [(kind, str(by_kind[kind][0].title), _counted(by_kind[kind])) for kind in KINDS if kind in by_kind]


def _counted(found: list[Finding]) -> str:
    told = ngettext("%(count)s case", "%(count)s cases", len(found)) % {"count": len(found)}
    amounts = [
        one.amount for one in found if one.amount and one.amount.currency == settings.MEMBERSHIP_CURRENCY
    ]
    if not amounts:
        return told
    total = Money(sum(abs(amount.minor) for amount in amounts), settings.MEMBERSHIP_CURRENCY)
    return f"{told}, {total}"


def _list(user: User, standing: str) -> tuple[str, str]:
    if not user.has_perm("membership.view_donation"):
        return "", ""
    return f"{reverse('admin:membership_donation_changelist')}?standing={standing}", _("See list")


def _findings_page(user: User) -> str:
    """Where findings are settled, if this person may go there."""
    if not user.has_perm("membership.view_donation"):
        return ""
    return reverse("admin:membership_findings")
