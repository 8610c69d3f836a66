"""The page itself: margins, letterhead, type. The only file that knows fpdf2."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from fpdf import FPDF, Align, ViewerPreferences, XPos, YPos
from fpdf.fonts import TTFFont

from membership.receipt_documents import font_files
from membership.receipt_documents.paper import Paper

MARGIN, TOP, BOTTOM = 24.0, 18.0, 20.0
INK, FAINT, HAIR, MARKER = (15, 20, 18), (74, 82, 78), (150, 158, 153), (255, 226, 122)
LINE = 1.42
"""Distance of lines, in sizes."""


class PrintedPages(FPDF):
    """Pages of one paper. Lengths in millimetres, sizes in points."""

    def __init__(self, paper: Paper, *, size: float, mark: str, wider: Sequence[Path]) -> None:
        """`wider`: the cuts for letters that the text cut lacks."""
        super().__init__(unit="mm", format=paper.sheet)
        self.paper, self.size, self.stamp = paper, size, mark
        self.add_font("serif", "", font_files.TEXT)
        self.add_font("serif", "B", font_files.STRONG)
        for path in wider:
            self.add_font(path.stem, "", path)
        self.set_fallback_fonts([path.stem for path in wider], exact_match=False)
        self.set_text_shaping(use_shaping_engine=True)
        self.set_margins(MARGIN, TOP, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.set_title(f"{paper.title} {paper.number}")
        self.set_author(paper.issuer.name)
        self.set_producer("newsroom")
        self.set_creator("newsroom")
        self.set_lang(paper.language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.alias_nb_pages("")
        self.add_page()

    def file(self, *, at: datetime) -> bytes:
        """The finished file. Its only date is the day of issue, so the same paper gives the same file."""
        self.set_creation_date(at)
        return bytes(self.output())

    def put_away(self) -> None:
        """Lets go of the font files, which fpdf2 leaves open."""
        for font in self.fonts.values():
            cast("TTFFont", font).close()

    # --- what stands on every page ---

    def header(self) -> None:
        issuer = self.paper.issuer
        self._type(15, strong=True)
        self._text(issuer.name, 7)
        self._type(8.5, color=FAINT)
        about = [", ".join(issuer.lines), *(f"{label}: {text}" for label, text in issuer.facts)]
        self._text("  ·  ".join(part for part in about if part), 4.4)
        self.ln(2)
        self._rule(0.7)
        self.ln(0.9)
        self._rule(0.15)
        if self.stamp:
            self.ln(4)
            self.set_fill_color(*MARKER)
            self._type(11, strong=True)
            self.cell(0, 9, self.stamp, fill=True, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(7)

    def footer(self) -> None:
        self.set_y(-14)
        self._rule(0.15, HAIR)
        self.ln(1.5)
        self._type(8, color=FAINT)
        self.cell(self.epw / 2, 4, f"{self.paper.issuer.name}  ·  {self.paper.number}")
        self.cell(self.epw / 2, 4, f"{self.paper.label('page')} {self.page_no()}", align=Align.R)

    # --- the parts ---

    def headline(self, text: str) -> None:
        self._type(self.size * 1.9, strong=True)
        self._text(text, self._lead(1.9) * 0.9)
        self.ln(self._lead() * 0.7)

    def annex(self, text: str) -> None:
        self.add_page()
        self._type(self.size * 1.3, strong=True)
        self._text(text, self._lead(1.3))
        self.ln(self._lead() * 0.6)

    def paragraphs(self, texts: Sequence[str], *, small: bool = False) -> None:
        for text in texts:
            self._type(self.size * (0.88 if small else 1), color=FAINT if small else INK)
            self._text(text, self._lead(0.88 if small else 1))
            self.ln(self._lead() * 0.45)
        if texts:
            self.ln(self._lead() * 0.35)

    def parties(self, label: str, name: str, lines: Sequence[str], facts: Sequence[tuple[str, str]]) -> None:
        """The donor on the left; number, dates and places on the right."""
        top, half = self.get_y(), self.epw * 0.5
        self._label(label, half)
        self._type(self.size * 1.15, strong=True)
        self._text(name or "–", self._lead(1.15), width=half - 6)
        self._type(self.size)
        for line in lines:
            self._text(line, self._lead(), width=half - 6)
        low = self.get_y()
        self.set_y(top)
        for about, text in facts:
            self.set_x(self.l_margin + half)
            self._type(self.size * 0.85, color=FAINT)
            start = self.get_y()
            self.multi_cell(half * 0.45, self._lead(), about, align=Align.L, new_x=XPos.RIGHT, new_y=YPos.TOP)
            self._type(self.size)
            self.set_xy(self.l_margin + half * 1.45, start)
            self._text(text, self._lead(), width=half * 0.55)
        self.set_y(max(low, self.get_y()) + self._lead() * 1.2)

    def row(self, cells: Sequence[str], *, head: bool = False) -> None:
        """Day, reference, sums: figures at the right edge, a hair line under each row. A long text is set
        smaller."""
        widths = [
            self.epw * part for part in ((0.24, 0.32, 0.22, 0.22) if len(cells) == 4 else (0.24, 0.52, 0.24))
        ]
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            size = self.size * (0.85 if head else 1)
            self._type(size, color=FAINT if head else INK)
            while self.get_string_width(text) > width - 2 and size > 4:
                size -= 0.25
                self._type(size, color=FAINT if head else INK)
            self.cell(width, self._lead() * 1.25, text, align=Align.R if place > 1 else Align.L)
        self.ln(self._lead() * 1.25)
        self._rule(0.3 if head else 0.12, INK if head else HAIR)

    def is_full(self) -> bool:
        return self.will_page_break(self._lead() * 3)

    def sums(self, sums: Sequence[tuple[str, str, bool]]) -> None:
        self.ln(self._lead() * 0.6)
        for label, text, counts in sums:
            top = self.get_y()
            self._type(self.size, color=INK if counts else FAINT)
            self.multi_cell(
                self.epw * 0.45, self._lead(1.15), label, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            low = self.get_y()
            self.set_xy(self.l_margin + self.epw * 0.45, top)
            self._type(self.size * (1.3 if counts else 1), strong=counts)
            self.multi_cell(
                self.epw * 0.55, self._lead(1.15), text, align=Align.R, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            self.set_y(max(low, self.get_y()))
        self.ln(self._lead() * 1.2)

    def signature(self, label: str, signed_at: str, signatory: str) -> None:
        self.ln(self._lead() * 2.4)
        self._rule(0.2, INK, self.epw * 0.6)
        self.ln(1)
        self._type(self.size)
        self._text(f"{signed_at}  ·  {signatory}", self._lead())
        self._label(label, self.epw)
        self.ln(self._lead() * 0.6)

    # --- type ---

    def _label(self, text: str, width: float) -> None:
        self._type(self.size * 0.85, color=FAINT)
        self._text(text, self._lead(), width=width)

    def _text(self, text: str, lead: float, *, width: float = 0) -> None:
        self.multi_cell(width, lead, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _type(self, size: float, *, strong: bool = False, color: tuple[int, int, int] = INK) -> None:
        self.set_font("serif", "B" if strong else "", size)
        self.set_text_color(*color)

    def _lead(self, factor: float = 1) -> float:
        return self.size * factor * LINE * 25.4 / 72

    def _rule(self, weight: float, color: tuple[int, int, int] = INK, width: float | None = None) -> None:
        self.set_draw_color(*color)
        self.set_line_width(weight)
        self.line(self.l_margin, self.get_y(), self.l_margin + (width or self.epw), self.get_y())
