"""Who may open what on the desk: every address of the admin, by role and method.

A new address without a row here fails the test: say who may open it, then build it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse

from articles.models import Article, Correction, Licence, PreviewLink
from articles.publishing import publish
from membership.models import Appeal, Payment
from newsroom.models import Imprint, User
from tests import newsdesk
from tests.gifts import make_donation

pytestmark = pytest.mark.django_db

ROLES = {
    "r": "Reporter",
    "e": "Editor",
    "p": "Photo desk",
    "m": "Membership manager",
    "a": "",  # an administrator: in no group, may do all that anybody may
}

#: Address: who may GET it, who may POST to it. The story and the pictures are an editor's.
#: “-” is nobody: the method is refused to all, or the page does not exist for anybody.
TABLE = """
"""


def urls() -> Iterator[tuple[str, str]]:
    """The name of every address of the admin, and the label of the table it belongs to."""
    for entry in admin.site.urls[0]:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield entry.name, ""
            continue
        _app, table, _rest = str(entry.pattern).split("/")
        for inner in entry.url_patterns:
            if isinstance(inner, URLPattern) and inner.name:
                yield inner.name, table


def rows() -> dict[str, tuple[str, str]]:
    return {name: (get, post) for name, get, post in (line.split() for line in TABLE.split("\n") if line)}


def gifts() -> dict[str, Model]:
    donation = make_donation()
    return {
        "appeal": Appeal.objects.create(heading="Keep the lights on", text="It costs.", amounts="8"),
        "donation": donation,
        "payment": Payment.objects.create(donation=donation, kind="received", minor=800, currency="EUR"),
    }


@pytest.fixture
def people() -> dict[str, User]:
    made = {
        letter: User.objects.create_user(f"role-{letter}", password="x", is_staff=True, is_superuser=letter == "a")
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
        "correction": Correction.objects.create(article=story, text="It is the east pier."),
        "version": edition.version,
        "edition": edition,
        "previewlink": PreviewLink.objects.create(
            article=story, token_hash="0" * 64, expires_at=edition.live_from, made_by=people["e"]
        ),
        "user": User.objects.create_user("someone"),
        "group": Group.objects.create(name="Visitors"),
        "imprint": Imprint.objects.get_or_create(pk=1)[0],
        **gifts(),
    }


def address(name: str, table: str, things: dict[str, Model]) -> str:
    story = things["article"]
    arguments: dict[str, list[Any]] = {
        "view_on_site": [ContentType.objects.get_for_model(things["section"]).pk, things["section"].pk],
        "articles_article_revoke": [story.pk, things["previewlink"].pk],
        "auth_user_password_change": [things["user"].pk],
    }
    whole_table = ("_changelist", "_add", "_paste", "_blocks")
    if name in arguments:
        return reverse(f"admin:{name}", args=arguments[name])
    if not table or name.endswith(whole_table):
        return reverse(f"admin:{name}")
    return reverse(f"admin:{name}", args=[things[table].pk])


def let_in(client: Client, method: str, path: str) -> bool:
    answer = getattr(client, method)(path)
    assert answer.status_code < 500
    turned_away = answer.status_code in {403, 404, 405} or "/admin/login/" in answer.get("Location", "")
    return not turned_away


def who(people: dict[str, User], method: str, path: str) -> str:
    found = ""
    for letter, user in people.items():
        client = Client()
        client.force_login(user)
        found += letter if let_in(client, method, path) else ""
    return found or "-"


def test_every_address_of_the_desk_has_a_row_and_no_row_is_left_over():
    assert sorted(name for name, _table in urls()) == sorted(rows())


@pytest.mark.parametrize(("name", "table"), sorted(urls()))
def test_an_address_opens_for_those_in_its_row_and_nobody_else(name, table, people, things):
    path = address(name, table, things)

    allowed = who(people, "get", path), who(people, "post", path)

    print("ROW", name, *allowed)
    assert allowed == rows().get(name)


@pytest.mark.parametrize(("name", "table"), sorted(urls()))
def test_without_a_sign_in_only_the_sign_in_page_opens(name, table, things):
    path = address(name, table, things)
    outside, reader = Client(), Client()
    reader.force_login(User.objects.create_user("reader"))

    opened = [let_in(client, method, path) for client in (outside, reader) for method in ("get", "post")]

    if name == "login":
        assert opened == [True] * 4
    elif name == "logout":  # whoever signs out lands on the sign-in page
        assert opened == [False] * 4
    else:
        assert opened == [False] * 4
