"""A newsroom changes its icon, its colours and any template without touching a file of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import django
django.setup()
from django.contrib.staticfiles import finders
from django.template.loader import get_template
print(finders.find("reader/icon.svg"))
print(finders.find("reader/reader.css"))
print(get_template("own_look.html").render().strip())
print(get_template("base.html").origin.name)
"""


def asked(tmp_path: Path) -> list[str]:
    env = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_ENV": "",
    }
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return told.stdout.splitlines()


def test_files_of_the_newsroom_take_the_place_of_ours_and_the_rest_is_ours(tmp_path):
    (tmp_path / "look" / "static" / "reader").mkdir(parents=True)
    (tmp_path / "look" / "templates").mkdir()
    (tmp_path / "look" / "static" / "reader" / "icon.svg").write_text("<svg/>")
    (tmp_path / "look" / "templates" / "own_look.html").write_text("<link rel=stylesheet href=look.css>")

    assert asked(tmp_path) == [
        str(tmp_path / "look" / "static" / "reader" / "icon.svg"),
        str(ROOT / "newsroom" / "static" / "reader" / "reader.css"),
        "<link rel=stylesheet href=look.css>",
        str(ROOT / "templates" / "base.html"),
    ]


def test_what_the_newsroom_adds_stands_in_the_head_after_our_own_style():
    head = (ROOT / "templates" / "base.html").read_text()

    assert (
        head.index("reader/reader.css") < head.index('{% include "own_look.html" %}') < head.index("</head>")
    )
