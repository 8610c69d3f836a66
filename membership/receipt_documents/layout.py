"""What stands where on a paper, as finished strings: the same for HTML and PDF."""

from dataclasses import dataclass
from typing import Literal

from membership.countries.wording import fill
from membership.money import Money
from membership.receipt_documents import formats
from membership.receipt_documents.paper import Paper


@dataclass(frozen=True, slots=True)
class PaperLayout:
    mark: str
    #: Where the list of gifts stands. A paper of one page has one gift and no list, or its list on an annex.
    table: Literal["here", "annex", "none"]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: (label, text, whether it is the sum that counts)
    sums: tuple[tuple[str, str, bool], ...]
    annex: str
    signed_at: str


def layout(paper: Paper, *, void: bool = False) -> PaperLayout:
    """`void`: the receipt was voided after it was issued; what is sealed stays, the page says so."""
    benefit = any(line.benefit for line in paper.lines)
    names = ("date", "reference", "benefit", "amount") if benefit else ("date", "reference", "amount")
    return PaperLayout(
        mark=paper.label("void") if void or paper.kind == "void" else paper.mark,
        table=_table(paper),
        heads=tuple(paper.label(name) for name in names),
        rows=tuple(_row(paper, index, benefit=benefit) for index in range(len(paper.lines))),
        sums=_sums(paper),
        annex=fill(paper.label("annex"), {"number": paper.number, "date": _day(paper, paper.issued_on)}),
        signed_at=", ".join(part for part in (paper.place, _day(paper, paper.issued_on)) if part),
    )


def _table(paper: Paper) -> Literal["here", "annex", "none"]:
    if not paper.one_page:
        return "here"
    return "annex" if len(paper.lines) > 1 else "none"


def _row(paper: Paper, index: int, *, benefit: bool) -> tuple[str, ...]:
    line = paper.lines[index]
    amount = _money(paper, line.minor)
    reference = f"{line.reference} ({line.note})" if line.note else line.reference
    if benefit:
        worth = _money(paper, line.benefit) if line.benefit else "–"
        return (_day(paper, line.date), reference, worth, amount)
    return (_day(paper, line.date), reference, amount)


def _sums(paper: Paper) -> tuple[tuple[str, str, bool], ...]:
    name = "total" if paper.kind in {"gift", "annual"} else "returned"
    found = [(paper.label(name), _money(paper, paper.total), not paper.shows_eligible)]
    if paper.words:
        found.append((paper.label("words"), paper.words, False))
    if paper.shows_eligible:
        found.append((paper.label("eligible"), _money(paper, paper.eligible), True))
    return tuple(found)


def _money(paper: Paper, minor: int) -> str:
    return formats.money(Money(minor, paper.currency), paper.language)


def _day(paper: Paper, iso: str) -> str:
    return formats.day(iso, paper.language, sheet=paper.sheet)
