"""Cells that a spreadsheet opens as words: none of them is ever a formula (OWASP, CSV injection)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from newsroom.plain_text import plain_text

#: What a spreadsheet takes for the beginning of a formula, in full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BOM = "\ufeff"


def risky(text: str) -> bool:
    """Whether a spreadsheet would work it out, blanks in front or not."""
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)


def safe(cell: object) -> str:
    """As it goes out: with an apostrophe before what would be worked out."""
    text = "" if cell is None else str(cell)
    # An apostrophe that was there already is doubled, so that the two can be told when it comes back.
    return f"'{text}" if risky(text) or text.startswith("'") else text


def plain(cell: str) -> str:
    """As it comes in: text only, without the apostrophe that we, or a spreadsheet, put there."""
    text = plain_text(cell).strip()
    inner = text[1:]
    ours = text.startswith("'") and (
        inner.startswith(("'", *_FORMULA)) or inner.lstrip().startswith(_FORMULA)
    )
    return inner.strip() if ours else text


def as_csv(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Line by line, with the mark that tells spreadsheets it is UTF-8."""
    yield _BOM
    yield from written([safe(cell) for cell in row] for row in rows)


def written(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Line by line, each cell as it is."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row)
        yield line.getvalue()
