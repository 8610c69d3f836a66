"""The four groups of the desk, and what each may do.

After every migration, when all permissions exist, each group gets what it was never given before: all of it
when it is made, and what a new release adds. What an administrator took from it stays taken.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

_STORY_PARTS = ("byline", "photouse", "relatedlink")
_SHELF = ("author", "outlet", "section", "topic")
_RECORDS = ("version", "edition", "previewlink")


def _all(*names: str) -> set[str]:
    return {f"{action}_{name}" for name in names for action in ("view", "add", "change", "delete")}


def _may(actions: str, *names: str) -> set[str]:
    return {f"{action}_{name}" for name in names for action in actions.split()}


#: Group: codenames of `articles`. Reporters are kept to their own stories and pictures by the desk itself.
STORIES: dict[str, set[str]] = {
    "Reporter": (
        _may("view add change", "article", "photo", "photocredit")
        | _all(*_STORY_PARTS)
        | _may("view", *_SHELF, "licence", "correction", "version", "intake", "page")
        | _may("add", "author")
        | {"preview_article"}
    ),
    "Editor": (
        _all("article", "photo", "photocredit", *_STORY_PARTS, *_SHELF)
        | _may("view add change", "licence", "correction")
        | _may("view", *_RECORDS, "intake", "address")
        | _may("view add change", "page")
        | {"preview_article", "publish_article", "publish_page"}
    ),
    "Photo desk": (
        _all("photo", "photocredit", "licence") | _may("view", "article", "author", "outlet", "photouse")
    ),
    "Membership manager": set(),
}
#: What of gifts nobody deletes or rewrites: the record of what was promised and what came.
KEPT_FROM_ALL = {"delete_donation", "add_payment", "change_payment", "delete_payment"}


def make_groups(*, using: str = "default", apps: Apps = installed) -> None:
    """Make those of the four groups that are missing, and give each what is new to it."""
    try:
        groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
        grants = apps.get_model("newsroom", "Grant").objects.using(using)
    except LookupError:
        return  # A migration of one app alone, before there are groups at all.
    for name, codenames in STORIES.items():
        group, _made = groups.objects.using(using).get_or_create(name=name)
        rows = permissions.objects.using(using)
        meant = (
            rows.filter(content_type__app_label="articles", codename__in=codenames)
            if codenames
            else rows.filter(content_type__app_label="membership").exclude(codename__in=KEPT_FROM_ALL)
        )
        new = list(meant.exclude(pk__in=grants.filter(group=group).values("permission")))
        group.permissions.add(*new)
        grants.bulk_create(grants.model(group=group, permission=permission) for permission in new)


def after_migrate(*, app_config: Any, using: str, apps: Apps = installed, **_kwargs: object) -> None:
    """Permissions of an app are made when its own signal comes, so we wait for the last app's."""
    if app_config.label == list(installed.get_app_configs())[-1].label:
        make_groups(using=using, apps=apps)
