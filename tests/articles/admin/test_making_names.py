"""Names to choose from, and those that are made where a story credits them."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles.models import Author, Outlet
from tests.builders.newsdesk import author, live, outlet, story, topic
from tests.driving.storydesk import EDITOR, desk, person

pytestmark = pytest.mark.django_db
ADDING = (*EDITOR, "add_author", "add_outlet")


def make(client: Client, kind: str, name: str):
    return client.post(reverse("admin:articles_article_make", args=[kind]), {"name": name})


def names(client: Client, term: str, model: str, field: str) -> list[dict[str, str]]:
    asked = {"term": term, "app_label": "articles", "model_name": model, "field_name": field}
    return client.get(reverse("admin:autocomplete"), asked).json()["results"]


@pytest.mark.parametrize(("kind", "model"), [("author", Author), ("outlet", Outlet)])
def test_a_name_is_made_once_with_an_address_of_its_own(kind, model):
    client = desk(person("maya", ADDING))

    first = make(client, kind, "  Zoë   Hadley ").json()
    again = make(client, kind, "zoë hadley").json()

    row = model.objects.get()
    assert first == again == {"id": str(row.pk), "text": "Zoë Hadley"}
    assert row.slug == "zoe-hadley"


def test_who_may_not_add_names_is_told_so_and_nothing_is_made():
    answer = make(desk(person("ed")), "author", "Nadia Hadley")

    assert (answer.status_code, answer.json()["error"]) == (
        403,
        "You may not add names here. Ask an editor to add it.",
    )
    assert not Author.objects.exists()


def test_a_name_that_cannot_be_is_refused_in_words():
    client = desk(person("maya", ADDING))

    assert make(client, "author", " ").status_code == 400
    long = make(client, "outlet", "x" * 101)
    assert (long.status_code, "100 characters" in long.json()["error"]) == (400, True)
    assert make(client, "author", "\0").status_code == 400
    assert make(client, "topic", "Silt").status_code == 404
    assert client.get(reverse("admin:articles_article_make", args=["author"])).status_code == 405


def test_names_that_begin_with_the_letters_come_first_whatever_their_case():
    for name in ("Airport", "Port dues", "New port", "Ópera", "Oport"):
        topic(name)
    client = desk(person("ed"))

    assert [row["text"] for row in names(client, "port", "topicuse", "tag")] == [
        "Port dues",
        "New port",
        "Airport",
        "Oport",
    ]
    assert [row["text"] for row in names(client, "ÓP", "topicuse", "tag")] == ["Ópera"]


@time_machine.travel("2026-03-24 12:00Z")
def test_a_second_line_tells_one_name_from_another(django_assert_max_num_queries):
    partner = outlet("The Coast Wire")
    writer = author("Wim van der Hadde", outlet=partner)
    author("Nadia Hadley", job_title="Freelance")
    with time_machine.travel("2026-03-02 12:00Z"):
        live(authors=[writer])
    story("Not out yet", authors=[writer])
    client = desk(person("ed", (*EDITOR, "view_author")))

    with django_assert_max_num_queries(8):
        found = names(client, "had", "byline", "author")

    assert [(row["text"], row["note"]) for row in found] == [
        ("Nadia Hadley", "Freelance"),
        ("Wim van der Hadde", "The Coast Wire · 2 stories, last on 2 March"),
    ]
