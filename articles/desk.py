"""Where the stories' and the pictures' tables stand on the desk."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from articles import models
from newsroom.desk.start_page import Job

STORIES = (
    models.Article,
    models.Author,
    models.Outlet,
    models.Section,
    models.Topic,
    models.Correction,
    models.Page,
    models.PreviewLink,
    models.Version,
    models.Edition,
    models.Export,
    models.CheckRule,
)
JOBS = (
    Job("stories", _("Stories"), STORIES),
    Job("pictures", _("Pictures"), (models.Photo, models.PhotoCredit, models.Licence)),
)
NAVIGATION = (
    (models.Article, _("Articles")),
    (models.Photo, _("Pictures")),
    (models.Correction, _("Corrections")),
)


def new_story(tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Where a story is begun, and where copy is pasted; None for those who may not."""
    url = tables.get(models.Article._meta.label, {}).get("add_url")
    return {"new_story_url": url, "paste_url": _address("paste") if url else None}


def find(tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Where stories, people, pictures and topics are found; None for who may see none of them."""
    seen = {models.Article, models.Author, models.Photo, models.Topic}
    return {"find_url": _address("find") if any(each._meta.label in tables for each in seen) else None}


def _address(name: str) -> str | None:
    try:
        return reverse(f"admin:articles_article_{name}")
    except NoReverseMatch:
        return None
