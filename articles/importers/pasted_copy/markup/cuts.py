"""Elements of pasted markup that are no text of the story, and the words in them that the editor is told."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from articles.body.cleaning import DROPPED_WHOLE
from articles.importers.pasted_copy.markup import processors
from articles.importers.pasted_copy.markup.processors import Attributes

EMBEDS = frozenset({"iframe", "object", "embed", "video", "audio"})
#: Of a formula the signs are words of the story; what it is called in another notation is not.
_SILENT = ((DROPPED_WHOLE | {"xml", "annotation", "annotation-xml"}) - {"head", "math"}) | EMBEDS
DRAWING = "drawing"
#: Pixels; smaller ones are signs of a page, such as the arrow of a button.
_ICON = 48


@dataclass
class Cut:
    """An element that is no text. `words` collects what is told of it; None tells nothing."""

    tag: str
    kind: str
    words: list[str] | None = field(default_factory=list)
    #: Whether what is told begins here, and not in an element around it.
    first: bool = True


class Cuts:
    """Those that are open. While one is, no word goes into the story."""

    def __init__(self, identities: set[str]) -> None:
        #: What the markup has under a name, so that a link in it can lead there.
        self._identities = identities
        self._open: list[Cut] = []
        self._tags: Counter[str] = Counter()

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def begins(self, tag: str, said: Attributes, style: Attributes) -> bool:
        return bool(
            tag in _SILENT
            or processors.is_bullet(tag, style)
            or processors.cut_out(tag, said, style)
            or (tag == "a" and processors.note(said))
        )

    def open(self, tag: str, said: Attributes, style: Attributes) -> None:
        kind = self._kind(tag, said, style)
        above = self._open[-1] if self._open else None
        if tag == "title" and above and above.kind == DRAWING:
            kind = DRAWING
        if above and (kind in ("", above.kind) or above.kind == "bullet"):
            self._open.append(Cut(tag, above.kind, above.words, first=False))
        else:
            self._open.append(Cut(tag, kind, None if kind == processors.MARK else []))
        self._tags[tag] += 1

    def _kind(self, tag: str, said: Attributes, style: Attributes) -> str:
        if tag == "svg" and not _is_icon(said):
            return DRAWING
        if tag in _SILENT:
            return processors.MARK
        if processors.is_bullet(tag, style):
            return "bullet"
        if tag == "a" and (leads := processors.note(said)):
            return f"note {leads}" if unquote(said["href"])[1:] in self._identities else "note"
        return processors.cut_out(tag, said, style)

    def add(self, words: str) -> None:
        if (told := self._open[-1].words) is not None:
            told.append(words)

    def close(self, tag: str) -> Iterator[Cut]:
        """End the element, and what is open in it; give those that have something to tell."""
        while self._tags[tag]:
            gone = self._open.pop()
            self._tags[gone.tag] -= 1
            if gone.first and (gone.words or gone.kind == DRAWING):
                yield gone
            if gone.tag == tag:
                break

    def close_all(self) -> Iterator[Cut]:
        while self._open:
            yield from self.close(self._open[-1].tag)


def _is_icon(said: Attributes) -> bool:
    sizes = [said.get(side, "").removesuffix("px") for side in ("width", "height")]
    return said.get("aria-hidden") == "true" or any(
        size.isascii() and size.isdecimal() and int(size[:9]) <= _ICON for size in sizes
    )
