"""What of the desk goes over the wire compressed, and what does not: what somebody else may have written into."""

from __future__ import annotations

import gzip

import pytest
from django.urls import reverse

from tests.builders.newsdesk import story
from tests.driving.storydesk import address, desk, person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PACKS = {"accept-encoding": "gzip"}


def packed(answer) -> bool:
    return answer.headers.get("Content-Encoding") == "gzip"


def test_a_page_of_the_desk_comes_compressed_and_each_time_with_another_length():
    client = desk(person("maya"))
    where = address(story(headline="The valve"))
    answers = [client.get(where, headers=PACKS) for _time in range(8)]

    assert all(map(packed, answers))
    assert "Accept-Encoding" in answers[0].headers["Vary"]
    assert ">The valve<" in gzip.decompress(answers[0].content).decode()
    assert len(answers[0].content) * 4 < len(gzip.decompress(answers[0].content))
    assert len({len(answer.content) for answer in answers}) > 1
    assert not packed(client.get(where))


def test_what_says_again_what_was_sent_comes_as_it_is(client):
    editor = desk(person("maya"))
    looked_for = editor.get(reverse("admin:articles_article_changelist"), {"q": "valve"}, headers=PACKS)
    refused = editor.post(reverse("admin:articles_topic_add"), {"name": ""}, headers=PACKS)
    sign_in = client.get(reverse("admin:login"), {"next": "/admin/"}, headers=PACKS)

    for answer in (looked_for, refused, sign_in):
        assert answer.status_code == 200
        assert len(answer.content) > 1000
        assert not packed(answer)


@pytest.mark.parametrize(("language", "asks"), [("en-gb", False), ("de", True)])
def test_words_of_scripts_are_fetched_where_they_are_in_another_language(settings, language, asks):
    settings.LANGUAGE_CODE = language

    html = desk(person("maya")).get(address(story())).content.decode()

    assert "articles/story.js" in html
    assert (reverse("admin:jsi18n") in html) is asks
