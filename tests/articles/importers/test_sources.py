"""Copy from twelve kinds of programs, read whole: each file in copy/sources against what should become of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from articles.body.cleaning import clean
from articles.importers import asides, pasted_copy
from articles.importers.decoding import decode
from articles.importers.draft import Draft, Piece
from articles.importers.nesting import joined

SOURCES = Path(__file__).parent / "copy" / "sources"
NAMES = sorted(path.name for path in SOURCES.iterdir() if path.suffix in (".html", ".txt"))


def read(name: str) -> Draft:
    text = decode((SOURCES / name).read_bytes())
    return pasted_copy.read_rich(text) if name.endswith(".html") else pasted_copy.read(text)


def told(draft: Draft) -> str:
    """What became of the copy, a line for each thing."""
    lines = [
        f"{kind}: {words}" for kind in ("kicker", "headline", "standfirst") if (words := getattr(draft, kind))
    ]
    lines += [f"{name.role}: {name.name}" for name in draft.names]
    lines += [f"outlet: {name}" for name in draft.outlets]
    lines += [f"embargo: {line.text}" for line in draft.embargoes]
    if draft.original:
        lines.append(f"original: {draft.original.outlet} {draft.original.url}")
    lines += [f"left: {words}" for words in draft.left]
    lines += [f"notice: {words}" for words in draft.notices]
    lines += [f"beside: {one.sentence} {one.words}".strip() for one in asides.told(draft.asides)]
    pieces = ((piece_of(piece, draft), piece.list_tag, piece.level, piece.counted) for piece in draft.pieces)
    lead = [
        f"[lead picture: {one.caption} / {one.creator} / {one.organisation}]"
        for one in draft.pictures
        if one.lead
    ]
    body = re.sub(
        r"(?<=</p>)(?=<)|(?<=</h[23]>)(?=<)|(?<=</[uo]l>)(?=<)|(?=<[uo]l>)", "\n", clean(joined(pieces))
    )
    return "\n".join([*lines, "", *lead, body]) + "\n"


def piece_of(piece: Piece, draft: Draft) -> str:
    if piece.kind == "read":
        return f"<p>[{draft.reads[piece.number].label}: {draft.reads[piece.number].headline} {draft.reads[piece.number].url}]</p>"
    if piece.kind == "photo":
        picture = draft.pictures[piece.number]
        return f"<p>[picture: {picture.caption} / {picture.creator} / {picture.organisation}]</p>"
    return piece.html


def test_there_are_twelve_and_more():
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_copy_is_read_as_it_should_be(name):
    assert told(read(name)) == (SOURCES / f"{name}.expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_of_it_is_lost(name):
    draft = read(name)

    assert "".join(span.text for span in draft.spans) == draft.source
