"""The table of what each group may do, in docs/at-work.md, is what the groups are given."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.contrib import admin

from articles.groups import MAY
from membership.groups import NEVER, ROLE

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "at-work.md"
WORDS = {
    "view": "see",
    "add": "add",
    "change": "change",
    "delete": "delete",
    "preview": "preview",
    "publish": "publish",
    "export": "export",
}
GROUPS = list(MAY)


def given() -> dict[str, list[str]]:
    """What is meant, as the desk calls it: for each group the acts, in the order of WORDS."""
    models = {codename.partition("_")[2] for codenames in MAY.values() for codename in codenames}
    rows = {}
    for name in models:
        model = apps.get_model("articles", name)
        acts = dict(WORDS)
        if name == "article":
            assert not admin.site.get_model_admin(model).has_delete_permission(None)
            del acts["delete"]
        rows[str(model._meta.verbose_name_plural)] = [
            ", ".join(word for act, word in acts.items() if f"{act}_{name}" in MAY[group]) for group in GROUPS
        ]
    return rows


def told() -> list[list[str]]:
    section = (
        GUIDE.read_text(encoding="utf-8").partition("## What each group may do")[2].partition("\n## ")[0]
    )
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_of_groups_says_what_each_is_given():
    head, _rule, *rows = told()

    assert head[1:] == GROUPS
    assert {name: acts for name, *acts in rows} == given()


def test_what_is_said_of_membership_managers_is_what_is_kept_from_them():
    assert (ROLE.group, ROLE.may) == ("Membership manager", None)
    assert {"delete_donation", "add_payment", "change_payment", "delete_payment"} == NEVER
    assert "no donation is deleted, and no payment added, changed or deleted" in " ".join(
        GUIDE.read_text().split()
    )
