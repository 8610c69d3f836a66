"""The rooms of the house, their floors, and what each module imports."""

from __future__ import annotations

import ast
from pathlib import Path

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
        "transliteration": GROUND,
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
        "receipts": VERB,
        "bank_imports": VERB,
        "books": VERB,
        "letters": VERB,
        "mail": VERB,
        "members": VERB,
        "models": NOUN,
        "migrations": NOUN,
        "groups": NOUN,
        "refusals": GROUND,
        "tokens": GROUND,
        "paths": GROUND,
        "periods": GROUND,
        "countries": GROUND,
        "receipt_documents": GROUND,
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


#: The only Python outside the apps that may name them: the map, the command that fills a demo and its people.
NAMES_APPS = {"newsroom.urls", "newsroom.demo_people", "newsroom.management.commands.demo"}


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
                found.append(f"{module} stands on no floor; give it one in tests/house.py")
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


def circles(imports: dict[str, set[str]]) -> list[str]:
    """The modules that import each other in a circle, and those that lead to one; a package and its parts are one room."""
    left = {
        module: {target for target in targets & imports.keys() if not f"{module}.".startswith(f"{target}.")}
        for module, targets in imports.items()
    }
    while free := [module for module, targets in left.items() if not targets & left.keys()]:
        for module in free:
            del left[module]
    return sorted(left)


def modules() -> list[tuple[str, Path]]:
    files = [path for app in ("newsroom", *ROOMS) for path in sorted((ROOT / app).rglob("*.py"))]
    return [(".".join(path.relative_to(ROOT).with_suffix("").parts), path) for path in files]
