"""The house stands: imports run downward, the two apps never name each other. See docs/architecture.md."""

from __future__ import annotations

import pytest

from tests.house import APPS, ROOMS, ROOT, circles, faults, imports_of, modules


def test_every_import_runs_downward():
    found = []
    for name, path in modules():
        module = name.removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        found += faults(module, imports_of(source, module, is_package=path.name == "__init__.py"))

    assert found == []


def test_no_modules_import_each_other_in_a_circle():
    imports = {}
    for name, path in modules():
        module = name.removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        imports[module] = imports_of(source, module, is_package=path.name == "__init__.py")

    assert circles(imports) == []


def test_a_planted_circle_is_found():
    circle = {"a": {"b"}, "b": {"c.d"}, "c.d": {"a"}, "e": {"f"}, "f": set()}

    assert circles(circle) == ["a", "b", "c.d"]


def test_every_room_stands_on_a_floor():
    rooms = {tuple(name.split(".")[:2]) for name, _path in modules() if name.split(".")[0] in APPS}

    assert [room for room in sorted(rooms) if room[1] != "__init__" and room[1] not in ROOMS[room[0]]] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("articles.models.article", "from articles.publishing import publish"),
        ("articles.models.article", "def late():\n    from articles import publishing"),
        ("articles.publishing", "import articles.views.story"),
        ("articles.editing.saving", "from articles.publishing import publish"),
        ("articles.publishing.verbs", "from articles.pictures import settle"),
        ("articles.body.parts", "from articles.models import Article"),
        ("articles.photos.metadata", "from newsroom.models import User"),
        ("articles.photos.metadata", "from django.db import models"),
        ("articles.views.story", "from membership.models import Appeal"),
        ("membership.giving", "from articles.models import Article"),
        ("membership.providers.pledge", "from membership.models import Donation"),
        ("membership.providers.pledge.provider", "from ...models import Donation"),
        ("newsroom.pagestore", "from articles.models import Edition"),
        ("articles.drawer", "from articles.models import Article"),
    ],
)
def test_a_planted_fault_is_found(module: str, source: str):
    assert len(faults(module, imports_of(source, module))) >= 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("articles.publishing", "from articles.models import Article"),
        ("articles.views.story", "from articles.reading import story_page"),
        ("newsroom.urls", "from articles import urls"),
        ("membership.views", "from newsroom.models import Imprint"),
    ],
)
def test_a_downward_import_is_no_fault(module: str, source: str):
    assert faults(module, imports_of(source, module)) == []


def test_no_file_is_longer_than_300_lines():
    long = {
        str(path.relative_to(ROOT)): count
        for app in ("newsroom", "articles", "membership", "templates", "tests")
        for path in sorted((ROOT / app).rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".js"}
        and path.name != "0001_initial.py"  # as Django wrote them
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}


def test_nothing_of_the_makers_own_place_is_in_the_repository():
    words = ("../sha" + "red", "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for folder in ("newsroom", "articles", "membership", "templates", "tests", "docs", "deploy", ".ci")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".js", ".md", ".sh", ".toml", ".txt"}
        or path.parent.name == ".ci"
        for word in words
        if path.is_file() and word in path.read_text(encoding="utf-8")
    ]

    assert found == []
