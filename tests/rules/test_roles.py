"""Who may open what on the desk: every address of the admin, by role and method.

A new address without a row here fails the test: say who may open it, then build it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse

from articles.models import CheckRule, Export, Licence, PreviewLink
from articles.publishing import publish
from newsroom.groups import make_groups, roles
from newsroom.models import Imprint, User
from tests.builders import newsdesk, own_pages
from tests.builders.by_hand import by_hand
from tests.builders.corrections import make_correction
from tests.builders.gift_rows import gifts
from tests.driving.desk_table import rows

pytestmark = pytest.mark.django_db

ROLES = {
    "r": "Reporter",
    "e": "Editor",
    "p": "Photo desk",
    "m": "Membership manager",
    "a": "",  # an administrator: in no group, may do all that anybody may
}


def urls() -> Iterator[tuple[str, str, str]]:
    """Every address of the admin: the app and the table it belongs to, and its name."""
    for entry in admin.site.urls[0]:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield "", "", entry.name
            continue
        app, table, _rest = str(entry.pattern).split("/")
        for inner in entry.url_patterns:
            if isinstance(inner, URLPattern) and inner.name:
                yield app, table, inner.name


@pytest.fixture
def people() -> dict[str, User]:
    made = {
        letter: User.objects.create_user(
            f"role-{letter}", password="x", is_staff=True, is_superuser=letter == "a"
        )
        for letter in ROLES
    }
    for letter, group in ROLES.items():
        if group:
            made[letter].groups.add(Group.objects.get(name=group))
    return {letter: User.objects.get(pk=user.pk) for letter, user in made.items()}


@pytest.fixture
def things(people) -> dict[str, Model]:
    """One row of every table, none of them the reporter's."""
    story = newsdesk.story("Cranes stand still", by=people["e"])
    edition = publish(story, by=people["e"], override="for the test")
    return {
        "article": story,
        "author": newsdesk.author(),
        "outlet": newsdesk.outlet(),
        "photo": newsdesk.photo(),
        "section": newsdesk.section(),
        "topic": newsdesk.topic(),
        "licence": Licence.objects.first(),
        "checkrule": CheckRule.objects.create(code="no-related", level="warn"),
        "correction": make_correction(article=story, text="It is the east pier."),
        "page": own_pages.page(),
        "version": edition.version,
        "edition": edition,
        "export": _export(story, edition),
        "previewlink": PreviewLink.objects.create(
            article=story, token_hash="0" * 64, expires_at=edition.live_from, made_by=people["e"]
        ),
        "user": User.objects.create_user("someone"),
        "group": Group.objects.create(name="Visitors"),
        "imprint": Imprint.objects.get_or_create(pk=1)[0],
        **gifts(),
    }


def _export(story: Model, edition: Model) -> Export:
    with by_hand():
        return Export.objects.create(
            article=story,
            edition=edition,
            moment=edition.live_from,
            made_at=edition.live_from,
            sha256="0" * 64,
        )


def address(name: str, table: str, things: dict[str, Model]) -> str:
    story = things["article"]
    arguments: dict[str, list[Any]] = {
        "view_on_site": [ContentType.objects.get_for_model(things["section"]).pk, things["section"].pk],
        "articles_article_version": [story.pk, 1],
        "articles_article_restore": [story.pk, 1],
        "articles_page_restore": [things["page"].pk, 1],
        "articles_article_live": [story.pk, "page"],
        "articles_article_live_new": ["page"],
        "articles_article_make": ["author"],
        "articles_article_revoke": [story.pk, things["previewlink"].pk],
        "app_list": ["articles"],
        "membership_member_export": ["members"],
        "membership_appeal_choices": ["sections"],
        "membership_terms_choices": ["pictures"],
        "auth_user_password_change": [things["user"].pk],
    }
    whole_table = ("_changelist", "_add", "_paste", "_blocks")
    if name in arguments:
        return reverse(f"admin:{name}", args=arguments[name])
    if not table or name.endswith(whole_table):
        return reverse(f"admin:{name}")
    with contextlib.suppress(NoReverseMatch):
        # Pages of the whole table that a room has added.
        return reverse(f"admin:{name}")
    return reverse(f"admin:{name}", args=[things[table].pk])


