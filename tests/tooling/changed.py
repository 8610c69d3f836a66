"""Which tests belong to what was changed: `python -m tests.tooling.changed` prints them, for `make quick`.

Changed is what differs from the last commit, or what the last commit brought if nothing does.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: What every change may break, in a minute.
ALWAYS = ("tests/test_house.py", "tests/test_house_strings.py", "tests/rules/test_one_hand.py")


def mirrored(changed: Iterable[str]) -> list[str]:
    """Paths of the repository to those of its tests: "membership/giving/gate.py" to "tests/membership/giving"."""
    found = set(ALWAYS)
    for name in changed:
        path = Path(name)
        if path.parts[0] == "tests" and path.name.startswith("test_"):
            found.add(name)
        elif path.suffix in {".py", ".html", ".js", ".css"}:
            found |= _mirror(path)
    return sorted(name for name in found if (ROOT / name).exists())


def _mirror(path: Path) -> set[str]:
    """The folder that mirrors where it lies; else tests named like it beside those of its app."""
    parts = path.parts[1:] if path.parts[0] == "templates" else path.parts
    folders = [Path("tests", *parts[:depth]) for depth in range(len(parts) - 1, 1, -1)]
    if folder := next((each for each in folders if (ROOT / each).is_dir()), None):
        return {str(folder)}
    beside = (ROOT / "tests" / parts[0]).glob(f"test_{path.stem}*.py")
    return {str(each.relative_to(ROOT)) for each in beside}


def _changed() -> list[str]:
    here = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return here or _git("diff", "--name-only", "HEAD~1", "HEAD")


def _git(*words: str) -> list[str]:
    told = subprocess.run(["git", *words], cwd=ROOT, check=False, capture_output=True, text=True)
    return told.stdout.split()


if __name__ == "__main__":
    print(*mirrored(_changed()))  # noqa: T201
