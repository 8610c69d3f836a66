"""Pasted HTML cut into units, and what was cut out of it: struck words, comments, pictures, dead links."""

import html
import re
from html.parser import HTMLParser

from articles.body import addresses
from articles.importers.draft import Aside
from articles.importers.pasted_copy.lines import MOST_UNITS, Unit, readable
from articles.importers.pasted_copy.markup import processors, sheets
from articles.importers.pasted_copy.markup.cuts import DRAWING, EMBEDS, Cut, Cuts
from articles.importers.pasted_copy.markup.figures import Figures
from articles.importers.pasted_copy.markup.margins import Margin
from articles.importers.pasted_copy.markup.processors import Attributes
from articles.importers.pasted_copy.markup.rows import Passage, Tables
from articles.importers.pasted_copy.markup.tags import BLOCKS, CAPTIONS, HEADINGS, SIGNS, TITLES, VOID
from articles.importers.pasted_copy.markup.unfinished import ended
from newsroom.plain_text import plain_text

#: Emphasis in emphasis in emphasis: beyond this it is only its words.
DEEPEST = 32
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]{2,}")
_NO_LETTER = re.compile(r"[^\w\s]{1,8}")
_ANY_TAG = re.compile(r"<[^<>]*>")
#: Past so many tags only the words are read; a long feature from Word has about 20,000.
#: An address takes as long to read as so many tags.
MOST_TAGS, LINK = 30_000, 5
#: Signs between two looks at how much has been read.
AT_ONCE = 16_384


def cut(markup: str) -> tuple[str, list[Unit], tuple[Aside, ...]]:
    """The text of the markup, an empty line between paragraphs, its units, and what was cut out of it."""
    markup, fed = ended(markup), 0
    parser = _Cutter(processors.identities(markup), sheets.read(markup))
    while fed < len(markup) and parser.tags < MOST_TAGS:
        # Up to the end of a tag, so that none is taken apart.
        end = markup.find(">", fed + AT_ONCE) + 1 or len(markup)
        parser.feed(markup[fed:end])
        fed = end
    parser.close()
    parser.take_rest(markup[fed:])
    parser.end()
    units, at = [], 0
    for one in parser.passages:
        end = at + len(one.text)
        marks = {"title": one.title, "caption": one.caption, "row": one.row, "is_rest": one.is_rest}
        units.append(Unit(at, end, one.text, one.html, one.tag, one.links, one.level, one.number, **marks))
        at = end + 2
    return "\n\n".join(unit.text for unit in units), units, tuple(parser.asides)


