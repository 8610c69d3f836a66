"""A clean body, cut at its blocks into parts that a page can be made of without reading HTML again.

The shapes, as lists so that they keep in JSON:

    ["html", "<p>…</p><p>…</p>"]            running text, already clean
    ["photo", 12]                           a picture, by the identity of the Photo
    ["read", 31]                            a READ line to a story, by the identity of the Article
    ["read", {"url": "…", "title": "…"}]    a READ line to a page outside
    ["read", {"wanted": "…"}]               a READ line whose story is not found yet (an open question)
    ["quote", {"text": "…", "by": "…"}]     a pull quote
"""

import html as html_module
import re
from html.parser import HTMLParser
from typing import Any

Part = list[Any]

_BLOCK = re.compile(r"<news-block\b[^>]*></news-block>")
_TEXT_BREAK = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br>")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"\w[\w’'-]*")
#: What a 64-bit key can be; a longer number names nothing and would upset the database.
_IDENTITY = re.compile(r"[1-9][0-9]{0,17}\Z")
_URL = re.compile(r"https?://\S+\Z")


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name.removeprefix("data-"): value or "" for name, value in attrs}


def cut(html: str) -> list[Part]:
    """The parts of a clean body, in order. A block that says nothing usable is left out."""
    parts: list[Part] = []
    at = 0
    for match in _BLOCK.finditer(html):
        _add_html(parts, html[at : match.start()])
        at = match.end()
        if part := _read_block(match[0]):
            parts.append(part)
    _add_html(parts, html[at:])
    return parts


def _add_html(parts: list[Part], html: str) -> None:
    if html := html.strip():
        parts.append(["html", html])


def _read_block(tag: str) -> Part | None:
    parser = _Attributes()
    parser.feed(tag)
    found = parser.found
    kind, identity = found.get("kind"), found.get("id", "")
    if kind == "photo" and _IDENTITY.match(identity):
        return ["photo", int(identity)]
    if kind == "read":
        if _IDENTITY.match(identity):
            return ["read", int(identity)]
        if _URL.match(found.get("href", "")):
            return ["read", {"url": found["href"], "title": found.get("label") or found["href"]}]
        if found.get("label"):
            return ["read", {"wanted": found["label"]}]
    if kind == "quote" and found.get("text"):
        return ["quote", {"text": found["text"], "by": found.get("by", "")}]
    return None


def block(kind: str, **attributes: str | int) -> str:
    """The `<news-block>` of that kind, such as `block("photo", id=12)`, as `clean` would write it."""
    said = "".join(
        f' data-{name}="{_attribute(str(value))}"' for name, value in attributes.items() if value != ""
    )
    return f'<news-block data-kind="{kind}"{said}></news-block>'


def answer(html: str, *, wanted: str, identity: int) -> str:
    """The body with the READ lines that look for `wanted` leading to that story, however they are written."""

    def lead(match: re.Match[str]) -> str:
        part = _read_block(match[0])
        looks_for = (
            part[1].get("wanted", "") if part and part[0] == "read" and isinstance(part[1], dict) else ""
        )
        return block("read", id=identity) if looks_for and looks_for[:300] == wanted[:300] else match[0]

    return _BLOCK.sub(lead, html)


def _attribute(value: str) -> str:
    return html_module.escape(value, quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")


def plain_text(parts: list[Part]) -> str:
    """The text of the parts without markup, a line for each paragraph, pull quotes left out."""
    lines: list[str] = []
    for kind, value in parts:
        if kind == "html":
            text = _TAG.sub("", _TEXT_BREAK.sub("\n", value))
            lines += [line.strip() for line in html_module.unescape(text).splitlines() if line.strip()]
    return "\n".join(lines)


def count_words(text: str) -> int:
    return len(_WORD.findall(text))
