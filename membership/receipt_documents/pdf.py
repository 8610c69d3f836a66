"""A paper as a PDF: a quiet letter, A4 or Letter, with embedded letters, the same bytes for the same paper.

Not encrypted, no script, text that can be copied out. What makes it genuine is the seal of the Paper, not
the file.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from membership.receipt_documents import font_files
from membership.receipt_documents.layout import PaperLayout, layout
from membership.receipt_documents.paper import Paper

if TYPE_CHECKING:
    from membership.receipt_documents.sheet import PrintedPages

#: Sizes of the text in points, tried in turn where the law wants one page.
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)


class CannotSet(ValueError):
    """This paper cannot be set as a PDF. The message is a sentence for staff; the HTML shows it whole."""


def as_pdf(paper: Paper, *, void: bool = False) -> bytes:
    """The paper as a file. Raises CannotSet for letters that we have no cut for, or for a paper that must fit
    on one page and does not."""
    from membership.receipt_documents.sheet import PrintedPages  # fpdf2 takes a while to load

    plan = layout(paper, void=void)
    text = " ".join(_texts(paper, plan))
    found = font_files.missing(text)
    if found:
        said = _(
            "The PDF has no letters for “%(letters)s”. Print the page instead, or add a font to "
            "receipt_documents/fonts."
        )
        raise CannotSet(said % {"letters": found})
    wider = font_files.fallbacks(text)
    for size in SIZES if paper.one_page else SIZES[:1]:
        sheet = PrintedPages(paper, size=size, mark=plan.mark, wider=wider)
        try:
            _letter(sheet, paper, plan)
            if paper.one_page and sheet.page > 1:
                continue
            if plan.table == "annex":
                _annex(sheet, plan)
            return sheet.file(at=datetime.fromisoformat(paper.issued_on).replace(tzinfo=UTC))
        finally:
            sheet.put_away()
    raise CannotSet(_("The receipt has to fit on one page and does not. Shorten your own wording."))


def _letter(sheet: PrintedPages, paper: Paper, plan: PaperLayout) -> None:
    sheet.headline(paper.title)
    sheet.paragraphs(paper.said("head"))
    sheet.parties(paper.label("donor"), paper.donor.name, paper.donor.lines, paper.facts)
    if plan.table == "here":
        _table(sheet, plan)
    sheet.sums(plan.sums)
    sheet.paragraphs(paper.said("body"))
    if paper.signatory:
        sheet.signature(paper.label("signature"), plan.signed_at, paper.signatory)
    sheet.paragraphs(paper.said("foot"), small=True)


def _annex(sheet: PrintedPages, plan: PaperLayout) -> None:
    sheet.annex(plan.annex)
    _table(sheet, plan)
    sheet.sums(plan.sums[:1])


def _table(sheet: PrintedPages, plan: PaperLayout) -> None:
    sheet.row(plan.heads, head=True)
    for row in plan.rows:
        if sheet.is_full():
            sheet.add_page()
            sheet.row(plan.heads, head=True)
        sheet.row(row)


def _texts(paper: Paper, plan: PaperLayout) -> list[str]:
    parties = [
        part
        for party in (paper.issuer, paper.donor)
        for part in (party.name, *party.lines, *(text for fact in party.facts for text in fact))
    ]
    said = [one.text for one in paper.statements]
    facts = [text for fact in paper.facts for text in fact]
    rows = [cell for row in (plan.heads, *plan.rows) for cell in row]
    sums = [text for label, value, _counts in plan.sums for text in (label, value)]
    return [paper.title, paper.signatory, plan.mark, plan.signed_at, *parties, *said, *facts, *rows, *sums]
