"""`make editor`: cuts the editor's library down to what the story form uses of it (needs the network).

django-prose-editor brings one file with tables, figures, code, menus that float, and more: 144 KB compressed, of which
103 are used. Its own sources are taken out of the source map of the installed wheel, so the lock file of Python says
which; those beneath it (Tiptap, ProseMirror) come from npm in the versions of package.json, held to the sums of
deno.lock, and each has to be the very text that the wheel was made from.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import django_prose_editor

HERE = Path(__file__).parent
MADE = HERE.parents[2] / "articles" / "static" / "articles" / "prose-editor.min.js"
LICENCES = MADE.with_name("prose-editor.LICENCES.txt")
#: What the library takes in to hand it on whole, and its styles, which come as a file of their own.
HANDED_ON = re.compile(r'^(?:import "[^"]+\.css"|export (?:\*[\w ]*|\{[^}]*\}) from "[^"]+")\n', re.MULTILINE)

#: Of packages with many extensions the library asks for one; the others would come along.
ONE_OF_MANY = {
    '"@tiptap/extension-list"': '"@tiptap/extension-list/ordered-list"',
    '"@tiptap/extensions"': '"@tiptap/extensions/undo-redo"',
}


def banner() -> str:
    """The first line of what was made: of which library it is a part."""
    return (
        f"/* Cut from django-prose-editor {version('django-prose-editor')} by `make editor`. "
        f"Licences: {LICENCES.name} */\n"
    )


def main() -> None:
    found = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor" / "editor.js.map"
    told = json.loads(found.read_text(encoding="utf-8"))
    sources = dict(zip(told["sources"], told["sourcesContent"], strict=True))
    with TemporaryDirectory() as folder:
        where = Path(folder)
        for path in HERE.iterdir():
            if path.suffix in {".js", ".json", ".lock"}:
                shutil.copy(path, where)
        (where / "library").mkdir()
        for name, text in sources.items():
            if name.startswith("src/"):
                own = HANDED_ON.sub("", text)
                for whole, part in ONE_OF_MANY.items():
                    own = own.replace(f"from {whole}", f"from {part}")
                (where / "library" / Path(name).name).write_text(own, encoding="utf-8")
        bundle = ["deno", "bundle", "--quiet", "--frozen", "--node-modules-dir=auto", "--minify"]
        env = os.environ | {"DENO_DIR": str(where / "cache"), "DENO_NO_UPDATE_CHECK": "1"}
        made = where / "made.js"
        subprocess.run(
            [*bundle, "--platform=browser", f"--output={made}", "entry.js"], cwd=where, env=env, check=True
        )
        packages = dict(_packages(where / "node_modules" / ".deno"))
        _compare(packages, sources)
        MADE.write_text(banner() + made.read_text(encoding="utf-8"), encoding="utf-8")
        LICENCES.write_text(_licences(packages), encoding="utf-8")


def _packages(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*/node_modules/**/package.json")):
        if not path.parents[0].is_symlink() and path.parent.resolve() == path.parent:
            yield json.loads(path.read_text(encoding="utf-8")).get("name", ""), path.parent


def _compare(packages: dict[str, Path], sources: dict[str, str]) -> None:
    """Raises SystemExit where npm has another text than the wheel was made from."""
    for name, text in sources.items():
        package = re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/(.+)", name)
        if package and package[1] in packages:
            other = packages[package[1]] / package[2]
            if not other.exists() or other.read_text(encoding="utf-8") != text:
                raise SystemExit(
                    f"{name} is another text than that of the wheel: set its version in package.json."
                )


def _licences(packages: dict[str, Path]) -> str:
    wheel = Path(str(django_prose_editor.__file__)).parents[1]
    parts = {"django-prose-editor": next(wheel.glob("django_prose_editor-*.dist-info/licenses/LICENSE"))}
    parts |= {name: path for name, where in packages.items() for path in where.glob("LICENSE*")}
    names: dict[str, list[str]] = {}
    for name in sorted(parts):
        names.setdefault(parts[name].read_text(encoding="utf-8").strip(), []).append(name)
    return "\n\n".join(f"{', '.join(told)}\n\n{text}" for text, told in names.items()) + "\n"


if __name__ == "__main__":
    main()
