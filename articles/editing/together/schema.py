"""The text of a story as the editor has it: its nodes and marks, read from a clean body and written as one.

The same as the browser has (tests/articles/admin/test_together_browser.py holds them against each other).
"""

from typing import Any

from prosemirror.model import Mark, Node, Schema
from prosemirror.model.from_dom import from_html

#: What a block of a story says, as its attributes data-kind, data-id …
BLOCK = ("kind", "id", "href", "label", "text", "by")
TAGS = {
    "paragraph": "p",
    "bulletList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "blockquote": "blockquote",
    "hardBreak": "br",
    "newsBlock": "news-block",
    "bold": "strong",
    "italic": "em",
    "link": "a",
}
LINK = ("href", "target", "rel", "class", "title")


def _block(element: Any) -> dict[str, str]:
    return {name: element.get(f"data-{name}") or "" for name in BLOCK}


def _numbers(element: Any) -> dict[str, Any]:
    return {"start": int(element.get("start") or 1), "type": "decimal"}


NODES: dict[str, dict[str, Any]] = {
    "paragraph": {"content": "inline*", "group": "block", "parseDOM": [{"tag": "p"}]},
    "doc": {"content": "block+"},
    "text": {"group": "inline"},
    "heading": {
        "content": "inline*",
        "group": "block",
        "defining": True,
        "attrs": {"level": {"default": 1}},
        "parseDOM": [{"tag": f"h{level}", "attrs": {"level": level}} for level in (2, 3)],
    },
    "bulletList": {"content": "listItem+", "group": "block list", "parseDOM": [{"tag": "ul"}]},
    "orderedList": {
        "content": "listItem+",
        "group": "block list",
        "attrs": {"start": {"default": 1}, "type": {"default": None}},
        "parseDOM": [{"tag": "ol", "getAttrs": _numbers}],
    },
    "listItem": {"content": "paragraph block*", "defining": True, "parseDOM": [{"tag": "li"}]},
    "blockquote": {
        "content": "block+",
        "group": "block",
        "defining": True,
        "parseDOM": [{"tag": "blockquote"}],
    },
    "hardBreak": {"group": "inline", "inline": True, "parseDOM": [{"tag": "br"}]},
    "newsBlock": {
        "group": "block",
        "atom": True,
        "attrs": {name: {"default": ""} for name in BLOCK},
        "parseDOM": [{"tag": "news-block", "getAttrs": _block}],
    },
}
MARKS: dict[str, dict[str, Any]] = {
    "link": {
        "inclusive": True,
        "attrs": {name: {"default": None} for name in LINK},
        "parseDOM": [{"tag": "a", "getAttrs": lambda element: {"href": element.get("href")}}],
    },
    "bold": {"attrs": {}, "parseDOM": [{"tag": "strong"}]},
    "italic": {"attrs": {}, "parseDOM": [{"tag": "em"}]},
}

schema: Schema[Any, Any] = Schema({"nodes": NODES, "marks": MARKS, "topNode": "doc"})  # type: ignore[typeddict-item]


def parse(body: str) -> Node:
    """A clean body as the editor reads it."""
    return Node.from_json(schema, from_html(schema, body or "<p></p>"))


def html(node: Node) -> str:
    """As the browser writes it: marks are opened as late and closed as late as they may be."""
    out: list[str] = []
    active: list[Mark] = []

    def close(keep: int) -> None:
        while len(active) > keep:
            out.append(f"</{TAGS[active.pop().type.name]}>")

    for child in node.content.content:
        keep = 0
        while keep < min(len(active), len(child.marks)) and active[keep].eq(child.marks[keep]):
            keep += 1
        close(keep)
        for mark in child.marks[keep:]:
            out.append(_open(mark))
            active.append(mark)
        if child.is_text:
            out.append(_escaped(child.text or ""))
        elif child.type.name == "hardBreak":
            out.append("<br>")
        else:
            out += (_open(child), html(child), f"</{_tag(child)}>")
    close(0)
    return "".join(out)


def _tag(thing: Node | Mark) -> str:
    return f"h{thing.attrs['level']}" if thing.type.name == "heading" else TAGS[thing.type.name]


def _open(thing: Node | Mark) -> str:
    attrs, said = thing.attrs, []
    if thing.type.name == "link":
        said = [("href", str(attrs["href"]))]
    elif thing.type.name == "orderedList":
        said = [("data-type", str(attrs["type"]))] if attrs["type"] else []
        said += [("start", str(attrs["start"]))] if attrs["start"] != 1 else []
    elif thing.type.name == "newsBlock":
        said = [(f"data-{name}", str(attrs[name])) for name in BLOCK if attrs[name]]
    written = "".join(f' {name}="{_escaped(value, quoted=True)}"' for name, value in said)
    return f"<{_tag(thing)}{written}>"


def _escaped(text: str, *, quoted: bool = False) -> str:
    for letter, written in (("&", "&amp;"), ("\u00a0", "&nbsp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(letter, written)
    return text.replace('"', "&quot;") if quoted else text
