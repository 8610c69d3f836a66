"""The paper's frame: sections, topics, partners and people. What is there is left alone."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.models import Author, Outlet, Photo, Section, Topic

FILE = Path(__file__).parent / "paper.toml"


def told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def make_taxonomy() -> None:
    today = timezone.localdate()
    paper = told()
    for order, said in enumerate(paper["sections"]):
        Section.objects.get_or_create(slug=said["slug"], defaults={**said, "order": order * 10})
    for said in paper["topics"]:
        reviewed = today - timedelta(days=1) if said.get("explainer") else None
        Topic.objects.get_or_create(name=said["name"], defaults={**said, "reviewed_on": reviewed})
    for said in paper["outlets"]:
        until = today + timedelta(days=said.pop("agreement_days"))
        Outlet.objects.get_or_create(name=said["name"], defaults={**said, "agreement_until": until})


def make_authors(portraits: Mapping[str, Photo]) -> None:
    """Everybody who is credited, with their faces; `portraits` by the names in `pictures.toml`."""
    for said in told()["authors"]:
        portrait = portraits.get(said.pop("portrait", ""))
        outlet = Outlet.objects.filter(name=said.pop("outlet", "")).first()
        Author.objects.get_or_create(
            name=said["name"], defaults={**said, "portrait": portrait, "outlet": outlet}
        )
