"""Put clean HTML in order: blocks stand by themselves, loose text stands in paragraphs, nothing is empty.

Works on what the sanitiser writes (every tag closed, attributes in double quotes, `<` and `>` escaped) and
takes nothing away but tags that hold no text.
"""

import re
from dataclasses import dataclass

PARAGRAPHS = frozenset({"p", "h2", "h3", "ul", "ol", "li", "blockquote"})
#: A block this deep inside other markup was not put there by a person, and lifting it would cost too much.
DEEPEST = 32

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9-]*)([^<>]*)>|([^<]+)")
_BLANK = re.compile(r"(?:\s|&nbsp;)*\Z")


@dataclass
class _Open:
    name: str
    start: str
    at: int
    says: bool = False


def tidy(html: str) -> str:
    desk = _Tidy()
    for match in _TOKEN.finditer(html):
        closing, name, _attributes, text = match.groups()
        if text is not None:
            desk.text(text)
        elif name == "news-block":
            if not closing and ' data-kind="' in match[0]:
                desk.block(match[0])
        elif name == "br":
            desk.text("<br>")
        elif closing:
            desk.close(name)
        else:
            desk.open(name, match[0])
    desk.close_all()
    return "".join(desk.out).strip()


class _Tidy:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.stack: list[_Open] = []

    def open(self, name: str, start: str) -> None:
        if name in PARAGRAPHS:
            self._end_loose()
        elif not self.stack:
            self._push("loose", "<p>")
        # A link that leads nowhere is only its words.
        self._push(name, "" if start == "<a>" else start)

    def close(self, name: str) -> None:
        if self.stack and self.stack[-1].name == name:
            self._pop()

    def text(self, text: str) -> None:
        blank = text == "<br>" or _BLANK.match(text) is not None
        if not self.stack:
            if blank:
                self.out.append("" if text == "<br>" else text)
                return
            self._push("loose", "<p>")
        self.out.append(text)
        if not blank:
            self.stack[-1].says = True

    def block(self, start: str) -> None:
        """A block stands by itself: what it stood in ends before it and goes on after it."""
        if len(self.stack) > DEEPEST:
            return
        around = [(kept.name, kept.start) for kept in self.stack]
        self.close_all()
        self.out.append(f"{start}</news-block>")
        for name, tag in around:
            self._push(name, tag)

    def close_all(self) -> None:
        while self.stack:
            self._pop()

    def _end_loose(self) -> None:
        if len(self.stack) == 1 and self.stack[0].name == "loose":
            self._pop()

    def _push(self, name: str, start: str) -> None:
        self.stack.append(_Open(name, start, len(self.out)))
        self.out.append(start)

    def _pop(self) -> None:
        gone = self.stack.pop()
        if gone.says:
            if gone.start:
                self.out.append("</p>" if gone.name == "loose" else f"</{gone.name}>")
            if self.stack:
                self.stack[-1].says = True
        elif gone.name in PARAGRAPHS or gone.name == "loose":
            del self.out[gone.at :]
        else:
            # A space in bold between two words is a space.
            self.out[gone.at] = ""
