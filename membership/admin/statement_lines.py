"""What a statement's page and its preview say of each line beside what stands in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from membership import bank_imports
from membership.bank_imports import Back, MatchedCredit, Suggestion
from membership.books.discrepancies.ledger import booked, settled
from membership.models import BankCredit, BankReturn, BankStatement, Issuer, Payment, Resolution
from membership.transfers import iban

#: So many lines of a preview are shown; all of them are counted and taken in.
SHOWN = 500
#: Entries of a statement on one page of each of its parts.
ROWS = 50


def proposed(lines: Iterable[MatchedCredit]) -> dict[str, list[Suggestion]]:
    """Gifts that credits without a gift may be for, by the credit's reference."""
    unmatched = [line for line in lines if line.outcome in {"unmatched", "unknown"}][:SHOWN]
    # What is one letter off from a reference of ours is no such line: it is “mistyped”.
    asked = bank_imports.suggestions([(line.credit.payer, line.credit.money, "") for line in unmatched])
    return {line.credit.reference: some for line, some in zip(unmatched, asked, strict=True)}


def parts_of(statement: BankStatement, asked: Mapping[str, str]) -> dict[str, Page[Any]]:
    """“waiting” (credit, why, gifts that it may be for), “booked” (credit, payment), “settled”, and
    “returned”, what this statement takes back: of each the page whose number was `asked` for."""
    told = statement.credits.order_by("booked_on", "pk").values_list("pk", booked(), settled("credit"))
    parts: dict[str, list[int]] = {"waiting": [], "booked": [], "settled": []}
    for pk, is_booked, is_settled in told:
        parts["booked" if is_booked else "settled" if is_settled else "waiting"].append(pk)
    found: dict[str, Page[Any]] = {
        name: Paginator(numbers, ROWS).get_page(asked.get(name)) for name, numbers in parts.items()
    }
    rows = statement.credits.in_bulk([pk for page in found.values() for pk in page])
    for page in found.values():
        page.object_list = [rows[pk] for pk in page]
    paid = bank_imports.payments_of(found["booked"])
    found["booked"].object_list = [(row, paid[row.pk]) for row in found["booked"]]
    waiting = statement.credits.filter(~booked(), ~settled("credit"))
    found["waiting"].object_list = _waiting(list(found["waiting"]), waiting)
    back = list(statement.returns.order_by("booked_on", "pk"))
    found["returned"] = Paginator(back, ROWS).get_page(asked.get("returned"))
    found["returned"].object_list = _returned(list(found["returned"]))
    return found


def asked_beside(found: Mapping[str, Page[Any]]) -> dict[str, str]:
    """How the address of a link to another page of each part begins, so that the other parts stay where they
    are; “here”: how that of this page ends."""
    told = {name: page.number for name, page in found.items() if page.number > 1}
    asked = {name: "".join(f"{one}={told[one]}&" for one in told if one != name) for name in found}
    return {**asked, "here": f"?{urlencode(told)}" if told else ""}


def _waiting(
    rows: list[BankCredit], all_of_them: QuerySet[BankCredit]
) -> list[tuple[BankCredit, str, list[Suggestion]]]:
    lines = bank_imports.again(rows, all_of_them)
    found = proposed(lines)
    return [
        (
            row,
            "" if line.outcome == "books" else line.why,
            _meant(line) + found.get(line.credit.reference, []),
        )
        for row, line in zip(rows, lines, strict=True)
    ]


def _returned(rows: list[BankReturn]) -> list[tuple[BankReturn, Payment | None, Back | None, str]]:
    """Each with its line if it is booked back, what it is taken for while it is open, and why it was left."""
    lines = bank_imports.lines_of(rows)
    about = [str(row.pk) for row in rows]
    settled = dict(Resolution.objects.filter(kind="returned", about__in=about).values_list("about", "note"))
    opened = [row for row in rows if row.pk not in lines and str(row.pk) not in settled]
    judged = dict(zip((row.pk for row in opened), bank_imports.judge_rows(opened), strict=True))
    return [(row, lines.get(row.pk), judged.get(row.pk), settled.get(str(row.pk), "")) for row in rows]


def _meant(line: MatchedCredit) -> list[Suggestion]:
    """The gift whose reference it bears, though it was not booked for it."""
    bookable = line.donation and line.outcome not in {"currency", "elsewhere"}
    return [Suggestion(line.donation, "")] if line.donation and bookable else []


def other_than(account: str) -> str:
    """The newsroom's own IBAN, if the file is plainly of another account; else empty."""
    issuer = Issuer.current()
    own, told = (re.sub(r"\s", "", one).upper() for one in (issuer.iban if issuer else "", account))
    # Some banks name an account without its IBAN: then nothing can be said.
    return iban.written(own) if own and iban.is_iban(told) and told != own else ""
