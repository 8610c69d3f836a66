"""A Paper from a rule, the two parties and the money: the only place where a receipt is put into words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from membership.countries import benefits
from membership.countries.parties import Donor, Issuer
from membership.countries.required_particulars import needs_address
from membership.countries.rule import Kind, Rule, Token
from membership.countries.wording import fill, language_of, said
from membership.money import EXPONENTS, Money
from membership.receipt_documents import formats
from membership.receipt_documents.in_words import MOST, in_words
from membership.receipt_documents.labels import labels_of, methods_of
from membership.receipt_documents.merging import Entry, day_of, merge
from membership.receipt_documents.paper import GiftLine, Paper, Party, Sentence

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Draft:
    rule: Rule
    issuer: Issuer
    donor: Donor
    kind: Kind
    language: str
    lines: tuple[GiftLine, ...]
    total: Money
    eligible: Money
    benefit: Money
    tokens: frozenset[Token]
    part: bool

    @property
    def certifies(self) -> bool:
        return self.kind in {"gift", "annual"}

    def on(self, iso: str) -> str:
        return formats.day(iso, self.language, sheet=self.rule.sheet)

    def money(self, amount: Money) -> str:
        return formats.money(amount, self.language)


def compose(
    rule: Rule,
    issuer: Issuer,
    donor: Donor,
    entries: Iterable[Entry],
    *,
    number: str,
    kind: Kind,
    issued_at: datetime,
    live: bool = True,
    answers: str = "",
    part: bool = False,
    benefit_text: str = "",
    token: bool = False,
    language: str = "",
    year: int | None = None,
) -> Paper:
    """The finished paper. Ask `countries.problems` first: nothing is refused here but a mix of currencies.

    `entries` hold what is certified (or, for `back` and `void`, what no longer is) with refunds as negative
    entries; `answers` is the number of the receipt that this one replaces, gives back on or voids, `part`
    whether that one counts for the rest; `year` bounds an annual paper. Raises ValueError for no entries or
    more than one currency.
    """
    told = list(entries)
    draft = _draft(rule, issuer, donor, told, kind=kind, language=language, token=token, part=part)
    labels = labels_of(draft.language)
    values = _values(draft, day_of(issued_at, issuer.zone), year) | {
        "number": number,
        "answers": answers,
        "benefit_text": benefit_text,
        "method": methods_of((one.method for one in told if one.amount.minor > 0), draft.language),
    }
    return Paper(
        rule=rule.slug,
        number=number,
        kind=kind,
        title=fill(rule.titles[kind][draft.language], values),
        language=draft.language,
        currency=draft.total.currency,
        issuer=_issuer(draft),
        # An address that the rule does not ask for is not written down a second time.
        donor=Party(
            donor.name, donor.lines() if needs_address(rule, draft.total, declared=donor.declared) else ()
        ),
        lines=draft.lines,
        total=draft.total.minor,
        eligible=draft.eligible.minor,
        statements=_statements(draft, values),
        issued_on=day_of(issued_at, issuer.zone),
        labels=tuple(sorted(labels.items())),
        facts=_facts(draft, labels, values),
        shows_eligible=rule.shows_eligible and draft.certifies,
        words=values["words"] if rule.in_words else "",
        signatory=issuer.details.get("signatory", "") if rule.signed and draft.certifies else "",
        place=issuer.details.get("place_of_issue", "") if rule.place_of_issue else "",
        mark="" if live else labels["practice"],
        answers=answers,
        sheet=rule.sheet,
        one_page=rule.one_page and draft.certifies,
    )


def _draft(
    rule: Rule,
    issuer: Issuer,
    donor: Donor,
    told: list[Entry],
    *,
    kind: Kind,
    language: str,
    token: bool,
    part: bool,
) -> _Draft:
    if not told:
        raise ValueError("A paper is about money: give it at least one entry.")
    chosen, currency = language_of(rule, language or issuer.language), told[0].amount.currency
    if kind in {"gift", "annual"}:
        note = rule.line_note.get(chosen, "")
        lines = tuple(replace(line, note=note) for line in merge(told, issuer.zone).lines)
    else:
        lines = tuple(
            GiftLine(day_of(one.at, issuer.zone), one.reference, abs(one.amount.minor)) for one in told
        )
    total = benefit = eligible = 0
    tokens: set[Token] = {"annual" if kind == "annual" else "gift"}
    for line in lines:
        amount, worth = Money(line.minor, currency), Money(line.benefit, currency)
        year = date.fromisoformat(line.date).year
        total, benefit = total + line.minor, benefit + line.benefit
        eligible += benefits.eligible(rule, amount, worth, year, token=token).minor
        tokens |= benefits.tokens_of(rule, amount, worth, year, token=token)
    if donor.declared and eligible:
        tokens.add("declared")
    if issuer.details.get("project"):
        tokens.add("sponsored")
    return _Draft(
        rule,
        issuer,
        donor,
        kind,
        chosen,
        lines,
        Money(total, currency),
        Money(eligible if kind in {"gift", "annual"} else 0, currency),
        Money(benefit, currency),
        _settled(tokens),
        part,
    )


def _settled(tokens: set[Token]) -> frozenset[Token]:
    """Gifts are judged one by one; one of them with a benefit that counts makes the paper one with a
    benefit."""
    if "benefit" in tokens:
        return frozenset(tokens - {"plain", "token"})
    return frozenset(tokens - {"plain"} if "token" in tokens else tokens)


def _values(draft: _Draft, issued_on: str, year: int | None) -> dict[str, str]:
    first, last = (draft.lines[0].date, draft.lines[-1].date) if draft.lines else (issued_on, issued_on)
    if year:
        first, last = f"{year}-01-01", f"{year}-12-31"
    details = {
        key: draft.on(text) if _ISO_DAY.fullmatch(text) else text
        for key, text in draft.issuer.details.items()
    }
    return {
        **details,
        "issuer": draft.issuer.name,
        "donor": draft.donor.name,
        "amount": draft.money(draft.total),
        "eligible": draft.money(draft.eligible),
        "benefit": draft.money(draft.benefit),
        # HMRC pays 25p on the pound; parts of a penny are left.
        "gift_aid": draft.money(replace(draft.eligible, minor=draft.eligible.minor // 4)),
        "date": draft.on(issued_on),
        "from": draft.on(first),
        "to": draft.on(last),
        "year": str(year or first[:4]),
        "words": _words(draft.total, draft.language),
    }


def _words(amount: Money, language: str) -> str:
    """In words while there are words: above a thousand million the figure has to do."""
    return in_words(amount, language) if amount.minor <= MOST * 10 ** EXPONENTS[amount.currency] else ""


def _statements(draft: _Draft, values: dict[str, str]) -> tuple[Sentence, ...]:
    if not draft.certifies:
        name = "voided" if draft.kind == "void" else "part" if draft.part else "back"
        return (Sentence("body", fill(labels_of(draft.language)[name], values)),)
    found = said(draft.rule, draft.language, draft.issuer.wording, draft.tokens, values)
    return tuple(Sentence(place, text) for place, text in found)


def _issuer(draft: _Draft) -> Party:
    details = draft.issuer.details
    facts = [
        (detail.on_paper[draft.language], details[detail.key])
        for detail in draft.rule.details
        if draft.language in detail.on_paper and details.get(detail.key)
    ]
    return Party(draft.issuer.name, draft.issuer.address, tuple(facts))


def _facts(draft: _Draft, labels: dict[str, str], values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found = [(labels["number"], values["number"]), (labels["issued"], values["date"])]
    if draft.certifies:
        single = draft.kind == "gift" and len({line.date for line in draft.lines}) == 1
        span = values["from"] if single else f"{values['from']} – {values['to']}"
        found.append((labels["received" if single else "period"], span))
    if draft.rule.place_of_issue and values.get("place_of_issue"):
        found.append((labels["place"], values["place_of_issue"]))
    if values["answers"]:
        name = "answers" if draft.certifies else "corrects" if draft.part else "voids"
        found.append((labels[name], values["answers"]))
    return tuple(found)
