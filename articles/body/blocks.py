"""A clean body, cut into what is moved as one: paragraphs, headings, lists, quotations, `<news-block>`s."""

import re
from html import escape
from html.parser import HTMLParser

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^<>]*>")
_BLANK = re.compile(r"(?:\s|&nbsp;|\xa0|<br>)*")
_LIST = re.compile(r"<(ul|ol)[^<>]*>")
_SPACE = re.compile(r"\s+")


def blocks(html: str) -> list[str]:
    """The blocks of a clean body, in order. What stands between them is space, and is left out."""
    found, depth, at = [], 0, 0
    for tag in _TAG.finditer(html):
        if tag[2] == "br":
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(html[at : tag.end()])
            at = tag.end()
    found.append(html[at:])
    return [block for each in found if (block := each[_match_end(each) :].rstrip())]


def _match_end(html: str) -> int:
    match = _BLANK.match(html)
    return match.end() if match else 0


def content(block: str) -> str:
    """What a block says, however its HTML is written: editors nest and wrap the same words differently.

    Two blocks with the same content are the same to a reader.
    """
    reader = _Content()
    reader.feed(block)
    reader.close()
    return reader.said()


class _Content(HTMLParser):
    """Text with the marks that it stands in, in any nesting; structure without paragraphs inside lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.marks: list[str] = []
        self.runs: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = " ".join([tag, *(f"{name}={value or ''}" for name, value in sorted(attrs) if value)])
        if tag in _MARKS:
            self.marks.append(named)
        elif tag == "br":
            self.handle_data("\n")
        elif tag != "p" or not self.open:
            self.runs.append(("block", named))
        elif self.runs[-1][0] != "block":
            # The second paragraph of an item; the first is the item itself.
            self.runs.append(("block", "p"))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)
        if tag in _MARKS:
            self.marks = [mark for mark in self.marks if mark.partition(" ")[0] != tag]
        elif tag != "p":
            self.runs.append(("end", tag))

    def handle_data(self, data: str) -> None:
        marks = " ".join(sorted(self.marks)) + "|"
        if self.runs and self.runs[-1][0] == marks:
            data = self.runs.pop()[1] + data
        self.runs.append((marks, data))

    def said(self) -> str:
        return "\x1e".join(f"{kind}\x1f{_SPACE.sub(' ', text)}" for kind, text in self.runs if text)


_MARKS = frozenset({"strong", "em", "a", "sub", "sup"})


def written(text: str, like: str) -> list[str]:
    """Plain text as blocks: the lines of a list, a heading, a quotation or paragraphs, as `like` is one."""
    lines = [escape(line, quote=False) for each in text.splitlines() if (line := " ".join(each.split()))]
    if not lines:
        return []
    if list_tag := _LIST.match(like):
        return [f"{list_tag[0]}{''.join(f'<li>{line}</li>' for line in lines)}</{list_tag[1]}>"]
    if like.startswith("<blockquote>"):
        return [f"<blockquote>{''.join(f'<p>{line}</p>' for line in lines)}</blockquote>"]
    tag = like[1:3] if like.startswith(("<h2>", "<h3>")) else "p"
    return [f"<{tag}>{lines[0]}</{tag}>", *(f"<p>{line}</p>" for line in lines[1:])]
