"""The story form as an editor uses it: opened, changed, sent."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Article
from newsroom.models import User

REPORTER = ("add_article", "change_article", "view_article", "view_author", "view_section", "view_topic")
EDITOR = (
    *REPORTER,
    "publish_article",
    "preview_article",
    "add_topic",
    "view_outlet",
    "view_photo",
    "add_photo",
)
LISTS = ("bylines", "photo_uses", "related_links")


def person(name: str, may: tuple[str, ...] = EDITOR) -> User:
    user = User.objects.create_user(name, password="a long pass phrase", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=may, content_type__app_label="articles"))
    return User.objects.get(pk=user.pk)


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(article: Article | None, act: str = "change", **more: Any) -> str:
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse(f"admin:articles_article_{act}", args=[article.pk, *more.values()])


def opened(client: Client, article: Article | None = None) -> dict[str, Any]:
    """What a browser would send if the form were saved without a change."""
    context = client.get(address(article)).context
    form = context["adminform"].form
    data: dict[str, Any] = {}
    _take(form, data)
    for formset in context["lists"].values():
        _take(formset.management_form, data)
        for row in formset.forms:
            _take(row, data)
    return data


def _take(form: Any, data: dict[str, Any]) -> None:
    for name in form.fields:
        value = form[name].value()
        if hasattr(value, "strftime"):
            value = value.strftime("%Y-%m-%dT%H:%M")
        if isinstance(value, list | tuple):
            value = [str(getattr(each, "pk", each)) for each in value]
        if value is None or value is False or value == []:
            value = ""
        # A browser sends nothing for an empty box to tick, and nothing where nothing is chosen.
        if value != "" or name not in {"decorative", "sensitive", "DELETE", "topics"}:
            data[form.add_prefix(name)] = value
        if form.fields[name].show_hidden_initial:
            data[form.add_initial_prefix(name)] = value


def typed_on(client: Client, user: User, data: dict[str, Any], article: Article | None, count: int) -> Any:
    """What the form's script sends while somebody types."""
    name = "autosave" if article else "autosave_new"
    door = reverse(f"admin:articles_article_{name}", args=[article.pk] if article else [])
    sent = {**data, "count": count, "typed_by": user.pk}
    return client.post(door, sent, headers={"Accept": "application/json"})


def with_row(data: dict[str, Any], name: str, **fields: Any) -> dict[str, Any]:
    """The same with one more row in that list."""
    number = int(data[f"{name}-TOTAL_FORMS"])
    first = {"bylines": "author", "photo_uses": "photo", "related_links": "target"}[name]
    if number and not data.get(f"{name}-{number - 1}-{first}") and not data.get(f"{name}-{number - 1}-url"):
        # The empty row that a page without scripts offers.
        number -= 1
    data[f"{name}-TOTAL_FORMS"] = number + 1
    return data | {f"{name}-{number}-{field}": value for field, value in fields.items()}
