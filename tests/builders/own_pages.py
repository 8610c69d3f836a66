"""Pages of the paper itself for tests, saved and published the way the desk does it."""

from __future__ import annotations

from typing import Any

from articles import own_pages
from articles.models import Page
from newsroom.models import User
from tests.builders import newsdesk

TEXT = "<p>The Harbour Paper is published by the Harbour Cooperative, 14 Ropewalk, Saltmere.</p>"
MAY = ("view_page", "add_page", "change_page", "publish_page")


def keeper() -> User:
    """Someone who may keep and publish pages."""
    return newsdesk.editor(may=MAY)


def page(title: str = "Imprint", **fields: Any) -> Page:
    """A saved page that readers have nothing of."""
    made = Page(**{"name": title, "kind": "other", "body": TEXT, **fields})
    own_pages.saved(made, by=None)
    return made


def save(page: Page, **fields: Any) -> Page:
    fresh = Page.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    own_pages.saved(fresh, by=None)
    return fresh


def live(title: str = "Imprint", **fields: Any) -> Page:
    """A page that readers have."""
    made = page(title, **fields)
    own_pages.publish(made, by=keeper())
    return Page.objects.get(pk=made.pk)
