"""A save that cannot be taken is answered with what was typed, also without scripts, and nobody files it as theirs."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Article
from newsroom.models import User
from tests.builders import newsdesk, own_pages
from tests.driving.storydesk import address, desk, opened, person

pytestmark = pytest.mark.django_db
#: What a browser says of a form that a page of ours sends.
OURS = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"headline": "Fog lifts at noon", "body": "<p>The pilots went home on foot.</p>"}


class GivenBack(HTMLParser):
    """The form in an answer: what it would send, and whether it can."""

    def __init__(self, answer):
        super().__init__()
        self.sends, self.fields, self._text = False, {}, ""
        self.feed(answer.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input":
            self.fields[attrs.get("name")] = attrs.get("value")
        if tag == "textarea":
            self._text = attrs["name"]
            self.fields[self._text] = ""
        self.sends |= tag == "button"

    def handle_data(self, data):
        if self._text:
            self.fields[self._text] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self._text] = self.fields[self._text].removeprefix("\n")
            self._text = ""


def typed_into(client, article):
    form = {**opened(client, article), **TYPED}
    return form | {"typed_by": client.get(address(article)).context["user"].pk}


def what_came_back(answer):
    form = GivenBack(answer)
    return {name: form.fields.get(name) for name in TYPED}, form.sends


def test_whose_permission_was_taken_away_gets_the_text_back(maya):
    article = newsdesk.story("Fog over the pier")
    form = typed_into(maya, article)
    right = Permission.objects.get(codename="change_article")
    user = User.objects.get(username="maya")
    user.user_permissions.remove(right)

    refused = maya.post(address(article), form, headers=OURS)
    user.user_permissions.add(right)
    again = maya.post(address(article), GivenBack(refused).fields, headers=OURS)

    assert (refused.status_code, *what_came_back(refused)) == (403, TYPED, True)
    assert "What you may do here has changed since you opened the page." in refused.text
    assert "Ask an editor or the administrator" in refused.text
    assert (again.status_code, Article.objects.get().headline) == (302, TYPED["headline"])


def test_a_story_that_went_to_somebody_else_gives_the_text_back(ines):
    reporter = person("rosa", ("add_article", "change_article", "view_article"))
    rosa = desk(reporter)
    article = newsdesk.story("Fog over the pier", assigned_to=reporter)
    form = typed_into(rosa, article)
    Article.objects.update(assigned_to=User.objects.get(username="ines"), saved_by=None)
    article.versions.update(made_by=None)

    refused = rosa.post(address(article), form, headers=OURS)

    assert (refused.status_code, *what_came_back(refused)) == (403, TYPED, True)
    assert Article.objects.get().headline == "Fog over the pier"


def test_a_story_that_is_gone_gives_the_text_back_to_be_copied(maya):
    article = newsdesk.story("Fog over the pier")
    form = typed_into(maya, article)
    gone = article.pk + 1

    refused = maya.post(address(article).replace(str(article.pk), str(gone)), form, headers=OURS)

    assert (refused.status_code, *what_came_back(refused)) == (404, TYPED, False)
    assert "This is not here any more" in refused.text
    assert "Copy it from here into a new one." in refused.text


def test_a_story_that_goes_while_it_is_saved_gives_the_text_back(maya, monkeypatch):
    article = newsdesk.story("Fog over the pier")
    form = typed_into(maya, article)

    def gone(*_how):
        raise Article.DoesNotExist

    monkeypatch.setattr("articles.admin.article_saving.claim", gone)
    refused = maya.post(address(article), form, headers=OURS)

    assert (refused.status_code, *what_came_back(refused)) == (404, TYPED, False)


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_what_another_site_sent_is_not_given_back(maya, headers):
    article = newsdesk.story("Fog over the pier")
    form = typed_into(maya, article)
    User.objects.get(username="maya").user_permissions.clear()

    refused = maya.post(address(article), form, headers=headers)

    assert refused.status_code == 403
    assert TYPED["headline"] not in refused.text


def test_a_script_keeps_its_own_text_and_is_told_shortly(maya):
    article = newsdesk.story("Fog over the pier")
    form = typed_into(maya, article)
    User.objects.get(username="maya").user_permissions.clear()

    refused = maya.post(address(article), form, headers={**OURS, "Accept": "text/html, application/json"})

    assert refused.status_code == 403
    assert TYPED["headline"] not in refused.text


def in_place_of(client: Client, user: User) -> Client:
    """The same browser, after somebody else has signed in in it."""
    client.force_login(user)
    return client


def test_what_one_person_typed_is_not_filed_by_another_who_signs_in_in_their_browser(maya):
    article = newsdesk.story("Fog over the pier")
    form, versions = typed_into(maya, article), article.versions.count()
    browser = in_place_of(maya, person("ines"))

    refused = browser.post(address(article), form, headers=OURS)
    once_more = browser.post(address(article), GivenBack(refused).fields, headers=OURS)
    before = (Article.objects.get().headline, article.versions.count())
    in_place_of(browser, User.objects.get(username="maya"))
    saved = browser.post(address(article), GivenBack(once_more).fields, headers=OURS)

    assert (refused.status_code, *what_came_back(refused)) == (409, TYPED, True)
    assert "Another person opened this form than ines, who is signed in now." in refused.text
    assert once_more.status_code == 409
    assert before == ("Fog over the pier", versions)
    assert (saved.status_code, Article.objects.get().headline) == (302, TYPED["headline"])
    assert article.versions.latest("number").made_by.username == "maya"


def test_a_script_is_told_who_is_here_instead(maya):
    article = newsdesk.story("Fog over the pier")
    form = typed_into(maya, article)
    browser = in_place_of(maya, person("ines"))

    refused = browser.post(address(article), form, headers={**OURS, "Accept": "application/json"})

    assert (refused.status_code, refused.json()) == (409, {"person": "ines"})


def test_every_form_of_the_desk_that_takes_a_text_says_who_opened_it():
    boss = User.objects.create_superuser("boss")
    client = desk(boss)
    article, page = newsdesk.story("Fog over the pier"), own_pages.page("About us")
    addresses = [
        address(None),
        address(article),
        address(article, "publish"),
        f"/admin/articles/page/{page.pk}/change/",
        "/admin/articles/photo/add/",
        "/admin/articles/author/add/",
        "/admin/articles/correction/add/",
        "/admin/articles/article/paste/",
    ]

    whose = {each: GivenBack(client.get(each)).fields.get("typed_by") for each in addresses}

    assert whose == dict.fromkeys(addresses, str(boss.pk))
