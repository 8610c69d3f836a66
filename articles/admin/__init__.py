"""The desk's tables of stories, pictures and people: one module for each job."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

for _name in ("article", "paste", "photos", "shelf", "people", "records"):
    if find_spec(f"articles.admin.{_name}"):
        import_module(f"articles.admin.{_name}")
