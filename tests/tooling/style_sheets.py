"""The one dialect of style sheets: a rule stands on one line as long as it fits, else its lines are filled.

The formatters of the field give each declaration a line of its own, and our sheets would be four times as long.
`python -m tests.tooling.style_sheets` names the sheets that are written otherwise; with `--write` it writes them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Comment, Declaration, Node, ParseError, QualifiedRule, WhitespaceToken

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 120
#: At-rules that hold rules; the others hold declarations.
HOLD_RULES = {"media", "supports", "container", "layer", "keyframes"}


def sheets() -> list[Path]:
    return sorted(path for app in ("articles", "newsroom", "tests") for path in (ROOT / app).rglob("*.css"))


def formatted(text: str) -> str:
    """The sheet in our dialect; comments and single blank lines stay where they are. Raises SyntaxError."""
    return "\n".join(_lines(tinycss2.parse_stylesheet(text), "")) + "\n"


def _lines(nodes: list[Node], indent: str) -> Iterator[str]:
    held = ""  # the last line, until it is known whether a comment stands behind it
    gap = "\n"
    for node in nodes:
        if isinstance(node, WhitespaceToken):
            gap = node.value
            continue
        if isinstance(node, Comment) and held and "\n" not in gap:
            held = f"{held} {node.serialize()}"
            continue
        if held:
            yield held
            if gap.count("\n") > 1:
                yield ""
        *before, held = _node(node, indent)
        yield from before
        gap = ""
    if held:
        yield held


def _node(node: Node, indent: str) -> list[str]:
    if isinstance(node, ParseError):
        raise SyntaxError(f"line {node.source_line}: {node.message}")
    if isinstance(node, Comment):
        return [indent + node.serialize()]
    if isinstance(node, Declaration):
        return [indent + _declaration(node)]
    assert isinstance(node, (AtRule, QualifiedRule))
    head = _words(node.prelude)
    if isinstance(node, AtRule):
        head = f"@{node.at_keyword} {head}".rstrip()
        if node.content is None:
            return [f"{indent}{head};"]
        if node.lower_at_keyword in HOLD_RULES:
            rules = _lines(tinycss2.parse_rule_list(node.content), f"{indent}  ")
            return [f"{indent}{head} {{", *rules, f"{indent}}}"]
    inner = list(_lines(tinycss2.parse_blocks_contents(node.content), ""))
    whole = f"{indent}{head} {{ {' '.join(inner)} }}"
    if len(whole) <= WIDTH and not any("/*" in line for line in inner):
        return [whole]
    selectors = f"{head} {{".replace(", ", ",\n").split("\n")
    return [*_filled(selectors, indent), *_filled(inner, f"{indent}  "), f"{indent}}}"]


def _declaration(node: Declaration) -> str:
    space = "" if not node.value else " "
    return f"{node.name}:{space}{_words(node.value)}{' !important' if node.important else ''};"


def _words(nodes: list[Node]) -> str:
    text = "".join(", " if node == "," else node.serialize() for node in nodes)
    return re.sub(r"\s+", " ", text).strip()


def _filled(parts: list[str], indent: str) -> list[str]:
    """As many parts on each line as fit; a comment and a blank line stay where they stand."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} {part}"
        if lines[-1] and part and "/*" not in longer and len(indent + longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(part)
    return [f"{indent}{line}".rstrip() for line in lines[1:]]


def main() -> int:
    """The number of sheets that are written otherwise; with --write they are no more."""
    others = 0
    for sheet in sheets():
        text = sheet.read_text(encoding="utf-8")
        if (ours := formatted(text)) == text:
            continue
        if "--write" in sys.argv:
            sheet.write_text(ours, encoding="utf-8")
        else:
            sys.stderr.write(f"{sheet.relative_to(ROOT)} is not formatted: make format\n")
            others += 1
    return others


if __name__ == "__main__":
    sys.exit(main())
