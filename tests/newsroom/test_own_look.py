"""A slip in the newsroom's own templates or styles is told before it is used, and changes nothing."""

from __future__ import annotations

import copy
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom import own_look
from newsroom.management.commands import prepare


@pytest.fixture
def look(settings, tmp_path):
    """A LOOK_DIR with one template that holds this text; answers the folder."""

    def make(text: str | bytes, name: str = "own_look.html"):
        settings.LOOK_DIR = tmp_path / "look"
        file = settings.LOOK_DIR / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        [engine] = copy.deepcopy(settings.TEMPLATES)
        engine["DIRS"] = [settings.LOOK_DIR / "templates", *engine["DIRS"][1:]]
        settings.TEMPLATES = [engine]
        return settings.LOOK_DIR

    return make


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% load nonsense %}", "'nonsense' is not a registered tag library"),
        ("{% nonsense %}", "Invalid block tag on line 1: 'nonsense'"),
        ("{% block a %}", "Unclosed tag on line 1: 'block'"),
        ("{{ name|nonsense }}", "Invalid filter: 'nonsense'"),
        (b"\xff\xfe", "'utf-8' codec can't decode"),
        ('{% extends "gone.html" %}', "there is no template gone.html"),
        ('{% if a %}{% include "gone.html" %}{% endif %}', "there is no template gone.html"),
        ('{% load static %}{% static "gone.css" %}', "there is no static file gone.css"),
    ],
)
def test_a_template_that_would_break_pages_is_told(look, text, said):
    folder = look(text)

    [sentence] = own_look.faults(folder)

    assert sentence.startswith(f"{folder}/templates/own_look.html: {said}")
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{% extends "base.html" %}{% load static %}{% block more %}{% static "reader/reader.css" %}{% endblock %}',
        "{% extends frame %}{% load static %}{% block b %}{% include part %}{% static file %}{% endblock %}",
        '{% include "own_look.html" %}',
    ],
)
def test_what_works_and_what_only_a_page_can_tell_is_not_complained_of(look, text):
    assert list(own_look.faults(look(text, "articles/front.html"))) == []


def test_where_there_is_no_look_there_is_no_fault(tmp_path):
    assert list(own_look.faults(tmp_path / "nowhere")) == []


def test_prepare_refuses_it_before_anything_is_changed(look, monkeypatch):
    folder = look("{% nonsense %}")
    monkeypatch.setattr(prepare.Command, "_prepare", lambda self: pytest.fail("It went on."))

    with pytest.raises(CommandError, match=rf"{folder}/templates/own_look.html: .* out of LOOK_DIR, and"):
        call_command("prepare")


def test_a_style_that_names_what_is_not_there_is_told_before_the_database_is_touched(
    settings, monkeypatch, tmp_path
):
    settings.DATA_DIR = settings.STATIC_ROOT = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    asked = []

    def command(name, *_words, **_how):
        asked.append(name)
        raise ValueError("The file 'gone.png' could not be found.\nPlease check it.")

    monkeypatch.setattr(prepare, "call_command", command)

    with pytest.raises(CommandError, match=r"^Static files: The file 'gone.png' could not be found. Please"):
        call_command("prepare", stdout=io.StringIO())

    assert asked == ["collectstatic"]


def test_a_folder_that_is_called_otherwise_now_is_told(tmp_path):
    for name in ("proof", "reader"):
        (tmp_path / "static" / name).mkdir(parents=True)

    assert list(own_look.faults(tmp_path)) == [
        f"{tmp_path}/static/proof: this folder is called static/reader now; rename yours."
    ]
