"""What is typed into a story form stands there again when the story is opened, for whoever typed it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from articles.editing import autosaving
from articles.editing.autosaving import not_saved
from articles.models import Article, Autosave
from tests.builders.newsdesk import author, photo, section, story, topic
from tests.driving.storydesk import REPORTER, address, desk, opened, person, typed_on, with_row

pytestmark = pytest.mark.django_db


def keep(client, user, data: dict[str, Any], article: Article | None = None, count: int = 1):
    return typed_on(client, user, data, article, count)


def shown(client, article: Article | None = None, query: str = ""):
    return client.get(address(article) + query)


def test_what_was_typed_stands_in_the_form_again_with_everything():
    user = person("maya")
    client, picture, place = desk(user), photo("The dredger"), section("Harbour")
    article = story(authors=[author("Tom Adair"), author("Lotte Breen")], lead=photo("The basin"))
    data = opened(client, article) | {
        "headline": "Typed and not saved",
        "body": "<p>The first sentence.</p>",
        "section": place.pk,
        "topics": [str(topic("Pilotage").pk), "+Port dues"],
        "bylines-0-DELETE": "on",
    }
    data = with_row(data, "photo_uses", photo=picture.pk, place="text", caption="Half a capt", order=0)

    kept = keep(client, user, data, article)
    page = shown(client, article)

    form, lists = page.context["adminform"].form, page.context["lists"]
    assert kept.status_code == 200
    assert [form[name].value() for name in ("headline", "body", "section")] == [
        "Typed and not saved",
        "<p>The first sentence.</p>",
        str(place.pk),
    ]
    assert form["topics"].value() == [str(topic("Pilotage").pk), "+Port dues"]
    assert [row["author"].value() for row in lists["bylines"].forms] == [str(author("Lotte Breen").pk)]
    assert all(row.card["id"] for row in lists["photo_uses"].forms)
    assert [row["caption"].value() for row in lists["photo_uses"].forms] == ["The basin", "Half a capt"]
    assert "that was not saved is below" in page.text
    assert "errorlist" not in page.text
    assert Article.objects.get(pk=article.pk).headline == "Pilot boats find nothing"


def test_what_was_put_in_is_saved_and_forgotten():
    user = person("maya")
    client, article = desk(user), story()
    keep(client, user, opened(client, article) | {"headline": "Typed"}, article, count=4)
    page = shown(client, article)

    answer = client.post(address(article), opened(client, article) | {"taken": page.context["taken"]})

    assert answer.status_code == 302
    assert Article.objects.get().headline == "Typed"
    assert Autosave.objects.count() == 0
    assert "that was not saved" not in shown(client, article).text


def test_nothing_is_said_of_text_that_is_the_saved_copy():
    user = person("maya")
    client = desk(user)
    article = story(lead=photo(), topics=[topic()], authors=[author("Tom Adair")], related=[story("Older")])
    keep(client, user, opened(client, article), article)

    page = shown(client, article)

    assert "that was not saved" not in page.text
    assert Autosave.objects.count() == 0


@pytest.mark.parametrize(
    "changed", [{"deadline": "2026-03-12T22:00"}, {"topics": []}, {"bylines-0-role": "data"}, {"slug": "x"}]
)
def test_the_least_change_is_no_saved_copy(changed):
    user = person("maya")
    client, article = desk(user), story(topics=[topic()], authors=[author("Tom Adair")])
    keep(client, user, opened(client, article) | changed, article)

    assert "that was not saved is below" in shown(client, article).text


def test_nobody_else_is_shown_it():
    user, other = person("maya"), person("ines")
    maya, ines, article = desk(user), desk(other), story()
    keep(maya, user, opened(maya, article) | {"headline": "Maya’s own"}, article)
    key = Autosave.objects.get().form_key

    for query in ("", f"?typed={key}"):
        assert "Maya’s own" not in shown(ines, article, query).text
    assert "Maya’s own" not in ines.get(reverse("admin:index")).text
    ines.post(reverse("admin:articles_article_throw_typed"), {"form_key": key})
    assert not_saved(user).count() == 1
    assert "Maya’s own" in shown(maya, article).text


def test_where_somebody_saved_meanwhile_it_is_offered_and_not_mixed_in():
    user = person("maya")
    maya, ines, article = desk(user), desk(person("ines")), story()
    keep(maya, user, opened(maya, article) | {"headline": "Maya’s, from before"}, article)
    ines.post(address(article), opened(ines, article) | {"standfirst": "Ines’s, saved"})

    offered = shown(maya, article)
    taken_up = shown(maya, article, f"?typed={Autosave.objects.get().form_key}")

    assert offered.context["adminform"].form["headline"].value() == "Pilot boats find nothing"
    assert "You typed another text of this story" in offered.text
    form = taken_up.context["adminform"].form
    assert (form["headline"].value(), form["standfirst"].value()) == (
        "Maya’s, from before",
        article.standfirst,
    )
    assert form["revision"].value() == "1"
    assert "saved the story at" in taken_up.text
    # It goes the way of every stale save.
    sent = {"headline": "Maya’s, from before", "revision": "1", "taken": taken_up.context["taken"]}
    assert maya.post(address(article), opened(ines, article) | sent).status_code in {302, 409}
    assert Article.objects.get().standfirst == "Ines’s, saved"


def test_a_new_story_is_offered_on_the_start_page_and_beside_new_story():
    user = person("maya")
    client = desk(user)
    keep(client, user, opened(client) | {"headline": "Begun and lost"})
    key = Autosave.objects.get().form_key

    beside = shown(client)
    begun = shown(client, None, f"?typed={key}")

    assert "You began a story at" in beside.text
    assert beside.context["adminform"].form["headline"].value() in {None, ""}
    assert begun.context["adminform"].form["headline"].value() == "Begun and lost"
    assert f"?typed={key}" in client.get(reverse("admin:index")).text


def test_a_new_story_sent_twice_is_one_story():
    client = desk(person("maya"))
    data = opened(client) | {"headline": "A new story", "form_key": "a1"}

    first = client.post(address(None), data)
    again = client.post(address(None), data | {"revision": "1"})

    assert (first.status_code, again.status_code) == (302, 302)
    assert Article.objects.get().headline == "A new story"


def test_a_new_story_sent_twice_in_the_same_moment_is_one_story(monkeypatch):
    client = desk(person("maya"))
    data = opened(client) | {"headline": "A new story", "form_key": "a1"}
    # The second asks what the form became before the first is saved.
    monkeypatch.setattr(autosaving, "became", lambda person, key: None)

    first = client.post(address(None), data)
    again = client.post(address(None), data)

    article = Article.objects.get()
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"] == article.get_desk_url()
    assert article.versions.count() == 1


def test_a_zero_byte_is_no_reason_to_keep_nothing():
    user = person("maya")
    client, article = desk(user), story()

    answer = keep(client, user, opened(client, article) | {"headline": "Pasted\0 from afar"}, article)

    assert answer.status_code == 200
    assert Autosave.objects.get().headline == "Pasted from afar"


def test_the_save_and_the_end_of_the_row_are_one():
    user = person("maya")
    client, article = desk(user), story()
    data = opened(client, article) | {"form_key": "a1"}
    keep(client, user, data | {"headline": "Typed"}, article)

    wrong = client.post(address(article), data | {"deadline": "soon"})

    assert wrong.status_code == 200
    assert not_saved(user).get().headline == "Typed"


def test_it_is_thrown_away_and_taken_back():
    user = person("maya")
    client, article = desk(user), story()
    keep(client, user, opened(client, article) | {"headline": "Typed"}, article)
    key = Autosave.objects.get().form_key

    thrown = client.post(reverse("admin:articles_article_throw_typed"), {"form_key": key}, follow=True)

    assert thrown.context["adminform"].form["headline"].value() == "Pilot boats find nothing"
    assert "is thrown away" in thrown.text
    back = shown(client, article, f"?typed={key}")
    assert back.context["adminform"].form["headline"].value() == "Typed"


def test_a_reporter_keeps_text_of_their_own_stories_alone():
    user = person("rosa", REPORTER)
    client, own, other = desk(user), story(assigned_to=user), story("Somebody's", assigned_to=None)

    answers = [keep(client, user, {"form_key": "a1", "headline": "x"}, of) for of in (own, other, None)]

    assert [answer.status_code for answer in answers] == [200, 403, 200]


def test_text_of_another_person_is_not_kept_under_this_one():
    user, other = person("maya"), person("ines")
    client, article = desk(other), story()

    answer = keep(client, user, {"form_key": "a1", "headline": "Maya’s"}, article)

    assert (answer.status_code, answer.json(), Autosave.objects.count()) == (409, {"person": "ines"}, 0)


@pytest.mark.parametrize("wrong", [{"form_key": ""}, {"form_key": "a/1"}, {"count": ""}, {"count": "1" * 12}])
def test_what_no_form_sends_is_refused(wrong):
    user = person("maya")
    client, article = desk(user), story()

    sent = {"form_key": "a1", "count": 1, "typed_by": user.pk, **wrong}
    answer = client.post(reverse("admin:articles_article_autosave", args=[article.pk]), sent)

    assert (answer.status_code, Autosave.objects.count()) == (400, 0)
