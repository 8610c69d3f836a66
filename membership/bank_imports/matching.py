"""Which gift a credit is for, by the reference that its donor copied; and why it is booked or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from typing import Literal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import giving
from membership.bank_files import Credit, waiting_word
from membership.bank_imports.booked import as_told, in_parts, of_references, payments_of, taken
from membership.bank_imports.likeness import ONE_ENTRY
from membership.bank_imports.mistyping import Mistyped
from membership.bank_imports.naming import gifts_named, known_prefixes
from membership.bank_imports.twins import twins
from membership.models import BankCredit, Donation, Payment
from membership.models.due import days_of
from membership.money import Money, locales
from membership.providers import PLEDGE
from membership.transfers import references

Outcome = Literal[
    "books",
    "again",
    "paid",
    "unclear",
    "pending",
    "currency",
    "several",
    "mistyped",
    "unknown",
    "elsewhere",
    "unmatched",
]


@dataclass(frozen=True)
class MatchedCredit:
    credit: Credit
    outcome: Outcome
    donation: Donation | None = None
    #: Why it is not booked; or what is worth saying though it is.
    why: str = ""


def match(told: Iterable[Credit]) -> list[MatchedCredit]:
    """What becomes of each credit, in the order in which they are booked. Nothing is written.

    A gift that an earlier line of the same file pays is paid for the later ones.
    """
    return _lines(list(told), known_prefixes())


def again(rows: Iterable[BankCredit], all_of_them: QuerySet[BankCredit] | None = None) -> list[MatchedCredit]:
    """Why each of these credits waits, as the books stand now: what would become of them if they were new.
    `all_of_them`: those of which these are a part; those that name the same gifts count too."""
    asked = {row.pk: row for row in rows}
    together, prefixes = dict(asked), known_prefixes()
    named = {name for row in asked.values() for name in references.references_in(row.text, prefixes)}
    if named and all_of_them is not None:
        others = all_of_them.exclude(pk__in=asked).select_related("statement")
        together |= {
            row.pk: row for row in others if named & set(references.references_in(row.text, prefixes))
        }
    told = sorted(together.values(), key=lambda row: (row.booked_on, row.pk))
    lines = _lines([as_told(row) for row in told], prefixes, before=min(together, default=None))
    found = {row.pk: line for row, line in zip(told, lines, strict=True)}
    return [found[pk] for pk in asked]


def _lines(told: list[Credit], prefixes: list[str], before: int | None = None) -> list[MatchedCredit]:
    """`before`: of credits that are in the books, the one before which all others came that count."""
    named_so = of_references(BankCredit, told)
    here = taken(told, named_so) if before is None else {}
    coming = [one for one in told if before is None and (one.account, one.reference) not in here]
    named = [references.references_in(one.text, prefixes) for one in told]
    gifts = gifts_named({reference for found in named for reference in found})
    books = _Books(gifts, here, twins(told, prefixes, named_so, coming))
    books.hold(_of_the_marked(books, before), prefixes)
    waits = [waiting_word(one.text) for one in told]
    return _with_slips([books.line(*some) for some in zip(told, named, waits, strict=True)])


def _of_the_marked(books: _Books, before: int | None) -> list[BankCredit]:
    """Credits that no gift was booked for, of the amounts and about the days that staff marked by hand."""
    marks = [mark for some in books.by_hand.values() for mark in some]
    if not marks:
        return []
    days, minors = zip(*marks, strict=True)
    came = BankCredit.objects.filter(
        currency__in={gift.currency for gift in books.gifts.values()},
        booked_on__range=(min(days) - giving.NEAR, max(days) + giving.NEAR),
    )
    if before is not None:
        came = came.filter(pk__lt=before)
    found = [row for some in in_parts(minors) for row in came.filter(minor__in=some).order_by("pk")]
    booked = payments_of(found)
    return [row for row in found if row.pk not in booked]


def _with_slips(lines: list[MatchedCredit]) -> list[MatchedCredit]:
    """What no gift was found for may bear a reference that is one letter off. It is shown, never booked."""
    mistyped = Mistyped()
    near = {
        (line.credit.account, line.credit.reference): mistyped.near(line.credit.text)
        for line in lines
        if line.outcome in {"unmatched", "unknown"}
    }
    gifts = gifts_named({reference for some in near.values() for reference in some})
    return [
        _slip(line, [gifts[name] for name in near.get((line.credit.account, line.credit.reference), [])])
        for line in lines
    ]


def _slip(line: MatchedCredit, near: list[Donation]) -> MatchedCredit:
    gifts = [gift for gift in near if gift.currency == line.credit.money.currency]
    if not gifts:
        return line
    if len(gifts) > 1:
        told = {"references": ", ".join(gift.reference for gift in gifts)}
        why = _("Its reference is one letter off from several: %(references)s. Ask the donor.") % told
        return MatchedCredit(line.credit, "mistyped", why=why)
    why = _("Its reference is one letter off from this one. It is booked once somebody says so.")
    return MatchedCredit(line.credit, "mistyped", gifts[0], why)


class _Books:
    """Our books as they will be after each line; asked for whole beforehand, so that no line asks anew."""

    def __init__(
        self,
        gifts: dict[str, Donation],
        here: dict[tuple[str, str], BankCredit],
        asked: dict[tuple[str, str], str],
    ) -> None:
        self.gifts, self.here, self.asked = gifts, here, asked
        self.came: dict[int, list[tuple[date, int]]] = defaultdict(list)
        lines = [
            line
            for some in in_parts(gift.pk for gift in gifts.values())
            for line in Payment.objects.filter(donation__in=some).money()
        ]
        #: What staff wrote down without the statement, and did not take back: it may be the very transfer.
        self.by_hand: dict[int, list[tuple[date, int]]] = defaultdict(list)
        #: Credits that wait or were settled because what staff marked stands for them.
        self.held: dict[int, list[tuple[date, int]]] = defaultdict(list)
        went: dict[tuple[int, str], int] = defaultdict(int)
        for line in lines:
            went[line.donation_id, line.of] -= line.minor
        for line in lines:
            on = timezone.localdate(line.at), line.minor
            self.came[line.donation_id].append(on)
            from_statement = line.reference.startswith(giving.BANK)
            by_hand = line.kind == Payment.Kind.PAYMENT and line.recorded_by_id and not from_statement
            if by_hand and went[line.donation_id, line.reference] < line.minor:
                self.by_hand[line.donation_id].append(on)

    def hold(self, waiting: Iterable[BankCredit], prefixes: list[str]) -> None:
        """What staff marked stands for one credit each: for those that earlier files brought first."""
        for row in waiting:
            for reference in references.references_in(row.text, prefixes):
                gift = self.gifts.get(reference)
                if gift is None or gift.currency != row.currency:
                    continue
                marked = self.by_hand[gift.pk]
                one = next((one for one in marked if _fits(row.booked_on, row.minor, *one)), None)
                if one:
                    marked.remove(one)
                    self.held[gift.pk].append((row.booked_on, row.minor))

    def line(self, credit: Credit, named: list[str], waits: str) -> MatchedCredit:
        if before := self.here.get((credit.account, credit.reference)):
            day = locales.day(before.statement.taken_at, short=True)
            return MatchedCredit(credit, "again", why=_("Taken in on %(day)s already.") % {"day": day})
        found = [self.gifts[reference] for reference in named if reference in self.gifts]
        gifts = list({gift.pk: gift for gift in found}.values())
        if why := self.asked.get((credit.account, credit.reference)):
            return MatchedCredit(credit, "unclear", gifts[0] if len(gifts) == 1 else None, why)
        if waits:
            why = _("Its text begins with “%(word)s”. Book it once the money is in the account.")
            return MatchedCredit(
                credit, "pending", gifts[0] if len(gifts) == 1 else None, why % {"word": waits}
            )
        if not named:
            return MatchedCredit(credit, "unmatched", why=_("No reference of ours is in its text."))
        if not gifts:
            told = {"references": ", ".join(named)}
            return MatchedCredit(
                credit, "unknown", why=_("We have given out no such reference: %(references)s.") % told
            )
        if len(gifts) > 1:
            told = {"references": ", ".join(gift.reference for gift in gifts)}
            return MatchedCredit(credit, "several", why=_("It names several gifts: %(references)s.") % told)
        return self._for(credit, gifts[0])

    def _for(self, credit: Credit, gift: Donation) -> MatchedCredit:
        if gift.provider != PLEDGE:
            return MatchedCredit(
                credit, "elsewhere", gift, _("This gift is paid through a provider, not by transfer.")
            )
        if credit.money.currency != gift.currency:
            told = {"currency": gift.currency}
            return MatchedCredit(credit, "currency", gift, _("The gift was promised in %(currency)s.") % told)
        outcome, why = self._recorded(credit, gift)
        if outcome == "books":
            self.came[gift.pk].append((credit.booked_on, credit.money.minor))
        return MatchedCredit(credit, outcome, gift, why or _differs(credit, gift))

    def _recorded(self, credit: Credit, gift: Donation) -> tuple[Outcome, str]:
        """Whether it stands in the ledger already. What staff marked stands for one credit each."""
        came, marked = self.came[gift.pk], self.by_hand[gift.pk]
        day, minor = credit.booked_on, credit.money.minor
        if one := next((one for one in marked if _fits(day, minor, *one)), None):
            marked.remove(one)
            return "paid", _same_transfer(gift, *one)
        if on := next(
            (on for on, held in self.held[gift.pk] if held == minor and abs(day - on) <= ONE_ENTRY), None
        ):
            why = _(
                "A credit of the same amount, of %(day)s, is booked for no gift. Is it the same transfer?"
            )
            return "unclear", why % {"day": locales.day(on, short=True)}
        if (day, minor) in came:
            return "paid", _("The same amount is recorded for that day already. Is it the same transfer?")
        meant = [one for one in marked if _one_instalment(gift, day, one[0])]
        if meant and not self._is_the_rest(credit, gift, meant):
            # The same amount is nearer than any day.
            same = min(meant, key=lambda one: (one[1] != minor, abs(credit.booked_on - one[0])))
            return "unclear", _same_transfer(gift, *same)
        if not gift.repeats and came and sum(paid for _on, paid in came) >= gift.minor:
            last = max(on for on, paid in came if paid > 0)
            return "paid", _("The gift was paid in full on %(day)s.") % {"day": locales.day(last, short=True)}
        return "books", ""

    def _is_the_rest(self, credit: Credit, gift: Donation, marked: list[tuple[date, int]]) -> bool:
        """Together with what came before it is to the penny what was promised, and none of it is alike."""
        day, minor = credit.booked_on, credit.money.minor
        before = sum(came for on, came in self.came[gift.pk] if _one_instalment(gift, day, on))
        return before + minor == gift.amount.minor and minor not in {came for _on, came in marked}


def _fits(booked_on: date, came: int, day: date, minor: int) -> bool:
    """Staff see a transfer some days before or after the day that the statement gives it."""
    return minor == came and abs(booked_on - day) <= giving.NEAR


def _same_transfer(gift: Donation, day: date, minor: int) -> str:
    told = {"amount": Money(minor, gift.currency).exact, "day": locales.day(day, short=True)}
    return _("%(amount)s was marked received by hand on %(day)s. Is it the same transfer?") % told


def _one_instalment(gift: Donation, day: date, other: date) -> bool:
    return not gift.repeats or _instalment(gift, day) == _instalment(gift, other)


def _instalment(gift: Donation, day: date) -> int:
    """The number of the instalment that a payment of this day is meant for."""
    meant = day + giving.EARLY[gift.interval]
    days = islice(days_of(gift), 1, None)
    return sum(1 for _due in takewhile(lambda due: timezone.localdate(due) <= meant, days))


def _differs(credit: Credit, gift: Donation) -> str:
    if credit.money == gift.amount:
        return ""
    return _("%(promised)s was promised. It is booked as it came.") % {"promised": gift.amount.exact}
