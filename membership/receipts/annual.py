"""A year as one paper: every gift of a member, refunds taken off, rows that are one person added up."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import countries, letters, receipt_documents
from membership.models import Donation, Issuer, Letter, Member, Payment, Receipt, Tier, YearAnswer
from membership.money import Money
from membership.providers import IMPORTED
from membership.receipt_documents import Entry, Paper, Sentence
from membership.receipts import years
from membership.receipts.issuing import write_void
from membership.receipts.numbering import write
from membership.receipts.parties import donor_of, in_return, issuer_of, tiers
from membership.refusals import Refused
from newsroom.models import User

Result = YearAnswer.Result


def require_sum_up(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.void_receipt"):
        raise PermissionDenied(_("Issuing annual receipts needs a permission of its own."))


def lines_of(member: Member, year: int, currency: str) -> list[Payment]:
    """What came from a member in a year, where the newsroom is, and whatever went back on it since."""
    first, after = years.new_year(year), years.new_year(year + 1)
    theirs = list(
        Payment.objects.live()
        .money()
        .filter(donation__member__in=member.rows(), currency=currency)
        # The other system has certified what came through it.
        .exclude(donation__provider=IMPORTED)
        .select_related("donation__member")
        .order_by("at", "pk")
    )
    came = [line for line in _came(theirs) if first <= line.at < after]
    known = {(line.provider, line.reference) for line in came}
    return came + [line for line in theirs if (line.provider, line.of) in known]


@dataclass(frozen=True)
class Weighed:
    """What asking for a year would lead to: WRITTEN, or why not; nothing is written by asking."""

    result: YearAnswer.Result
    reason: str = ""
    before: Receipt | None = None


def weigh(member: Member, year: int, currency: str) -> Weighed:
    """For all donors at once: who has a receipt for each gift keeps those, and gets no second one unasked."""
    lines, before = lines_of(member, year, currency), _valid(member, year, currency)
    if not lines:
        return Weighed(Result.ELSEWHERE, _("Other systems have certified what came through them."))
    total = sum(line.minor for line in lines)
    if total <= 0:
        return Weighed(Result.NOTHING, nothing_left(year))
    if _still_holds(before, lines):
        return Weighed(Result.STANDS, before=before[0])
    if not before and _each_has_one(lines):
        return Weighed(Result.EACH, _("Issue the year’s from the page of a gift if they ask for it."))
    issuer = Issuer.current()
    if issuer is None:
        return Weighed(Result.REFUSED, _no_issuer())
    found = _in_the_way(issuer, lines, total, tiers())
    return Weighed(Result.REFUSED, " ".join(found)) if found else Weighed(Result.WRITTEN)


def annual(
    member: Member, year: int, *, currency: str = "", by: User | None = None, mailed: bool = True
) -> Receipt:
    """The paper for a year: the one that stands if nothing has changed, else a new one in its place.

    A donor may ask for their own (`by` None). Raises Refused with what is missing, PermissionDenied. If
    nothing is left of the year, the one that stands is voided all the same, its donor is told by mail, and
    the refusal says so. `mailed`: whether a new paper goes out by mail at once.
    """
    if by is not None:
        require_sum_up(by)
    if year >= timezone.localdate().year:
        raise Refused(_("The year is not over. Ask again in January."))
    issuer = Issuer.current()
    if issuer is None:
        raise Refused(_no_issuer())
    currency = currency or settings.MEMBERSHIP_CURRENCY
    with transaction.atomic():
        # Nothing goes back meanwhile. Gifts first, as everywhere (numbering.hold).
        theirs = Donation.objects.select_for_update(no_key=True).filter(member__in=member.rows())
        list(theirs.order_by("pk").values_list("pk", flat=True))
        member = Member.objects.select_for_update(no_key=True).get(pk=member.rows()[0])
        lines = lines_of(member, year, currency)
        before = _valid(member, year, currency)
        if sum(line.minor for line in lines) > 0:
            return _anew(issuer, member, year, lines, before=before, by=by, mailed=mailed)
        for paper in _void(before, by):
            # Nothing takes its place, so this is the mail that says so.
            if member.email:
                letters.write(Letter.Kind.RECEIPT, member=member, receipt=paper)
    # After the void is written for good: a refusal inside would undo it.
    nothing = nothing_left(year)
    if before:
        nothing += " " + _("%(name)s has been voided.") % {"name": before[-1].name}
    raise Refused(nothing)


def _anew(
    issuer: Issuer,
    member: Member,
    year: int,
    lines: list[Payment],
    *,
    before: list[Receipt],
    by: User | None,
    mailed: bool,
) -> Receipt:
    if _still_holds(before, lines):
        return before[0]
    offered = tiers()
    if found := _in_the_way(issuer, lines, sum(line.minor for line in lines), offered):
        raise Refused(" ".join(found))
    _void(before, by)
    receipt = _write(issuer, member, year, lines, offered, before=before[-1] if before else None, by=by)
    if mailed:
        letters.write(Letter.Kind.RECEIPT, member=member, receipt=receipt)
    return receipt


def _still_holds(before: list[Receipt], lines: list[Payment]) -> bool:
    return len(before) == 1 and {line.payment_id for line in before[0].lines.all()} == {
        line.pk for line in lines
    }


def _each_has_one(lines: list[Payment]) -> bool:
    given = Receipt.objects.filter(kind=Receipt.Kind.GIFT, lines__payment__in=_came(lines))
    valid = given.exclude(answers__kind=Receipt.Kind.VOID)
    return valid.values("lines__payment").distinct().count() == len(_came(lines))


def nothing_left(year: int) -> str:
    return _("Nothing is left of what came in %(year)s.") % {"year": year}


def _no_issuer() -> str:
    return _("Name the organisation that receives the money, under Membership.")


def _write(
    issuer: Issuer,
    member: Member,
    year: int,
    lines: list[Payment],
    offered: list[Tier],
    *,
    before: Receipt | None,
    by: User | None,
) -> Receipt:
    rule = countries.rule(issuer.rule)
    given = [in_return(line, offered).text for line in _came(lines)]
    singles = _singles(lines)
    if rule.once:
        for single in singles:
            write_void(single, by=by, reason=_("The receipt of the year takes its place."))
    return write(
        issuer,
        lambda number, at: _summing_up(
            receipt_documents.compose(
                rule,
                issuer_of(issuer),
                _donor(lines),
                [_entry(line, offered) for line in lines],
                number=number,
                kind="annual",
                issued_at=at,
                answers=before.name if before else "",
                benefit_text=", ".join(filter(None, dict.fromkeys(given))),
                year=year,
            ),
            [] if rule.once else singles,
        ),
        kind=Receipt.Kind.ANNUAL,
        lines=lines,
        member=member,
        for_year=year,
        of=before,
        by=by,
    )


def _singles(lines: list[Payment]) -> list[Receipt]:
    """The receipts of single gifts that stand for these payments."""
    given = Receipt.objects.filter(kind=Receipt.Kind.GIFT, lines__payment__in=_came(lines))
    return list(given.exclude(answers__kind=Receipt.Kind.VOID).order_by("year", "number"))


def _summing_up(paper: Paper, singles: list[Receipt]) -> Paper:
    """The paper says which receipts it sums up, so that nobody takes it for another one."""
    if not singles:
        return paper
    said = paper.label("sums_up").format(numbers=", ".join(single.name for single in singles))
    return replace(paper, statements=(*paper.statements, Sentence("foot", said)))


def _void(before: list[Receipt], by: User | None) -> list[Receipt]:
    return [write_void(receipt, by=by, reason=_("Money has moved since.")) for receipt in before]


def _in_the_way(issuer: Issuer, lines: list[Payment], total: int, offered: list[Tier]) -> list[str]:
    given = [in_return(line, offered) for line in _came(lines)]
    currency = lines[0].currency
    return countries.problems(
        countries.rule(issuer.rule),
        issuer_of(issuer),
        _donor(lines),
        Money(total, currency),
        benefit=Money(sum(one.value.minor for one in given), currency),
        benefit_text=", ".join(one.text for one in given if one.text),
        annual=True,
        on=timezone.localdate(),
    )


def _donor(lines: list[Payment]) -> countries.Donor:
    """As the latest gift of the year names them, whatever went back since of an older one."""
    return donor_of(_came(lines)[-1].donation, lines[0])


def _came(lines: list[Payment]) -> list[Payment]:
    return [line for line in lines if line.kind == Payment.Kind.PAYMENT]


def _entry(line: Payment, offered: list[Tier]) -> Entry:
    """Under the provider's number, which tells two instalments of one gift apart."""
    came = line.kind == Payment.Kind.PAYMENT
    return Entry(
        at=line.at,
        reference=line.reference if came else f"{line.reference}-",
        amount=line.amount,
        of="" if came else line.of,
        benefit=in_return(line, offered).value if came else None,
    )


def _valid(member: Member, year: int, currency: str) -> list[Receipt]:
    """One at the most, save where rows have become one person after each had its year."""
    of_it = Receipt.objects.filter(member__in=member.rows(), for_year=year, currency=currency)
    return list(of_it.exclude(answers__kind=Receipt.Kind.VOID).order_by("pk"))
