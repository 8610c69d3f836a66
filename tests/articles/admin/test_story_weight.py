"""What the story form weighs before anything can be typed into it, as it goes over the wire."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.template.defaultfilters import filesizeformat
from django.test import Client

from tests.builders.newsdesk import story
from tests.driving.storydesk import address, desk, person

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIBRARIES = ("django_prose_editor/", "articles/prose-editor.min.js")
#: What `import(…)` names comes when somebody needs it, and not with the page.
IMPORT = re.compile(r"""(?:^|[;\s])(?:import(?!\()|export)[^"';]*["'](\.[^"']+)["']""")
FONTS = re.compile(r"""url\(["']?([^"')]+\.woff2)""")


@cache
def weight(path: str) -> int:
    found = finders.find(path)
    assert found, path
    raw = Path(found).read_bytes()
    return len(raw) if path.endswith(".woff2") else len(brotli.compress(raw))


def with_imports(path: str, seen: set[str]) -> None:
    if path in seen:
        return
    seen.add(path)
    text = Path(finders.find(path)).read_text(encoding="utf-8")
    if path.endswith(".js"):
        for other in IMPORT.findall(text):
            with_imports(normpath(join(dirname(path), other)), seen)
    elif path.endswith("fonts.css"):
        # Bold letters, and those of central Europe, come where a text has them; italic ones with a pull quote.
        fonts = {normpath(join(dirname(path), font)) for font in FONTS.findall(text)}
        seen |= {font for font in fonts if not re.search(r"-(b|ext)\b", font)}


def loaded(html: str) -> set[str]:
    """The static files that the page asks for: named in it, and those that its scripts and styles name."""
    seen: set[str] = set()
    for path in re.findall(r"/static/([\w./-]+\.(?:js|css))", html):
        with_imports(path, seen)
    return seen


def over_the_wire(client: Client, where: str) -> tuple[int, str]:
    """The bytes of an answer of the server as a browser gets it, and what it says."""
    answer = client.get(where, headers={"accept-encoding": "gzip, br"})
    assert answer.status_code == 200, where
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return len(answer.content), (gzip.decompress(answer.content) if packed else answer.content).decode()


def test_the_first_load_of_the_story_form_is_light():
    client = desk(person("maya"))
    page, html = over_the_wire(client, address(story()))
    answers = re.findall(r'<script src="(/(?!static/)[^"]+)"', html)
    files = loaded(html)
    own = {path for path in files if path.endswith(".js") and not path.startswith((*LIBRARIES, "admin/"))}
    whole = sum(map(weight, files)) + page + sum(over_the_wire(client, other)[0] for other in answers)

    said = {path: weight(path) for path in sorted(files, key=weight, reverse=True)}
    assert "articles/newsblocks.js" in own
    assert "articles/prose-editor.min.js" in files
    assert "django_prose_editor/editor.js" not in files
    assert sum(map(weight, own)) <= 130_000, said
    assert whole <= 250_000, (filesizeformat(whole), said)
    assert not [path for path in files if re.search("jquery|select2|icons", path)]
    # Writing with others comes when there are others; what is opened, when it is.
    assert not [path for path in files if path.startswith("articles/together/")]
    later = ("dialogs", "library", "live-preview", "live-checks", "in-place", "signing-in", "markdown")
    named = {f"articles/{name}.js" for name in later} | {"desk/palette.js", "desk/keys-sheet.js"}
    assert all(map(finders.find, named))
    assert files & named == set()