class _Cutter(HTMLParser):
    def __init__(self, identities: set[str], classes: dict[str, Attributes]) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.asides: list[Aside] = []
        #: Open elements inside the text: (what the source calls it, what we put).
        self._open: list[tuple[str, tuple[str, ...]]] = []
        #: Open blocks that name what stands in them: (what the source calls it, what we call it).
        self._blocks: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._html: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._cuts, self._classes = Cuts(identities), classes
        self._list, self._list_level = "", 0
        #: How deep the line of a list says that it is; Word online puts each into a list of its own.
        self._item_level = 0
        #: Open lists: the number of the next line, 0 where lines have none; and that of the present line.
        self._counts: list[int] = []
        self._number = 0
        self._tables, self._margin, self._figures = Tables(), Margin(), Figures()
        self._pre = 0
        self.tags = 0
        self._is_rest = False

    # --- elements ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        said = processors.named_as_written({name: plain_text(value or "") for name, value in attrs})
        self._figures.start(tag)
        style = sheets.looks(said, self._classes)
        if tag in EMBEDS and not self._cuts.is_open:
            self.asides.append(Aside("embed", said.get("src", "") or said.get("data", "")))
        if self._cuts.is_open or self._cuts.begins(tag, said, style):
            if tag not in VOID:
                self._cuts.open(tag, said, style)
        elif tag in BLOCKS or tag == "br":
            self._start_block(tag, said, style)
        elif tag == "img":
            self._picture(said)
        elif tag not in VOID:
            if tag == "math":
                self.asides.append(Aside("formula", ""))
            elif tag in SIGNS:
                self._add(" ")
            self._start_inline(tag, said, style)

    def handle_endtag(self, tag: str) -> None:
        self.tags += 1
        if self._cuts.is_open:
            for gone in self._cuts.close(tag):
                self._tell(gone)
        elif tag in BLOCKS:
            self._end_block(tag)
        elif any(name == tag for name, _put in self._open):
            self._end_inline(tag)

    def _start_block(self, tag: str, said: Attributes, style: Attributes) -> None:
        self.finish()
        if tag == "br":
            return
        self._list, self._list_level = processors.word_list(said, style) if tag == "p" else ("", 0)
        named = said.get("class", "")
        means = {"ul": "ul", "ol": "ol", "blockquote": "blockquote", **HEADINGS}.get(tag, "")
        if tag == "blockquote" and (said.get("type") == "cite" or "gmail_quote" in named):
            means = ""
        if tag in TITLES or "MsoTitle" in named:
            means = "title"
        elif tag in CAPTIONS or "MsoCaption" in named or "wp-caption-text" in named:
            means = "" if self._figures.hold_else else "caption"
        if len(self._blocks) < DEEPEST * 2 and (means or tag == "blockquote"):
            self._blocks.append((tag, means))
        if tag in ("ul", "ol"):
            self._counts.append(0 if tag == "ul" else processors.counted(said.get("start", "")) or 1)
        elif tag == "p":
            self._number = 0 if not self._counts else self._number
        if tag == "li":
            self._number = self._counts[-1] if self._counts else 0
            if self._number:
                self._number = processors.counted(said.get("value", "")) or self._number
                self._counts[-1] = self._number + 1
            said_level = said.get("aria-level", "") or said.get("data-aria-level", "")
            self._item_level = int(said_level) if re.fullmatch(r"[1-9]", said_level) else 0
        self._pre += tag == "pre"
        self._margin.start(tag, len(self.passages))
        self._tables.start(tag, self.passages, self.asides)

    def _end_block(self, tag: str) -> None:
        self.finish()
        if tag in ("ul", "ol") and self._counts:
            self._counts.pop()
        self._margin.end(tag)
        self._figures.end(tag)
        for at in range(len(self._blocks) - 1, -1, -1):
            if self._blocks[at][0] == tag:
                del self._blocks[at:]
                break
        self._pre = max(0, self._pre - (tag == "pre"))
        self._tables.end(tag, self.passages, self.asides)

    def _start_inline(self, tag: str, said: Attributes, style: Attributes) -> None:
        put = processors.emphasis(tag, said, style)
        if tag == "a" and "href" in said:
            if processors.is_comment_of_docs(tag, said):
                self._margin.begin(len(self.passages))
            self.tags += LINK
            address = addresses.plain(said["href"])
            if address.startswith(("http:", "https:", "mailto:", "HTTP")):
                put = (*put, f'a href="{html.escape(address)}"')
                self._links.append(("", address))
            elif not said["href"].startswith("#"):
                self.asides.append(Aside("link", said["href"][:200]))
        if len(self._open) >= DEEPEST:
            # All that is open is written again in every paragraph; a person has no use for so much of it.
            return
        self._open.append((tag, put))
        self._html += [f"<{one}>" for one in put]

    def _end_inline(self, tag: str) -> None:
        reopened: list[tuple[str, tuple[str, ...]]] = []
        while self._open:
            name, put = self._open.pop()
            self._html += _ended(put)
            if name == tag:
                break
            reopened.append((name, put))
        for name, put in reversed(reopened):
            self._open.append((name, put))
            self._html += [f"<{one}>" for one in put]

    def _picture(self, said: Attributes) -> None:
        alt, source = said.get("alt", "").strip(), said.get("src", "")
        if alt and _NO_LETTER.fullmatch(alt):
            self.handle_data(alt)
        elif not {said.get("width"), said.get("height")} & {"0", "1"}:
            self.asides.append(Aside("picture", alt[:120] or processors.file_name(source)))

    # --- what is cut out ---

    def _close_cuts(self) -> None:
        for gone in self._cuts.close_all():
            self._tell(gone)

    def _tell(self, gone: Cut) -> None:
        words = " ".join("".join(gone.words or ()).split())
        if not words and gone.kind != DRAWING:
            return
        if gone.kind == "bullet":
            self._list = "ol" if processors.is_number(words) else "ul"
            self._number = processors.counted(words.strip("().")) if self._list == "ol" else 0
        elif gone.kind in ("note to", "note back"):
            number = words.strip("[]()↑↩︎^ ")
            if number:
                self._text.append(f"[{number}]")
                self._html.append(html.escape(f"[{number}]", quote=False))
                if gone.kind == "note back":
                    self.handle_data(" ")
        else:
            self.asides.append(Aside(gone.kind, words))

    # --- text ---

    def handle_data(self, data: str) -> None:
        data = plain_text(data)  # once more: &#x202e; is written out only here
        if self._cuts.is_open:
            self._cuts.add(data)
            return
        if self._pre:
            first, *others = data.split("\n\n")
            self._add(first)
            for paragraph in others:
                self.finish()
                self._add(paragraph)
            return
        self._add(data)

    def _add(self, data: str) -> None:
        data = _SPACE.sub(" ", _SPACES.sub(" ", data))
        if data.startswith((" ", "\xa0")) and (not self._text or self._text[-1].endswith((" ", "\xa0"))):
            data = data[1:]
        if data:
            self._text.append(data)
            self._html.append(html.escape(readable(data), quote=False))

    def take_rest(self, markup: str) -> None:
        """Only the words of this are read, without looking at what the markup means."""
        if words := html.unescape(_ANY_TAG.sub(" ", markup)).strip():
            self._close_cuts()
            self._is_rest = True
            self._add(f" {words}")

    def finish(self, *, at_end: bool = False) -> None:
        """The passage is whole. What was open inside it goes on in the next."""
        if len(self.passages) >= MOST_UNITS:
            self._is_rest = True
            if not at_end:
                self._add(" ")
                return
        text = "".join(self._text).rstrip(" \xa0")
        if text.strip():
            inner = "".join(self._html) + "".join("".join(_ended(put)) for _name, put in reversed(self._open))
            if self._margin.is_open:
                self.asides.append(Aside(processors.COMMENT, text))
            else:
                self.passages.append(self._passage(text, inner.strip(" \xa0")))
        self._text = []
        self._html = [f"<{one}>" for _name, put in self._open for one in put]
        self._links = []
        self._margin.end_paragraph()

    def end(self) -> None:
        """The markup has ended, with all that stands open in it."""
        self._close_cuts()
        self.finish(at_end=True)
        self._tables.close_all(self.passages, self.asides)

    def _passage(self, text: str, inner: str) -> Passage:
        if self._list == processors.TYPED:
            self._list, self._number, text, inner = processors.typed_bullet(text, inner)
        means = [one for _tag, one in self._blocks if one]
        lists = [one for one in means if one in ("ul", "ol")]
        tag = {"title": "h2", "caption": "p"}.get(means[-1], means[-1]) if means else self._list or "p"
        level = (
            max(len(lists), self._item_level)
            if tag in ("ul", "ol") and means
            else self._list_level
            if tag == self._list
            else 0
        )
        return Passage(
            text,
            inner,
            tag,
            tuple(self._links),
            min(level, DEEPEST),
            number=self._number if tag == "ol" else 0,
            title="title" in means,
            caption="caption" in means,
            is_rest=self._is_rest,
        )


def _ended(put: tuple[str, ...]) -> list[str]:
    return [f"</{one.split()[0]}>" for one in reversed(put)]
