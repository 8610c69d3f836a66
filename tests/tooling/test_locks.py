"""What is installed is locked by hash, and nothing is below the version that mended a weakness."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (
    ROOT / "requirements.txt",
    ROOT / "deploy" / "requirements-s3.txt",
    ROOT / "tests" / "requirements.txt",
)


def locked(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(), re.MULTILINE))


def test_every_locked_package_has_a_hash():
    for path in LOCKS:
        entries = re.split(r"\n(?=[a-z0-9])", path.read_text())
        assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_nothing_is_locked_below_the_lowest_version_that_is_safe():
    lowest = tomllib.loads((ROOT / "tests" / "tooling" / "lowest_versions.toml").read_text())["lowest"]
    found = {
        name: version
        for path in LOCKS
        for name, version in locked(path).items()
        if name in lowest and Version(version) < Version(lowest[name][0])
    }

    assert set(lowest) <= set(locked(LOCKS[0]))
    assert found == {}


@pytest.mark.parametrize("lock", LOCKS[:2])
def test_the_test_lock_holds_what_runs(lock):
    runtime, tests = locked(lock), locked(LOCKS[2])

    assert {name: tests.get(name) for name in runtime if name != "colorama"} == {
        name: version for name, version in runtime.items() if name != "colorama"
    }
