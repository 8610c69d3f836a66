"""The ground names no tenant in strings either: what an app has at the desk, in groups, in pages that are a reader's
own, it registers itself."""

from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps

from tests.house import APPS, NAMES_APPS, modules


def tenants_in(source: str, module: str) -> list[str]:
    """The strings of the source that name an app, one of its tables, permissions, addresses or files, each with what
    it names. What a setting is called, in capitals, is no such name."""
    tree = ast.parse(source)
    apart = _list_of_apps(tree) if module == "newsroom.settings" else set()
    return [
        f"{module}:{node.lineno} names {found[0]} in {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in apart
        if (found := TENANT.search(node.value))
    ]


def _list_of_apps(tree: ast.Module) -> set[ast.AST]:
    return {
        part
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "INSTALLED_APPS"
        for part in ast.walk(node)
    }


def _tenant() -> re.Pattern[str]:
    """An app's name alone, or with what it parts from a name of its own; a table's; a permission for one."""
    tables = {model.__name__ for app in APPS for model in apps.get_app_config(app).get_models()}
    either = "|".join(sorted(APPS))
    classes, small = "|".join(sorted(tables)), "|".join(sorted(tables)).lower()
    return re.compile(
        rf"(?<![\w])(?:{either})(?=[./:_]\w)|^(?:{either})[./:_]$|(?<=[/_.:])(?:{either})\b|^(?:{either}|{classes})$|^\w+_(?:{small})$"
    )


TENANT = _tenant()


def test_the_ground_names_no_app_in_strings_either():
    found = []
    for name, path in modules():
        module = name.removesuffix(".__init__")
        if module.startswith("newsroom.") and module not in NAMES_APPS and ".migrations." not in module:
            found += tenants_in(path.read_text(encoding="utf-8"), module)

    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'JOBS = [("stories", ("articles.Article",))]',
        'OWN = "/membership/me/"',
        'EXEMPT = [r"^membership/webhooks/"]',
        'reverse("articles:home")',
        'reverse("admin:articles_article_paste")',
        'cursor.execute("SELECT minor FROM membership_payment")',
        'rows.filter(content_type__app_label="articles")',
        'apps.get_model(label, "Donation")',
        'NEVER = {"delete_donation"}',
        'static_lazy("articles/editing.js")',
        'def late():\n    return f"articles.{name}"',
        'INSTALLED_APPS = ["articles"]',
    ],
)
def test_a_planted_name_of_an_app_is_found(planted: str):
    assert len(tenants_in(planted, "newsroom.desk.site")) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("newsroom.settings", 'INSTALLED_APPS = ["articles.apps.ArticlesConfig"]'),
        ("newsroom.settings", 'LIMIT = env.number("MEMBERSHIP_HOURLY_LIMIT", 5)'),
        ("newsroom.models.imprint", '_("heading of the membership page")'),
        ("newsroom.demo_record", 'f"{3} articles"'),
    ],
)
def test_a_word_of_the_language_is_no_name_of_an_app(module: str, source: str):
    assert tenants_in(source, module) == []
