"""A file from the bank: looked at as a whole, then taken in line by line, each once."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from membership import bank_files, giving, models
from membership.bank_files import MOST_ACCOUNT, LeftOut, Returned
from membership.bank_imports.booked import MOST_PAYER, MOST_TEXT, of_references, taken
from membership.bank_imports.following import Oddity, oddities, spans
from membership.bank_imports.matching import MatchedCredit, Outcome, match
from membership.bank_imports.returning import Back, judge, with_debits_of_gifts
from membership.bank_imports.twins import not_yet_taken
from membership.money import Money, locales
from newsroom.models import User


class NotAccepted(giving.Refused):
    """Nobody has said yet that what is odd about a statement is all right."""


@dataclass(frozen=True)
class Total:
    outcome: Outcome
    count: int
    #: For each currency.
    amounts: tuple[Money, ...]


@dataclass(frozen=True)
class Preview:
    """What would become of a file. `taken` is set if this very file is in the books."""

    name: str
    statement: bank_files.Statement
    lines: tuple[MatchedCredit, ...]
    #: What took something back and is not here yet, and which payment it is taken for.
    backs: tuple[Back, ...] = ()
    taken: models.BankStatement | None = None
    #: What is odd about its balances.
    odd: tuple[Oddity, ...] = ()

    @property
    def to_take(self) -> bool:
        """Whether any of it is not in the books yet; taking it in may have been interrupted."""
        if any(line.outcome != "again" for line in self.lines) or self.backs:
            return True
        return not self.taken and bool(self.lines or self.statement.balances)

    @property
    def to_accept(self) -> str:
        """What somebody has to have read before it is taken in, a sentence a line; empty: nothing."""
        return "\n".join(one.sentence for one in self.odd if not one.harmless)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return self.statement.left_out

    @property
    def totals(self) -> list[Total]:
        """What is booked first, then the rest, by what becomes of it."""
        counts = Counter(line.outcome for line in self.lines)
        order: tuple[Outcome, ...] = (
            "books", "paid", "unclear", "pending", "several", "currency", "elsewhere", "mistyped", "unknown",
            "unmatched", "again",
        )  # fmt: skip
        return [Total(how, counts[how], self.amount(how)) for how in order if counts[how]]

    def amount(self, *outcomes: Outcome) -> tuple[Money, ...]:
        sums: dict[str, int] = {}
        for line in self.lines:
            if line.outcome in outcomes:
                money = line.credit.money
                sums[money.currency] = sums.get(money.currency, 0) + money.minor
        return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))


@dataclass(frozen=True)
class Report:
    statement: models.BankStatement
    booked: list[models.Payment] = field(default_factory=list)
    #: In the books as credits, and waiting for somebody to say what they are.
    waiting: list[models.BankCredit] = field(default_factory=list)
    #: Here from an earlier statement.
    known: int = 0


def preview(data: bytes, name: str, columns: models.ShownColumns | None = None) -> Preview:
    """What would become of each line. Nothing is written. Raises bank_files.Unreadable with a sentence.

    `columns` are those of a table, as a person has shown them.
    """
    statement = bank_files.read(
        data,
        name,
        currency=settings.MEMBERSHIP_CURRENCY,
        shape=columns.shape if columns else None,
        account=columns.account if columns else "",
    )
    statement = with_debits_of_gifts(statement)
    lines = match(statement.credits)
    backs = judge(not_yet_taken(statement.returned), coming=lines)
    before = models.BankStatement.objects.filter(digest=_digest(data)).first()
    # What is here already has been accepted, and would be told to overlap with itself.
    odd = () if before else tuple(oddities(statement))
    return Preview(name, statement, tuple(lines), tuple(backs), before, odd)


def take_in(
    data: bytes, name: str, by: User, columns: models.ShownColumns | None = None, *, accepted: bool = False
) -> Report:
    """Write every credit and every return down once, and book the credits that match: planned as a whole,
    then line by line. No return is booked back until a person says so.

    What is odd about its balances has to be `accepted`, and is written down with the statement. What was
    interrupted goes on when the same file is chosen again. Once all of it is in the books it is refused, with
    the day of the first time. Raises PermissionDenied, giving.Refused (NotAccepted), bank_files.Unreadable.
    """
    giving.require_receive(by)
    newest = models.Payment.objects.aggregate(newest=Max("pk", default=0))["newest"]
    seen = preview(data, name, columns)
    new = [line for line in seen.lines if line.outcome != "again"]
    if seen.taken and not seen.to_take:
        raise _taken_already(seen.taken)
    if seen.to_accept and not accepted:
        raise NotAccepted(
            _("Something is odd about this statement. Say that you have looked at it, or export it again.")
        )
    row = _begun(seen, _digest(data), by)
    report = Report(row, known=len(seen.lines) - len(new))
    ours: set[int] = set()
    for line in new:
        try:
            credit, payment = _write(row, line, by, newest, ours)
        except IntegrityError as error:
            if not taken([line.credit], of_references(models.BankCredit, [line.credit])):
                raise
            raise _try_again() from error
        if payment is None:
            report.waiting.append(credit)
        else:
            report.booked.append(payment)
            ours.add(payment.pk)
    return report


def book(credit: models.BankCredit, donation: models.Donation, by: User) -> models.Payment:
    """Book a credit for the gift that a person has named. Twice is once. Raises as giving does."""
    return giving.receive_credit(donation, credit, by=by, note=_note(credit.amount, donation))


def _begun(seen: Preview, digest: str, by: User) -> models.BankStatement:
    """The statement with what it takes back, both or neither."""
    returned = [back.told for back in seen.backs]
    try:
        with transaction.atomic():
            row = seen.taken or _statement(seen, digest, by)
            _write_returns(row, returned)
    except IntegrityError as error:
        came = not seen.taken and models.BankStatement.objects.filter(digest=digest).exists()
        if not (came or taken(returned, of_references(models.BankReturn, returned))):
            raise
        # Somebody else was taking in the same file or the same entries at the same moment.
        raise _try_again() from error
    return row


def _statement(seen: Preview, digest: str, by: User) -> models.BankStatement:
    told = seen.statement
    row = models.BankStatement.objects.create(
        name=seen.name[:200],
        digest=digest,
        format=told.format[:10],
        account=told.account[:MOST_ACCOUNT],
        first_day=told.first_day,
        last_day=told.last_day,
        taken_by=by,
        accepted=seen.to_accept or None,
    )
    for span in spans(told):
        models.BankBalance.objects.create(
            statement=row,
            account=span.account,
            currency=span.opening.currency,
            opens_on=span.opens_on,
            opening_minor=span.opening.minor,
            closes_on=span.closes_on,
            closing_minor=span.closing.minor,
        )
    return row


def _write_returns(row: models.BankStatement, returned: Iterable[Returned]) -> None:
    for told in returned:
        models.BankReturn.objects.create(
            statement=row,
            account=told.account,
            reference=told.reference,
            minor=told.money.minor,
            currency=told.money.currency,
            booked_on=told.booked_on,
            payer=told.payer[:MOST_PAYER],
            text=told.text[:MOST_TEXT],
            why=told.why[:MOST_PAYER],
        )


@transaction.atomic
def _write(
    row: models.BankStatement, line: MatchedCredit, by: User, newest: int, ours: set[int]
) -> tuple[models.BankCredit, models.Payment | None]:
    """One line: its credit, and its payment unless it waits. A credit is there if its line is done with.

    `newest` was the ledger's last line when it was planned, `ours` is what this file has booked since then. A
    gift that other money has come for meanwhile is left to a person.
    """
    credit = _credit(row, line)
    credit.save()
    if line.outcome != "books" or line.donation is None:
        return credit, None
    # Locked before it is asked: money that is being recorded at this moment is waited for, and counts.
    gift = models.Donation.objects.select_for_update().get(pk=line.donation.pk)
    since = models.Payment.objects.filter(pk__gt=newest, donation=gift).values_list("pk", flat=True)
    if set(since) - ours:
        return credit, None
    note = _note(line.credit.money, line.donation)
    return credit, giving.receive_credit(line.donation, credit, by=by, note=note)


def _credit(row: models.BankStatement, line: MatchedCredit) -> models.BankCredit:
    told = line.credit
    return models.BankCredit(
        statement=row,
        layout=told.layout,
        account=told.account,
        reference=told.reference,
        minor=told.money.minor,
        currency=told.money.currency,
        booked_on=told.booked_on,
        payer=told.payer[:MOST_PAYER],
        text=told.text[:MOST_TEXT],
    )


def _note(came: Money, donation: models.Donation) -> str:
    """What stands in the ledger where another amount came than was promised."""
    if came == donation.amount:
        return ""
    return _("%(promised)s was promised") % {"promised": donation.amount.exact}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _taken_already(row: models.BankStatement) -> giving.Refused:
    said = _("This file was taken in on %(day)s by %(who)s. Nothing was booked a second time.")
    return giving.Refused(said % {"day": locales.day(row.taken_at, short=True), "who": row.taken_by})


def _try_again() -> giving.Refused:
    return giving.Refused(_("Somebody was taking in some of these lines just now. Choose the file again."))
