"""What needs a hand, counted for the page “Gifts”: nobody is named there."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership.books import discrepancies, reports
from membership.books.reports import Board
from membership.models import Terms
from membership.money import locales
from newsroom.models import User


@dataclass(frozen=True)
class Need:
    name: str
    #: How many need a hand; none where it is only to be known.
    count: int
    told: str
    url: str = ""
    link: str = ""
    #: The books are wrong; else somebody only has to be reminded.
    wrong: bool = False


def needs(user: User, board: Board) -> list[Need]:
    """A fixed number of queries, and those of `discrepancies`."""
    now, terms = timezone.now(), Terms.current()
    days = terms.remind_after_days
    found = _expected(user, terms.expected_from_one_place(now), terms.expected_until)
    cards, a_month = reports.run_out(board.currency, now)
    if cards:
        told = ngettext("%(count)s gift, %(amount)s a month", "%(count)s gifts, %(amount)s a month", cards)
        told %= {"count": cards, "amount": board.money(a_month)}
        found.append(Need(_("Card expired"), cards, told, *_list(user, "card-expired")))
    if pledges := reports.overdue(board.currency, now, days):
        told = ngettext(
            "%(count)s pledge older than %(days)s days", "%(count)s pledges older than %(days)s days", pledges
        )
        told %= {"count": pledges, "days": days}
        found.append(Need(_("Pledge not paid"), pledges, told, *_list(user, "overdue")))
    return found + _discrepancies(user)


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
    return [Need(_("Many gifts from one place are expected"), 0, told, url, _("Look") if may else "")]


def _discrepancies(user: User) -> list[Need]:
    url = _findings_page(user)
    return [
        Need(
            one.title,
            one.number,
            one.words,
            url,
            _("Settle") if url else "",
            one.kind in discrepancies.MATTERS,
        )
        for one in discrepancies.open_counts()
    ]


def _list(user: User, status: str) -> tuple[str, str]:
    if not user.has_perm("membership.view_donation"):
        return "", ""
    return f"{reverse('admin:membership_donation_changelist')}?standing={status}", _("See list")


def _findings_page(user: User) -> str:
    """Where discrepancies are settled, if this person may go there."""
    if not user.has_perm("membership.view_donation"):
        return ""
    return reverse("admin:membership_discrepancies")
