"""What was made of every part of the copy, as rows to keep and as lines to print."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importers import asides
from articles.importers.draft import GAP, MARK, TEXT, Draft

LEFT_OUT, BODY, BETWEEN = "left out", "body", "between parts"
#: Letters of a part that a terminal line shows.
LONGEST_SHOWN = 100
Entry = dict[str, str]


@dataclass(frozen=True)
class Became:
    """What a part became, and what the editor should know of it."""

    what: str
    note: str = ""


def entries(draft: Draft, became: Mapping[tuple[int, str], Became]) -> list[Entry]:
    """A row for each span, in the order of the source: their texts, joined, are the source.

    After them a row without text for each kind of thing that was cut out of pasted markup.
    """
    rows = []
    for span in draft.spans:
        kind = "picture" if span.kind == "licence" else span.kind
        known = became.get((span.part, kind)) or Became(_plain(kind))
        rows.append({"kind": span.kind, "text": span.text, "became": known.what, "note": known.note})
    for told in asides.told(draft.asides, whole=True):
        note = f"{told.sentence} {told.words}".strip()
        rows.append(
            {"kind": told.kind, "text": "", "became": BODY if told.kind == "row" else LEFT_OUT, "note": note}
        )
    return rows


def _plain(kind: str) -> str:
    if kind in (GAP, MARK):
        return BETWEEN
    if kind == TEXT:
        return BODY
    return LEFT_OUT if kind in ("appeal", "left", "notice") else kind


def lines(rows: list[Entry], draft: Draft) -> list[str]:
    """The report as lines for a terminal: each part that is no plain paragraph, then the count."""
    told: dict[tuple[int, str, str], str] = {}
    paragraphs = 0
    for span, row in zip(draft.spans, rows, strict=False):
        if row["kind"] == TEXT:
            paragraphs += 1
        elif row["kind"] not in (GAP, MARK):
            key = (span.part, row["became"], row["note"])
            told[key] = told.get(key, "") + (" " if row["kind"] == "appeal" else "") + row["text"]
    printed = [_line(became, text, note) for (_part, became, note), text in told.items()]
    body = ngettext("Body: %(count)d paragraph.", "Body: %(count)d paragraphs.", paragraphs)
    beside = [row["note"] for row in rows[len(draft.spans) :]]
    return [*printed, *beside, body % {"count": paragraphs}, count(rows, draft)]


def _line(became: str, text: str, note: str) -> str:
    text = " ".join(text.split())
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return f"{became[0].upper()}{became[1:]}: “{short}”" + (f" · {note}" if note else "")


def count(rows: list[Entry], draft: Draft) -> str:
    """How many parts have their place, how many were left out and how many letters have no row."""
    placed, out = draft.parts, sum_left_out(rows, draft)
    return _("%(parts)d of %(parts)d parts placed: %(kept)d kept, %(out)d left out, %(lost)d lost.") % {
        "parts": placed,
        "kept": placed - out,
        "out": out,
        "lost": len(draft.source) - sum(len(row["text"]) for row in rows),
    }


def sum_left_out(rows: list[Entry], draft: Draft) -> int:
    out = {span.part for span, row in zip(draft.spans, rows, strict=False) if row["became"] == LEFT_OUT}
    return len(out - {0})
