"""A clean body read paragraph by paragraph, as an editor compares two of them."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from articles.body.parts import Part

HEADING, ITEM, QUOTE = "heading", "item", "quote"
_KINDS = {"h2": HEADING, "h3": HEADING, "li": ITEM, "blockquote": QUOTE}
_ENDS = frozenset({"p", *_KINDS})
_MARKS = frozenset({"strong", "em", "sub", "sup"})


@dataclass(frozen=True)
class Paragraph:
    """`kind`: "text", "heading", "item" of a list, "quote", or the kind of a block: "photo", "read", "pull".

    `text` names where a link leads behind its words. `value` is what a block holds (body/parts.py), and
    `setting` how the words are set, as the HTML says it.
    """

    kind: str
    text: str
    value: Any = None
    setting: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Paragraph] = []
        self._within: list[str] = []
        self._text: list[str] = []
        self._setting: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDS:
            self.end()
            self._within.append(tag)
        elif tag == "br":
            self._text.append("\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag in _MARKS:
            self._setting.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS:
            self.end()
            if tag in self._within:
                del self._within[len(self._within) - 1 - self._within[::-1].index(tag) :]
        elif tag == "a" and self._links:
            self._text.append(f" ⟨{self._links.pop()}⟩")
        elif tag in _MARKS:
            self._setting.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        self._setting.append(data)

    def end(self) -> None:
        text = "".join(self._text).strip()
        if text:
            kind = next((_KINDS[tag] for tag in reversed(self._within) if tag in _KINDS), "text")
            self.found.append(Paragraph(kind, text, setting="".join(self._setting).strip()))
        self._text, self._setting = [], []


def paragraphs(cut: list[Part]) -> list[Paragraph]:
    """The paragraphs and blocks of a body that was cut (body/parts.py), in order."""
    found: list[Paragraph] = []
    for kind, value in cut:
        if kind == "html":
            reader = _Reader()
            reader.feed(value)
            reader.close()
            reader.end()
            found += reader.found
        elif kind == "quote":
            found.append(Paragraph("pull", " – ".join(filter(None, (value["text"], value.get("by")))), value))
        else:
            found.append(Paragraph(kind, "", value))
    return found
