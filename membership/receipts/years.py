"""A member's year: every line of the ledger and what is left, and the same as a paper that is no receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership import countries
from membership.models import Issuer, Member, Payment
from membership.money import Money
from membership.periods import midnight
from membership.receipt_documents import GiftLine, Paper, Party, Sentence
from membership.receipt_documents.labels import LABELS, labels_of
from membership.receipt_documents.merging import day_of
from newsroom.models import Imprint


@dataclass(frozen=True)
class Year:
    """A member's money of a calendar year as the ledger has it: each line, and what is left by currency."""

    year: int
    lines: list[Payment]
    sums: list[Money]


def statement(member: Member, year: int) -> Year:
    since, until = new_year(year), new_year(year + 1)
    lines = list(money_of(member).filter(at__gte=since, at__lt=until).order_by("at", "pk"))
    return Year(year, lines, _sums(lines))


def given_in(member: Member, year: int) -> list[Money]:
    """What came in that year less what went back, in each currency."""
    return statement(member, year).sums


def practised_in(member: Member, year: int) -> list[Money]:
    """The same of gifts that no money moved for: the demo's, and those of a provider's test mode."""
    lines = Payment.objects.money().filter(donation__live=False, donation__member__in=member.rows())
    return _sums(lines.filter(at__gte=new_year(year), at__lt=new_year(year + 1)))


def years(member: Member) -> list[int]:
    """Every year that money of theirs moved in, the latest first."""
    return sorted({timezone.localtime(at).year for at in money_of(member).values_list("at", flat=True)})[::-1]


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
        statements=(Sentence("foot", _("This page is a list for you. For the tax, use the receipts.")),),
        issued_on=f"{timezone.localdate()}",
        labels=tuple(sorted(labels.items())),
        shows_eligible=False,
        sheet=countries.rule(issuer.rule).sheet if issuer else "A4",
    )


def _receiver(issuer: Issuer | None) -> Party:
    if issuer is None:
        return Party(Imprint.current().name)
    return Party(issuer.name, tuple(line for line in issuer.address.splitlines() if line.strip()))


def _line(line: Payment) -> GiftLine:
    what = "" if line.kind == Payment.Kind.PAYMENT else str(line.get_kind_display())
    day = day_of(line.at, ZoneInfo(settings.TIME_ZONE))
    return GiftLine(day, line.donation.reference, line.minor, note=what)


def money_of(member: Member) -> QuerySet[Payment]:
    found: QuerySet[Payment] = (
        Payment.objects.live().money().filter(donation__member__in=member.rows()).select_related("donation")
    )
    return found


def _sums(lines: Iterable[Payment]) -> list[Money]:
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.currency] = sums.get(line.currency, 0) + line.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def new_year(year: int) -> datetime:
    return midnight(date(year, 1, 1))
