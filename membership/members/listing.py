"""A member's year as a paper to keep: a list of every line, and no receipt."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership import countries
from membership.members.about import statement
from membership.models import Issuer, Member, Payment
from membership.papers import Line, Paper, Party, Statement
from membership.papers.labels import LABELS, labels_of
from membership.papers.merging import day_of
from newsroom.models import Imprint


def year_as_paper(member: Member, year: int, currency: str) -> Paper | None:
    """What the page of the year shows, in one currency; None if no money moved in it.

    It bears no number and no seal, and says that it is no receipt: nothing is issued by looking at it.
    """
    lines = [line for line in statement(member, year).lines if line.currency == currency]
    if not lines:
        return None
    issuer = Issuer.current()
    language = (get_language() or "").partition("-")[0]
    language = language if language in LABELS else "en"
    labels = {**labels_of(language), "donor": _("Given by"), "date": _("Day"), "total": _("In all")}
    return Paper(
        rule="",
        number=_("A list, no receipt"),
        kind="annual",
        title=_("Your gifts in %(year)s") % {"year": year},
        language=language,
        currency=currency,
        issuer=_receiver(issuer),
        donor=Party(member.name or member.email),
        lines=tuple(_line(line) for line in lines),
        total=sum(line.minor for line in lines),
        eligible=0,
        statements=(Statement("foot", _("This page is a list for you. For the tax, use the receipts.")),),
        issued_on=f"{timezone.localdate()}",
        labels=tuple(sorted(labels.items())),
        shows_eligible=False,
        sheet=countries.rule(issuer.rule).sheet if issuer else "A4",
    )


def _receiver(issuer: Issuer | None) -> Party:
    if issuer is None:
        return Party(Imprint.current().name)
    return Party(issuer.name, tuple(line for line in issuer.address.splitlines() if line.strip()))


def _line(line: Payment) -> Line:
    what = "" if line.kind == Payment.Kind.PAYMENT else str(line.get_kind_display())
    day = day_of(line.at, ZoneInfo(settings.TIME_ZONE))
    return Line(day, line.donation.reference, line.minor, note=what)
