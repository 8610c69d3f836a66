"""The doors at which forms of one story send steps and get those of the others."""

from __future__ import annotations

import json

import pytest

from articles.models import Article, Autosave, SharedText, Version
from tests.builders.newsdesk import story
from tests.driving.storydesk import REPORTER, address, desk, opened, person, typed_on

pytestmark = pytest.mark.django_db


class Writer:
    def __init__(self, name: str, article: Article):
        self.user, self.article = person(name), article
        self.client, self.form = desk(self.user), {}
        self.at = ("", 0)

    def ask(self, act: str, **more):
        sent = {"typed_by": self.user.pk, "window": self.user.username, **more}
        return self.client.post(address(self.article, act), sent, headers={"Accept": "application/json"})

    def come(self) -> dict:
        self.form = opened(self.client, self.article)
        self.ask("present", silent=15)
        said = self.ask("join", revision=self.form["revision"], shared="").json()
        if said:
            self.at = (said["epoch"], said["version"] + len(said["steps"]))
        return said

    def type(self, at: int, words: str):
        slice_ = {"content": [{"type": "text", "text": words}]}
        return self.send([{"stepType": "replace", "from": at, "to": at, "slice": slice_}])

    def send(self, steps):
        answer = self.ask("together", epoch=self.at[0], version=self.at[1], steps=json.dumps(steps))
        if answer.status_code == 200 and "steps" in answer.json():
            told = answer.json()
            self.at = (self.at[0], self.at[1] + (len(told["steps"]) or len(steps)))
        return answer

    def save(self, **fields):
        said = {**fields, "shared": f"{self.at[0]}:{self.at[1]}"}
        return self.client.post(address(self.article), {**self.form, **said})


@pytest.fixture
def article():
    return story(body="<p>one two</p>")


@pytest.fixture
def two(article):
    both = Writer("maya", article), Writer("ines", article)
    for each in both:
        each.come()
    return both


def test_steps_go_from_one_form_to_the_other(two):
    maya, ines = two

    assert maya.type(8, "!").json() == {"taken": True, "steps": []}
    told = ines.send([]).json()

    assert [(step["slice"]["content"][0]["text"], who) for step, who in told["steps"]] == [("!", "maya")]
    assert ines.send([]).json() == {"taken": False, "steps": []}


def test_both_save_and_nobody_is_asked_about_the_text(article, two):
    maya, ines = two
    maya.type(8, "!")
    ines.send([])
    ines.type(1, "So ")
    maya.send([])
    assert ines.save(body="<p>So one two!</p>", headline="Of Ines").status_code == 302
    maya.type(12, " And on.")

    answer = maya.save(body="<p>So one two! And on.</p>")

    assert answer.status_code == 302
    saved = Article.objects.get()
    assert (saved.body, saved.headline) == ("<p>So one two! And on.</p>", "Of Ines")
    assert SharedText.objects.get().revision == saved.revision


def test_an_older_save_out_of_the_text_takes_nothing_back(article, two):
    maya, ines = two
    maya.type(8, "!")
    ines.send([])
    ines.type(9, " Later.")
    ines.save(body="<p>one two! Later.</p>")

    assert maya.save(body="<p>one two!</p>").status_code == 302
    assert Article.objects.get().body == "<p>one two! Later.</p>"


def test_without_the_text_of_all_the_same_two_would_be_asked(article, two):
    maya, ines = two
    ines.form |= {"body": "<p>one two! Later.</p>"}
    ines.client.post(address(article), ines.form)

    assert maya.client.post(address(article), maya.form | {"body": "<p>one two?</p>"}).status_code == 409


def test_who_may_not_change_the_story_neither_joins_nor_writes(article):
    looking = Writer("kim", article)
    looking.user.user_permissions.clear()
    assert looking.ask("join", revision=1).status_code == 403
    reporter = Writer("lee", article)
    reporter.user.user_permissions.set(person("x", REPORTER).user_permissions.all())
    assert reporter.ask("together", epoch="a", version=0).status_code == 403
    assert not SharedText.objects.exists()


def test_a_right_that_is_taken_counts_at_once(two):
    maya, _ines = two
    maya.user.user_permissions.clear()

    assert maya.type(8, "!").status_code == 403


@pytest.mark.parametrize(
    "steps", ["x", "{}", '[{"stepType": "docAttr"}]', f"[{'[' * 9000}", '["x"]', f"[{','.join(['1'] * 501)}]"]
)
def test_what_no_editor_sends_is_refused_and_changes_nothing(two, steps):
    maya, _ines = two

    answer = maya.ask("together", epoch=maya.at[0], version=0, steps=steps)

    assert answer.status_code == 422
    assert SharedText.objects.get().version == 0


def test_too_much_is_refused(two):
    assert two[0].type(1, "x" * 1_000_001).status_code == 422
    assert two[0].type(1, "x" * 400_001).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"window": ""}, 400),
        ({"epoch": ""}, 400),
        ({"version": "x"}, 400),
        ({"version": "-1"}, 400),
        ({"typed_by": 0}, 409),
    ],
)
def test_what_is_no_question_is_refused(two, wrong, status):
    maya, _ines = two
    sent = {"epoch": maya.at[0], "version": 0, "steps": "[]", **wrong}

    assert maya.ask("together", **sent).status_code == status


def test_a_text_that_is_no_more_says_so(two):
    maya, _ines = two
    SharedText.objects.all().delete()

    assert maya.type(1, "x").json() == {"gone": True}


def test_a_form_of_another_save_writes_alone(article, two):
    third = Writer("sam", article)
    assert two[0].client.post(address(article), two[0].form | {"body": "<p>Other</p>"}).status_code == 302

    assert third.come() == {}


def test_what_was_typed_alone_is_said_to_be_ones_own(article):
    maya = Writer("maya", article)
    maya.come()
    typed_on(maya.client, maya.user, maya.form | {"body": "<p>one two!?</p>", "shared": ""}, article, 1)

    page = maya.client.get(address(article)).content.decode()

    assert "Nobody but you sees it" in page
    assert "Those who wrote with you" not in page


def test_a_tab_that_is_opened_again_has_the_text_of_all_and_its_own_beside(article, two):
    maya, ines = two
    maya.type(8, "!")
    typed = {**maya.form, "body": "<p>one two!?</p>", "shared": f"{maya.at[0]}:1"}
    typed_on(maya.client, maya.user, typed, article, 1)
    ines.send([])
    ines.type(1, "So ")

    context = maya.client.get(address(article)).context

    assert context["adminform"].form["body"].value() == "<p>So one two!</p>"
    assert context["shared"] == f"{maya.at[0]}:2"
    page = maya.client.get(address(article)).content.decode()
    assert "Those who wrote with you have the text" in page
    assert "Nobody but you" not in page
    assert [row for row, _where in context["not_saved"]] == [Autosave.objects.get()]


def test_readers_and_versions_know_nothing_of_it(article, two):
    two[0].type(8, "!")

    assert Version.objects.count() == 1
    assert Article.objects.get().body == "<p>one two</p>"