def let_in(client: Client, method: str, path: str) -> bool:
    answer = getattr(client, method)(path)
    assert answer.status_code < 500
    turned_away = answer.status_code in {401, 403, 404, 405} or "/admin/login/" in answer.get("Location", "")
    return not turned_away


@pytest.fixture(autouse=True)
def _no_page_is_written_out(monkeypatch):
    """Who may open it has been decided before."""
    monkeypatch.setattr(TemplateResponse, "rendered_content", "")


def signed_in(client: Client, user: User) -> Client:
    """Also after the desk has signed them out."""
    if SESSION_KEY not in client.session:
        client.force_login(user)
    return client


def who(people: dict[str, User], clients: dict[str, Client], method: str, path: str) -> str:
    let = (
        letter for letter, user in people.items() if let_in(signed_in(clients[letter], user), method, path)
    )
    return "".join(let) or "-"


def test_every_address_of_the_desk_has_a_row_and_no_row_is_left_over():
    assert sorted(name for _app, _table, name in urls()) == sorted(rows())


@pytest.mark.parametrize("app", sorted({app for app, _table, _name in urls()}))
def test_addresses_open_for_those_in_their_rows_and_nobody_else(app, people, things):
    clients = {letter: Client() for letter in people}

    found = {}
    for belongs, table, name in urls():
        if belongs == app:
            path = address(name, table, things)
            found[name] = who(people, clients, "get", path), who(people, clients, "post", path)

    assert found == {name: rows().get(name) for name in found}


def test_without_a_sign_in_only_the_sign_in_page_opens(things):
    reader = User.objects.create_user("reader")
    outside, inside = Client(), Client()

    opened = set()
    for _app, table, name in urls():
        path = address(name, table, things)
        for method in ("get", "post"):
            if let_in(outside, method, path) or let_in(signed_in(inside, reader), method, path):
                opened.add(name)

    # Signing out without being signed in leads to the desk, which asks for a sign-in.
    assert opened == {"login", "logout"}


ACTS = ("change", "preview", "publish")


def test_a_reporter_changes_and_previews_stories_of_their_own(people, things, client):
    me = people["r"]
    client.force_login(me)
    stories = {
        "begun": newsdesk.story("Begun by me", by=me),
        "held": newsdesk.story("Handed to me", by=people["e"], assigned_to=me),
        "credited": newsdesk.story(
            "Under my name", by=people["e"], authors=[newsdesk.author("Rita", user=me)]
        ),
        "somebody's": things["article"],
    }

    opened = {}
    for name, story in stories.items():
        paths = (address(f"articles_article_{act}", "article", {**things, "article": story}) for act in ACTS)
        opened[name] = [let_in(client, "post", path) for path in paths]

    assert opened == {
        "begun": [True, True, False],
        "held": [True, True, False],
        "credited": [True, True, False],
        "somebody's": [False, False, False],
    }


def test_a_reporter_changes_pictures_of_their_own_and_no_others(people, things, client):
    client.force_login(people["r"])
    mine = newsdesk.photo("Gulls on the mole", added_by=people["r"])

    answers = [
        client.post(reverse("admin:articles_photo_change", args=[photo.pk])).status_code
        for photo in (mine, things["photo"])
    ]

    assert answers == [200, 403]


def test_groups_are_made_again_if_missing_and_left_alone_if_changed():
    Group.objects.get(name="Reporter").delete()
    Group.objects.get(name="Editor").permissions.clear()

    make_groups()

    assert Group.objects.get(name="Reporter").permissions.filter(codename="add_article").exists()
    assert not Group.objects.get(name="Reporter").permissions.filter(codename="publish_article").exists()
    assert not Group.objects.get(name="Editor").permissions.exists()
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(filter(None, ROLES.values()))


def test_the_rights_of_groups_name_permissions_that_exist():
    codenames = {name for role in roles for name in role.may or ()}

    known = set(
        Permission.objects.filter(content_type__app_label="articles").values_list("codename", flat=True)
    )

    assert codenames - known == set()
