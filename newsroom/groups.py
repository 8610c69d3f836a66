"""The groups of the desk, and what each may do.

After every migration, when all permissions exist, each group gets what it was never given before: all of it
when it is made, and what a new release adds. What an administrator took from it stays taken.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps


@dataclass(frozen=True)
class Role:
    """What a group may do with one app: the codenames in `may`, or, where that is None, all but `never`."""

    group: str
    app: str
    may: frozenset[str] | None = None
    never: frozenset[str] = frozenset()


#: In the order of the groups. Each app adds its own when it is made ready.
roles: list[Role] = []


def may(actions: str, *names: str) -> set[str]:
    """Codenames: each of the actions, parted by spaces, on each of the tables."""
    return {f"{action}_{name}" for name in names for action in actions.split()}


def may_all(*names: str) -> set[str]:
    return may("view add change delete", *names)


def make_groups(*, using: str = "default", apps: Apps = installed) -> None:
    """Make those of the groups that are missing, and give each what is new to it."""
    try:
        groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
        grants = apps.get_model("newsroom", "Grant").objects.using(using)
    except LookupError:
        return  # A migration of one app alone, before there are groups at all.
    for role in roles:
        group, _made = groups.objects.using(using).get_or_create(name=role.group)
        meant = permissions.objects.using(using).filter(content_type__app_label=role.app)
        meant = meant.exclude(codename__in=role.never)
        if role.may is not None:
            meant = meant.filter(codename__in=role.may)
        new = list(meant.exclude(pk__in=grants.filter(group=group).values("permission")))
        group.permissions.add(*new)
        grants.bulk_create(grants.model(group=group, permission=permission) for permission in new)


def after_migrate(*, app_config: Any, using: str, apps: Apps = installed, **_kwargs: object) -> None:
    """Permissions of an app are made when its own signal comes, so we wait for the last app's."""
    if app_config.label == list(installed.get_app_configs())[-1].label:
        make_groups(using=using, apps=apps)
