"""Pasted HTML cut into units. Word's and Google Docs' ways with bold and lists are known."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from articles.body.cleaning import DROPPED_WHOLE
from articles.importers.lines import Unit

_SKIPPED = (DROPPED_WHOLE | {"xml"}) - {"head"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _words("""
    address article aside blockquote body center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul
""")
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
#: Emphasis in emphasis in emphasis: beyond this it is only its words.
DEEPEST = 32
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\(?\w{1,3}[.)]")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid", re.IGNORECASE)
_UNKNOWN_SECTION = re.compile(r"<!\[(?!(?:if|else|endif|cdata)\b)", re.IGNORECASE)
#: What begins with a `<`, and how it ends.
_ENDS = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<!\[cdata\b", re.IGNORECASE), re.compile(r"\]\s*\]\s*>")),
    (re.compile(r"<!\["), re.compile(r"\]\s*>")),
    (re.compile("<"), re.compile(">")),
)
_VOID = _words("area base br col embed hr img input link meta source track wbr")


def cut(markup: str) -> tuple[str, list[Unit]]:
    """The text of the markup, an empty line between paragraphs, and its units."""
    parser = _Cutter()
    parser.feed(ended(markup))
    parser.close()
    parser.finish()
    return "\n\n".join(unit.text for unit in parser.units), parser.units


def ended(markup: str) -> str:
    """The markup with a plain `<` for each that begins what never ends.

    The parser looks for such an end anew from every beginning: a megabyte of `<b ` would take it hours. And
    it stops at a marked section that it does not know.
    """
    markup = _UNKNOWN_SECTION.sub("&lt;![", markup)
    for begin, end in _ENDS:
        places = [match.end() for match in end.finditer(markup)]
        last = places[-1] if places else 0
        markup = markup[:last] + begin.sub(lambda match: f"&lt;{match[0][1:]}", markup[last:])
    return markup


class _Cutter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[Unit] = []
        self._at = 0
        #: Open elements inside the text: (what the source calls it, what we put or "").
        self._open: list[tuple[str, str]] = []
        self._tags: list[str] = []
        self._text: list[str] = []
        self._html: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._skipping: list[str] = []
        self._bullet: list[str] | None = None
        self._word_list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self._skipping or tag in _SKIPPED:
            if tag not in _VOID:
                self._skipping.append(tag)
        elif tag in _BLOCKS or tag == "br":
            self.finish()
            if tag in ("ul", "ol", "blockquote") or tag in _HEADINGS:
                self._tags.append(tag)
            if tag == "p":
                word_list = "MsoList" in said.get("class", "") or "mso-list:" in said.get("style", "")
                self._word_list = "ul" if word_list else ""
        elif tag not in _VOID:
            self._start_inline(tag, said)

    def _start_inline(self, tag: str, said: dict[str, str]) -> None:
        style = said.get("style", "")
        if tag == "span" and re.search(r"mso-list:\s*ignore", style, re.IGNORECASE):
            self._bullet = []
            return
        put = _INLINE.get(tag, "")
        if put == "strong" and (_NOT_BOLD.search(style) or "docs-internal-guid" in said.get("id", "")):
            put = ""
        if tag == "span":
            put = "strong" if _BOLD.search(style) else "em" if _ITALIC.search(style) else ""
        if tag == "a" and said.get("href", "").startswith(("http:", "https:", "mailto:")):
            address = plain_address(said["href"])
            put = f'a href="{html.escape(address)}"'
            self._links.append(("", address))
        if len(self._open) >= DEEPEST:
            # All that is open is written again in every paragraph; a person has no use for so much of it.
            return
        self._open.append((tag, put))
        if put:
            self._html.append(f"<{put}>")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag in self._skipping:
                del self._skipping[self._skipping.index(tag) :]
            return
        if tag in _BLOCKS:
            self.finish()
            if tag in self._tags:
                del self._tags[len(self._tags) - 1 - self._tags[::-1].index(tag) :]
        elif self._bullet is not None and tag == "span":
            self._word_list = "ol" if _NUMBERED.match("".join(self._bullet)) else "ul"
            self._bullet = None
        elif any(name == tag for name, _put in self._open):
            self._end_inline(tag)

    def _end_inline(self, tag: str) -> None:
        reopened: list[tuple[str, str]] = []
        while self._open:
            name, put = self._open.pop()
            if put:
                self._html.append(f"</{put.split()[0]}>")
            if name == tag:
                break
            reopened.append((name, put))
        for name, put in reversed(reopened):
            self._open.append((name, put))
            if put:
                self._html.append(f"<{put}>")

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._bullet is not None:
            self._bullet.append(data)
            return
        data = _SPACE.sub(" ", data)
        if data.startswith(" ") and (not self._text or self._text[-1].endswith(" ")):
            data = data[1:]
        if data:
            self._text.append(data)
            self._html.append(html.escape(data, quote=False))

    def finish(self) -> None:
        """The unit is whole. What was open inside it goes on in the next."""
        text = "".join(self._text).rstrip(" ")
        inner = "".join(self._html) + "".join(
            f"</{put.split()[0]}>" for _name, put in reversed(self._open) if put
        )
        if text.strip():
            if self.units:
                self._at += 2
            self.units.append(
                Unit(self._at, self._at + len(text), text, inner.strip(), self._tag(), tuple(self._links))
            )
            self._at += len(text)
        self._text = []
        self._html = [f"<{put}>" for _name, put in self._open if put]
        self._links = []

    def _tag(self) -> str:
        for tag in reversed(self._tags):
            return _HEADINGS.get(tag, tag)
        return self._word_list or "p"


def plain_address(address: str) -> str:
    """The address without what only serves to follow the reader about."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if (parts.hostname or "").endswith("google.com") and parts.path == "/url":
        inner = parse_qs(parts.query).get("q") or parse_qs(parts.query).get("url")
        if inner and inner[0].startswith(("http:", "https:")):
            return plain_address(inner[0])
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _TRACKING.fullmatch(name)]
    return address if len(kept) == len(query) else urlunsplit(parts._replace(query=urlencode(kept)))
