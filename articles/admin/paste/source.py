"""The copy as it came, its fields marked with the letters of their cards."""

from dataclasses import dataclass

from articles.importers.draft import GAP, MARK, TEXT, Draft, Span

LETTERS = {
    "kicker": "K",
    "headline": "H",
    "standfirst": "S",
    "byline": "B",
    "outlet": "O",
    "picture": "P",
    "read": "R",
    "appeal": "A",
    "embargo": "E",
    "original": "F",
    "notice": "N",
    "left": "L",
}


@dataclass(frozen=True)
class Stretch:
    kind: str
    text: str
    letter: str = ""


def source_lines(draft: Draft) -> list[list[Stretch]]:
    """The copy as it came, line by line, its fields marked with their letters."""
    lines: list[list[Stretch]] = [[]]
    marked: set[tuple[int, str]] = set()
    for span in draft.spans:
        if span.kind == GAP:
            lines.append([])
            continue
        letter = _letter(draft, span)
        if not letter or (span.part, span.kind) in marked:
            letter = ""
        marked.add((span.part, span.kind))
        lines[-1].append(Stretch(TEXT if span.kind == MARK else span.kind, span.text, letter))
    return [line for line in lines if line]


def _letter(draft: Draft, span: Span) -> str:
    letter = LETTERS.get(span.kind, "")
    parts = {
        "picture": [picture.part for picture in draft.pictures],
        "read": [line.part for line in draft.reads],
    }.get(span.kind, [])
    if len(parts) > 1:
        return letter + str(parts.index(span.part) + 1)
    return letter
