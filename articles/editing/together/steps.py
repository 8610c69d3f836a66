"""Steps: what one keystroke, paste or button does to a text, as the editor says it.

Nothing that no editor sends gets in: kinds, positions, nodes, marks and the types of all attributes are
looked at, and the text that comes out fits the schema again.
"""

from collections.abc import Mapping as Json
from collections.abc import Sequence
from typing import Any

from prosemirror.model import Node
from prosemirror.transform import Mapping, Step

from articles.editing.together.schema import BLOCK, schema

#: A step as JSON.
Data = Json[str, Any]
#: Positions in a text, about one a letter; steps of a request; steps of others that it is moved over.
LONGEST, MOST, FURTHEST = 400_000, 500, 400
#: Letters of an attribute; nodes within each other.
LONGEST_SAID, DEEPEST = 2000, 20
#: A deletion that is longer than this is moved by whoever made it.
LONGEST_MOVED = 300
_KEYS = frozenset({"stepType", "from", "to", "gapFrom", "gapTo", "insert", "slice", "structure", "mark"})
_KINDS = frozenset({"replace", "replaceAround", "addMark", "removeMark"})
#: How the editor names the numbers of a list.
_NUMBERED = ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")
_POSITIONS = ("from", "gapFrom", "gapTo", "to")


class Refused(Exception):
    """A step that no editor sends, or that does not fit; the message is for who reads the log."""


def played(doc: Node, steps: Sequence[Data]) -> Node:
    """The text after steps that were taken before."""
    for data in steps:
        after = Step.from_json(schema, data).apply(doc).doc
        if after is None:
            raise Refused("a step that was taken does not fit")
        doc = after
    return doc


def read(data: Any) -> Step:
    """The step; raises Refused."""
    if not isinstance(data, dict) or set(data) - _KEYS or data.get("stepType") not in _KINDS:
        raise Refused("step")
    for name in (*_POSITIONS, "insert"):
        if name in data and (type(data[name]) is not int or not 0 <= data[name] <= LONGEST):
            raise Refused(name)
    order = [data[name] for name in _POSITIONS if name in data]
    if order != sorted(order):
        raise Refused("backwards")
    if "mark" in data:
        _look(data["mark"], {"type", "attrs"})
    if part := data.get("slice"):
        if not isinstance(part, dict) or set(part) - {"content", "openStart", "openEnd"}:
            raise Refused("slice")
        _look_at_all(part.get("content"), 0)
    try:
        return Step.from_json(schema, data)
    except Exception as fault:  # What is left the library finds, and raises what it likes.
        raise Refused(f"{type(fault).__name__}: {fault}") from fault


def _look_at_all(nodes: Any, depth: int) -> None:
    if not isinstance(nodes, list | None) or depth > DEEPEST:
        raise Refused("content")
    for node in nodes or ():
        _look(node, {"type", "attrs", "content", "marks", "text"})
        for mark in node.get("marks") or ():
            _look(mark, {"type", "attrs"})
        text = node.get("text", "")
        if not isinstance(text, str) or any(_is_no_letter(letter) for letter in text):
            raise Refused("text")
        _look_at_all(node.get("content"), depth + 1)


def _is_no_letter(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff" or (letter < " " and letter not in "\t\n")


def _look(thing: Any, keys: set[str]) -> None:
    """The library looks at the names of attributes, not at what they say."""
    if not isinstance(thing, dict) or set(thing) - keys:
        raise Refused("node")
    attrs, kind = thing.get("attrs") or {}, thing.get("type")
    if not isinstance(attrs, dict) or not all(_may_say(kind, name, said) for name, said in attrs.items()):
        raise Refused(f"attributes of {kind}")
    if any(map(_is_no_letter, "".join(said for said in attrs.values() if isinstance(said, str)))):
        raise Refused(f"attributes of {kind}")


def _may_say(kind: Any, name: str, said: Any) -> bool:
    if kind == "newsBlock":
        return name in BLOCK and isinstance(said, str) and len(said) <= LONGEST_SAID
    if kind == "heading":
        return name == "level" and type(said) is int and said in {2, 3}
    if kind == "orderedList":
        if name == "type":
            return said is None or said in _NUMBERED
        return name == "start" and type(said) is int and 0 < said < 10000
    if kind == "link" and name == "href":
        scheme = said.partition(":")[0].lower() if isinstance(said, str) else ""
        return scheme in {"http", "https", "mailto"} and len(said) <= LONGEST_SAID
    return kind == "link" and said is None


def applied(doc: Node, steps: Sequence[Step]) -> Node:
    """The text with these steps; raises Refused if one does not fit or what comes out is no story's text."""
    before = {id(child) for child in doc.content.content}
    for step in steps:
        after = _tried(step, doc)
        if after is None:
            raise Refused("a step does not fit")
        doc = after
    try:
        doc.type.check_content(doc.content)
        for child in doc.content.content:
            # What is the same object was looked at before.
            if id(child) not in before:
                child.check()
    except Exception as fault:
        raise Refused(str(fault)) from fault
    if doc.content.size > LONGEST:
        raise Refused("size")
    return doc


def _tried(step: Step, doc: Node) -> Node | None:
    """The text with this step, or None if it does not fit: the library raises where the editor says so."""
    try:
        return step.apply(doc).doc
    except Exception:
        return None


def shifted(doc: Node, own: Sequence[Step], missed: Sequence[Data]) -> list[Step] | None:
    """Steps made before `missed`, moved to `doc`, the text after it: as whoever made them would move them.

    None if that is more than counting: where others took away something that these touch.
    """
    mapping = Mapping(
        [
            *(step.get_map().invert() for step in reversed(own)),
            *(Step.from_json(schema, data).get_map() for data in missed),
        ]
    )
    moved: list[Step] = []
    for number, step in enumerate(own):
        over = mapping.slice(len(own) - number)
        there: Any = step.map(over)
        if there is None or _length(there) != _length(step) or _touched(step, over):
            return None
        after = _tried(there, doc)
        if after is None:
            return None
        doc = after
        mapping.append_map(there.get_map(), len(own) - number - 1)
        moved.append(there)
    return moved


def _length(step: Any) -> int:
    return int(step.to - step.from_)


def _touched(step: Any, over: Mapping) -> bool:
    """Whether others took away something within what this step deletes, or where it stands."""
    if _length(step) > LONGEST_MOVED:
        return True
    for position in range(step.from_, step.to + 1):
        there = over.map_result(position, 1)
        if there.deleted_across:
            return True
        if (position > step.from_ and there.deleted_before) or (position < step.to and there.deleted_after):
            return True
    return False
