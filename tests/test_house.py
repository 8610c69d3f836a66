"""The house stands: imports run downward, the two apps never name each other. See docs/architecture.md."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAP, DOOR, FACE, VERB, VERB_BELOW, NOUN, GROUND = 6, 5, 4, 3, 2, 1, 0

#: The floor of every room. A new file or folder has to be given one.
ROOMS = {
    "articles": {
        "urls": MAP,
        "apps": MAP,
        "views": DOOR,
        "feeds": DOOR,
        "sitemaps": DOOR,
        "admin": DOOR,
        "desk": FACE,
        "forms": FACE,
        "templatetags": FACE,
        "management": FACE,
        "demo": FACE,
        "publishing": VERB,
        "copydesk": VERB,
        "pictures": VERB,
        "own_pages": VERB,
        "editing": VERB_BELOW,
        "importers": VERB_BELOW,
        "reading": VERB_BELOW,
        "models": NOUN,
        "migrations": NOUN,
        "groups": NOUN,
        "body": GROUND,
        "copies": GROUND,
        "letters": GROUND,
        "photos": GROUND,
    },
    "membership": {
        "urls": MAP,
        "apps": MAP,
        "views": DOOR,
        "admin": DOOR,
        "desk": FACE,
        "forms": FACE,
        "templatetags": FACE,
        "management": FACE,
        "demo": FACE,
        "appeals": VERB,
        "giving": VERB,
        "audit": VERB,
        "reports": VERB,
        "receipts": VERB,
        "reconciling": VERB,
        "discrepancies": VERB,
        "bank_imports": VERB,
        "closing": VERB,
        "instalments": VERB,
        "years": VERB,
        "mail": VERB,
        "members": VERB,
        "models": NOUN,
        "migrations": NOUN,
        "groups": NOUN,
        "codes": GROUND,
        "refusals": GROUND,
        "isolation": GROUND,
        "supporter_token": GROUND,
        "limits": GROUND,
        "challenges": GROUND,
        "paths": GROUND,
        "periods": GROUND,
        "countries": GROUND,
        "receipt_documents": GROUND,
        "locales": GROUND,
        "bank_files": GROUND,
        "tables": GROUND,
        "transfers": GROUND,
        "money": GROUND,
        "providers": GROUND,
    },
}
APPS = frozenset(ROOMS)
#: The wings of stories, by room: none of them knows another on its floor.
WINGS = {room: floor for room, floor in ROOMS["articles"].items() if floor in {VERB, VERB_BELOW}}
#: The only Python outside the apps that may name them: the map, and the command that fills a demo.
NAMES_APPS = {"newsroom.urls", "newsroom.management.commands.demo"}


def imports_of(source: str, module: str, *, is_package: bool = False) -> set[str]:
    """Every module that the source imports, also late, as full dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".") if is_package else module.split(".")[:-1]
                kept = parents[: len(parents) - node.level + 1]
                base = ".".join([*kept, base] if base else kept)
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def faults(module: str, imported: set[str]) -> list[str]:
    """What is wrong with these imports of this module, as sentences."""
    app, *rest = module.split(".")
    found = []
    for target in sorted(imported):
        target_app, *target_rest = target.split(".")
        if target_app not in APPS:
            continue
        if app == "newsroom":
            if module not in NAMES_APPS:
                found.append(f"{module} is ground for both apps and may not name {target}")
        elif app in APPS and target_app != app:
            found.append(f"{module} may not name the other app: {target}")
        elif app in APPS and rest and target_rest:
            room, target_room = rest[0], target_rest[0]
            if room not in ROOMS[app]:
                found.append(f"{module} stands on no floor; give it one in tests/test_house.py")
            elif target_room in ROOMS[app] and ROOMS[app][target_room] > ROOMS[app][room]:
                found.append(f"{module} climbs to {target}")
            elif (
                app == "articles" and room != target_room and WINGS.get(room, room) == WINGS.get(target_room)
            ):
                found.append(f"{module} may not know the wing beside it: {target}")
    if app in APPS and rest and ROOMS[app].get(rest[0]) == GROUND:
        found += [
            f"{module} is ground and may not know models: {target}"
            for target in sorted(imported)
            if target.startswith(("newsroom.models", "django.db"))
        ]
    return found


def modules() -> list[tuple[str, Path]]:
    files = [path for app in ("newsroom", *ROOMS) for path in sorted((ROOT / app).rglob("*.py"))]
    return [(".".join(path.relative_to(ROOT).with_suffix("").parts), path) for path in files]


def test_every_import_runs_downward():
    found = []
    for name, path in modules():
        module = name.removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        found += faults(module, imports_of(source, module, is_package=path.name == "__init__.py"))

    assert found == []


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
