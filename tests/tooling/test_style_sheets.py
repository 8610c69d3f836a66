"""Style sheets: written in one dialect, and nothing in them is dead or hangs in the air."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import django
import django_prose_editor
import pytest

from tests.tooling.style_sheets import ROOT, formatted, sheets

#: Made in code of a beginning and a kind, a number or a state; or by the widgets of others.
MADE = ("by-", "choose-", "field-", "fx", "fy", "nb-", "paste-", "prose-menubar__", "select2-", "span-")
#: Whose pages our sheets dress.
OTHERS = (Path(django.__file__).parent, Path(django_prose_editor.__file__).parent)


@cache
def words() -> frozenset[str]:
    """Every word of the files that may name a class."""
    ours = [
        ROOT / name for name in ("articles", "membership", "newsroom", "templates", "tests/stripe_standin")
    ]
    theirs = [OTHERS[0] / "contrib" / "admin", OTHERS[0] / "forms", OTHERS[1]]
    files = (file for folder in (*ours, *theirs) for file in folder.rglob("*"))
    kinds = {".py", ".html", ".js", ".svg"}
    return frozenset(
        word
        for file in files
        if file.suffix in kinds
        for word in re.findall(r"[\w-]+", file.read_text(encoding="utf-8", errors="ignore"))
    )


def bare(sheet: str) -> str:
    """The sheet without comments and strings."""
    return re.sub(r'/\*.*?\*/|"[^"]*"', "", sheet, flags=re.DOTALL)


def dead_classes(sheet: str) -> list[str]:
    heads = re.sub(r"\{[^{}]*\}", "{}", bare(sheet))
    named = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", heads))
    return sorted(name for name in named - words() if not name.startswith(MADE))


def twice(sheet: str) -> list[str]:
    """Properties that one rule says twice; one right behind the other is an older browser's."""
    found = []
    for block in re.findall(r"\{([^{}]*)\}", bare(sheet)):
        names = [part.partition(":")[0].strip() for part in block.split(";") if ":" in part]
        found += [name for at, name in enumerate(names) if name in names[: max(at - 1, 0)]]
    return found


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_every_class_of_a_sheet_is_used_and_nothing_is_said_twice(sheet: Path):
    text = sheet.read_text(encoding="utf-8")

    assert (dead_classes(text), twice(text)) == ([], [])


def test_every_variable_that_is_used_is_set_somewhere():
    whole = bare("\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets()))

    assert set(re.findall(r"var\((--[\w-]+)", whole)) - set(re.findall(r"(--[\w-]+)\s*:", whole)) == set()


def test_a_class_that_nothing_uses_and_a_property_said_twice_are_found():
    assert dead_classes(".kicker.no-such-class, .nb-map { color: red; }") == ["no-such-class"]
    assert twice(".a { height: 1vh; height: 1dvh; color: red; top: 0; color: blue; }") == ["color"]


def test_a_rule_stands_on_one_line_as_long_as_it_fits():
    assert formatted("a{color:RED;top:0}\nb { left:0!important }") == (
        "a { color: RED; top: 0; }\nb { left: 0 !important; }\n"
    )


def test_a_long_rule_fills_its_lines_and_keeps_comments_and_single_blank_lines():
    selectors, said = (
        [f".part-{number:02}" for number in range(14)],
        [f"--of-{number}: 0;" for number in range(11)],
    )
    rule = f"{','.join(selectors)} {{ {''.join(said)}\n/* so */ top:0 }} /* beside */"

    text = formatted(f"{rule}\n\n\n@media print{{ a{{ top:0 }} }}")

    assert text.splitlines() == [
        f"{', '.join(selectors[:12])},",
        f"{', '.join(selectors[12:])} {{",
        f"  {' '.join(said[:10])}",
        f"  {said[10]}",
        "  /* so */",
        "  top: 0;",
        "} /* beside */",
        "",
        "@media print {",
        "  a { top: 0; }",
        "}",
    ]
    assert formatted(text) == text


def test_what_is_no_style_sheet_is_refused_with_its_line():
    with pytest.raises(SyntaxError, match="line 2"):
        formatted("a { top: 0; }\nb top: 0")
