"""Where the stories' and the pictures' tables stand on the desk."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    Author,
    Correction,
    Edition,
    Licence,
    Outlet,
    Page,
    Photo,
    PhotoCredit,
    PreviewLink,
    Section,
    Topic,
    Version,
)
from newsroom.desk.start_page import Job

STORIES = (Article, Author, Outlet, Section, Topic, Correction, Page, PreviewLink, Version, Edition)
JOBS = (Job("stories", _("Stories"), STORIES), Job("pictures", _("Pictures"), (Photo, PhotoCredit, Licence)))
NAVIGATION = ((Article, _("Articles")), (Photo, _("Pictures")), (Correction, _("Corrections")))


def new_story(tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Where a story is begun, and where copy is pasted; None for those who may not."""
    url = tables.get(Article._meta.label, {}).get("add_url")
    return {"new_story_url": url, "paste_url": _paste_url() if url else None}


def _paste_url() -> str | None:
    try:
        return reverse("admin:articles_article_paste")
    except NoReverseMatch:
        return None
