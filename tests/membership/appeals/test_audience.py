"""Whom an appeal asks, on which stories nobody is asked, and where in the text it stands."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles.publishing import publish
from articles.reading.splitting import parted
from tests.builders import newsdesk
from tests.builders.appeals import appeal, shown
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db

LONG = "".join(f"<p>Paragraph {number}.</p>" for number in range(1, 9))


@pytest.mark.parametrize(
    ("only", "fits", "fits_not"),
    [
        ({"sections": "climate"}, 'section="climate"', 'section="harbour"'),
        ({"topics": "tides, pilots"}, "topics=topics", 'section="harbour"'),
        ({"partners": "ferry-post"}, 'outlet="ferry-post"', 'outlet="other"'),
        ({"partners": "none"}, 'outlet=""', 'outlet="ferry-post"'),
        ({"kinds": "feature, analysis"}, 'kind="feature"', 'kind="news"'),
    ],
)
def test_an_appeal_keeps_to_its_audience(only, fits, fits_not):
    appeal(**only)

    told = [shown(f'place="story" {each}', topics=["pilots"]) for each in (fits, fits_not)]

    assert ["five months" in each for each in told] == [True, False]


@pytest.mark.parametrize(
    "arguments", ['kind="obituary"', 'kind="advert"', 'section="obituaries"', "topics=topics"]
)
def test_nobody_is_asked_on_an_obituary_or_an_advertisers_story_whatever_the_appeal_says(arguments):
    appeal(kinds="news, obituary, advert")

    assert "five months" in shown('place="story" kind="news"')
    assert shown(f'place="story" {arguments}', topics=["sponsored-content"]) == ""


def story_page(**fields) -> str:
    """The page of a live story with these fields."""
    editor = newsdesk.editor()
    story = newsdesk.story(by=editor, body=LONG, **fields)
    edition = publish(story, by=editor, override="for the test")
    return Client().get(edition.path).content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"sensitive": True}, {"kind": "obituary"}, {"kind": "advert"}],
    ids=["sensitive", "obituary", "advert"],
)
def test_a_sensitive_story_an_obituary_and_an_advertisers_carry_no_appeal(fields):
    appeal()
    appeal(place="text")

    plain, silent = story_page(headline="Cranes move"), story_page(headline="Silence", **fields)

    assert (plain.count('class="appeal"'), silent.count('class="appeal"')) == (2, 0)
    assert "appeal.js" not in silent


def test_a_severely_corrected_story_carries_no_appeal():
    appeal()
    editor = newsdesk.editor()
    story = newsdesk.story(by=editor)
    path = publish(story, by=editor, override="for the test").path
    before = Client().get(path).content.decode()

    make_correction(article=story, text="All of it was wrong.", severe=True)
    after = Client().get(path).content.decode()

    assert ["five months" in page for page in (before, after)] == [True, False]


def test_an_appeal_in_the_text_stands_after_the_fourth_paragraph():
    appeal(place="text")

    html = story_page(headline="Cranes move")

    assert re.search(r"Paragraph 4\.</p>\s*<div class=\"appeal\"", html)
    assert [f"Paragraph {number}." in html for number in range(1, 9)] == [True] * 8


@pytest.mark.parametrize(
    ("blocks", "parts"),
    [
        ([("html", LONG)], 2),
        (
            [
                ("html", "<p>1</p><p>2</p>"),
                ("photo", 1),
                ("html", "<p>3</p><p>4</p><p>5</p><p>6</p><p>7</p>"),
            ],
            2,
        ),
        ([("html", "<p>1</p><p>2</p><p>3</p><p>4</p><p>5</p><p>6</p>")], 1),
        ([("html", "<blockquote>" + LONG + "</blockquote>")], 1),
        ([("html", "<ul><li><p>1</p></li></ul>" * 9)], 1),
        ([], 1),
    ],
    ids=["long", "with a picture", "short", "a quotation", "a list", "empty"],
)
def test_a_text_is_parted_between_paragraphs_of_its_own_and_nothing_is_lost(blocks, parts):
    found = parted(blocks)

    assert len(found) == parts
    told = ["".join(str(value) for _kind, value in part) for part in ([blocks], found)[1]]
    assert "".join(told) == "".join(str(value) for _kind, value in blocks)


def test_a_story_page_is_the_same_bytes_for_everybody():
    appeal(place="story")
    html = story_page(headline="Cranes move")
    path = re.search(r'<link rel="canonical" href="https?://[^/]+([^"]+)"', html)[1]

    again = [Client(headers={"cookie": cookie}).get(path).content.decode() for cookie in ("", "supporter=1")]

    assert [html, html] == again
    assert "appeal.js" in html
