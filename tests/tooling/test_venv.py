"""`make` says what to do with a .venv of another Python, or of a folder that was moved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "clone"
    folder.mkdir()
    for file in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / file, folder)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], cwd=folder, check=True)
    return folder


def asked(folder: Path, goal: str = "sound") -> tuple[int, str]:
    # Below `make test`, make would take the flags of the one above it, and tell each folder that it enters.
    alone = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    done = subprocess.run(["make", goal], cwd=folder, env=alone, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_sound_one_and_none_at_all_are_fine(clone):
    assert asked(clone) == (0, "")
    shutil.rmtree(clone / ".venv")
    assert asked(clone) == (0, "")


def moved(clone: Path) -> Path:
    return clone.rename(clone.with_name("moved"))


def without_its_python(clone: Path) -> Path:
    for link in (clone / ".venv" / "bin").glob("python*"):
        link.unlink()
        link.symlink_to("/nowhere/python3")
    return clone


def of_an_older_python(clone: Path) -> Path:
    (library,) = (clone / ".venv" / "lib").glob("python3*")
    library.rename(library.with_name("python3.9"))
    return clone


@pytest.mark.parametrize("spoil", [moved, without_its_python, of_an_older_python])
def test_one_that_does_not_work_any_more_is_told_with_what_to_do(clone, spoil):
    code, said = asked(spoil(clone), "run")

    assert code == 2
    assert said == (
        "The .venv here was made by another Python or in another folder, and does not work any more.\n"
        "Remove it and begin again (what the newsroom wrote stays): make clean run\n"
    )
