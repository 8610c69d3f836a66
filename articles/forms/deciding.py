"""What an editor decides of each place that two people changed, and what may be written anew."""

from typing import Any

from django.http import QueryDict

from articles.body import cleaning, parts
from articles.body.blocks import blocks, written
from articles.editing.merging import By, Choice, Choices, Merged, Piece

MINE, THEIRS, BOTH, ANEW = "mine", "theirs", "both", "anew"
#: What may be written anew beside the text: the fields of words, and the caption of a picture.
OF_WORDS = frozenset({"headline", "standfirst", "kicker", "key_points", "caption"})


def keep_name(piece: Piece) -> str:
    return f"keep-{piece.key}"


def anew_name(piece: Piece) -> str:
    return f"anew-{piece.key}"


def html_name(piece: Piece) -> str:
    """What is written anew in the editor of running text; without scripts there is the plain box."""
    return f"anew-html-{piece.key}"


def offered(piece: Piece) -> list[str]:
    """What may be kept of it."""
    if piece.field != "body":
        return [MINE, THEIRS, *([ANEW] if (piece.part or piece.field) in OF_WORDS else [])]
    found = [MINE, THEIRS]
    if piece.mine and piece.theirs:
        found.append(BOTH)
    if not any(block.startswith("<news-block") for block in piece.mine + piece.theirs):
        found.append(ANEW)
    return found


def decided(merged: Merged, posted: QueryDict) -> Choices:
    """What was chosen of the pieces that differ. Of one that is to be written anew and is not, nothing is."""
    choices = {}
    for piece in merged.pieces:
        keep = posted.get(keep_name(piece), "")
        if piece.by in {By.NOBODY, By.BOTH} or keep not in offered(piece):
            continue
        anew = _anew(piece, posted) if keep == ANEW else None
        if keep != ANEW or anew:
            choices[piece.key] = Choice(keep, anew)
    return choices


def _anew(piece: Piece, posted: QueryDict) -> Any:
    """What was written, in the shape of the piece; nothing if it is empty."""
    text = posted.get(anew_name(piece), "")
    if piece.field != "body":
        return (text.strip(),) if text.strip() else None
    if (html := posted.get(html_name(piece))) is not None:
        return tuple(blocks(cleaning.clean(html)))
    return tuple(written(text, (piece.mine or piece.theirs)[0]))


def words_of(piece: Piece) -> str:
    """What the box to write anew holds at first: mine, or theirs where I have nothing."""
    value = piece.mine or piece.theirs
    if piece.field == "body":
        return parts.plain_text([["html", "".join(value)]]).replace("\n", "\n\n")
    return str(value[0])
