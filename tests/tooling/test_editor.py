"""The editor that is kept here is the part of the library that is used, and of the library that is installed."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.conf import settings
from django_prose_editor.config import expand_extensions

from articles.forms.body_editor import EXTENSIONS as OURS
from articles.forms.written import EXTENSIONS
from tests.tooling.editor.__main__ import HERE, LICENCES, MADE, banner

pytestmark = pytest.mark.once
SCRIPTS = sorted((settings.BASE_DIR / "articles" / "static").rglob("*.js"))
IMPORT = re.compile(r'import \{([^}]+)\} from "django-prose-editor/editor"')


@cache
def given() -> set[str]:
    """The names that the script gives those who import it."""
    (names,) = re.findall(r"export\{([^}]+)\};?\s*\Z", MADE.read_text(encoding="utf-8"))
    return {each.split(" as ")[-1].strip() for each in names.split(",")}


def test_it_was_cut_from_the_library_that_is_installed():
    with MADE.open(encoding="utf-8") as script:
        assert script.readline() == banner(), "The library has changed: make editor"
    assert "Copyright (c) 2024, Feinheit AG" in LICENCES.read_text(encoding="utf-8")


def test_it_has_every_extension_that_the_form_asks_for():
    of_ours = {name for each in OURS for name in each["extensions"]}
    asked = {name for name, told in expand_extensions(EXTENSIONS).items() if told} - of_ours

    assert {"Document", "Menu", "Link"} <= asked
    assert asked - given() == set()
    assert "Table" not in given()


def test_it_has_what_our_scripts_take_of_it():
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS if path != MADE]
    asked = {name.strip() for text in texts for names in IMPORT.findall(text) for name in names.split(",")}
    parts = {part for text in texts for part in re.findall(r"\bpm\.(\w+)", text)}

    assert {"Node", "Plugin", "pm"} <= asked
    assert asked - given() == set()
    assert "transform" in parts
    assert parts - set(re.findall(r"\* as (\w+)", (HERE / "pm.js").read_text(encoding="utf-8"))) == set()


def test_its_parts_have_exact_versions_and_sums():
    versions = re.findall(
        r'"((?:@tiptap|prosemirror|linkifyjs)[^"]*)": "([^"]+)"', (HERE / "package.json").read_text()
    )

    assert len(versions) > 10
    assert [name for name, version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    locked = (HERE / "deno.lock").read_text()
    assert [name for name, version in versions if f'"npm:{name}@{version}"' not in locked] == []
