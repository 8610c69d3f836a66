"""A bank's table at the desk: chosen, and its columns said."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders.bank_files import csv, desk, manager, pledge  # noqa: F401 (fixtures)
from tests.builders.gifts import value

TAKE_IN = "/admin/membership/bankstatement/take-in/"


def choose(desk, data: str | bytes, name: str = "march.csv"):
    content = data.encode() if isinstance(data, str) else data
    return desk.post(TAKE_IN, {"file": SimpleUploadedFile(name, content)})


def selected(page) -> list[str]:
    """What each column is held for."""
    html = page.content.decode()
    boxes = re.findall(r'<select name="column_\d+".*?</select>', html, re.DOTALL)
    return [found[1] if (found := re.search(r'value="(\w*)" selected', box)) else "" for box in boxes]


def send(desk, page, step: str, fields: list[str], **more):
    told = {f"column_{place}": field for place, field in enumerate(fields)}
    html = page.content.decode()
    carried = {name: value(page, name) for name in ("carried", "name", "columns") if f'name="{name}"' in html}
    return desk.post(TAKE_IN, {**carried, **told, "account": "Harbour Bank", "step": step, **more})


def confirm(desk, preview):
    return desk.post(TAKE_IN, {"carried": value(preview, "carried"), "name": value(preview, "name")})
