"""The version is written once for the program; what else names it agrees, and the desk shows it to those who work there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from newsroom import __version__

ROOT = Path(__file__).resolve().parents[2]


def test_the_program_its_package_and_its_list_of_changes_name_the_same_version():
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)

    assert newest
    assert (package, newest[1]) == (__version__, __version__)


@pytest.mark.django_db
def test_the_foot_of_the_desk_names_the_version_and_the_sign_in_does_not(admin_client, client):
    assert (
        f'<footer id="footer">Newsroom {__version__}</footer>' in admin_client.get("/admin/").content.decode()
    )
    assert __version__ not in client.get("/admin/login/").content.decode()
