"""The whole of what feeds carry: each word of a story that has one of everything."""

from __future__ import annotations

import re

import pytest
import time_machine
from defusedxml import ElementTree
from django.conf import settings
from django.test import Client

from articles.body import parts
from articles.feeds import NewsFeed
from articles.models import PhotoCredit
from newsroom.models import Imprint
from tests.builders import newsdesk
from tests.builders.whole_story import HOUR, NINE, files

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
MEDIA = "{http://search.yahoo.com/mrss/}"
CC = "https://creativecommons.org/licenses/by/4.0/"


def channel(path: str):
    return ElementTree.fromstring(Client().get(path).content).find("channel")


def text_of(item) -> str:
    return item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")


def figure(photo, name: str, height: int, *, alt: str, caption: str = "", credit: str = "") -> str:
    width = name.removesuffix(".jpg")
    return (
        f'<figure><img src="{files(photo, name)}" width="{width}" height="{height}" alt="{alt}">'
        f"<figcaption>{caption} {credit}</figcaption></figure>"
    )


def credit(creator: str) -> str:
    return (
        f'<span class="credit">(<a href="https://quay.example/1">{creator}</a> / Quay Pictures / '
        f'<a rel="license" href="{CC}">CC BY 4.0</a>)</span>'
    )


def test_a_feed_holds_the_story_as_the_page_does(made):
    item = channel("/feed/").find("item")
    day = "20 November 2026"

    assert text_of(item).split("\n") == [
        "<p><strong>Analysis</strong></p>",
        f"<p><strong>Serious correction, {day}:</strong> We named the wrong man.</p>",
        figure(
            made.lead,
            "960.jpg",
            600,
            alt="The basin, seen from the quay",
            caption="The basin",
            credit=credit("Jo Vale"),
        ),
        f'<p>The <a href="{SITE}/harbour/">crew</a> came <a href="//away.example/">back</a>.</p>',
        figure(
            made.crane,
            "384.jpg",
            240,
            alt="A crane, seen from the quay",
            caption="A crane",
            credit=credit("Data Desk"),
        ),
        figure(made.bare, "1600.jpg", 1000, alt="A rope, seen from the quay"),
        f'<p><strong>Read:</strong> <a href="{SITE}/harbour/lamps/">Opinion: Lamps &amp; &lt;lights&gt;</a></p>',
        '<p><strong>Read:</strong> <a href="https://away.example/2">Outside &amp; &lt;far&gt;</a></p>',
        "<blockquote><p>Nothing &lt;b&gt; to see</p><p>— Ines &amp; co</p></blockquote>",
        "<blockquote><p>Nobody said it</p></blockquote>",
        f"<p><strong>Correction, {day}:</strong> It is &lt;em&gt; the east pier. It said: <del>west</del> It now says: <ins>east</ins></p>",
        '<p>First published by <a href="https://ferrypost.example/1?a=1&amp;b=2">The Ferry Post</a></p>',
    ]
    assert {
        each.tag: each.text for each in item if each.tag in {"title", "link", "description", "pubDate"}
    } == {
        "title": "Analysis: Crews & <lamps>",
        "link": f"{SITE}/harbour/crews/",
        "description": "What the crews saw.",
        "pubDate": "Fri, 20 Nov 2026 09:00:00 +0100",
    }
    assert [each.text for each in item.findall("category")] == ["Analysis", "Harbour", "Pilotage", "Eels"]
    assert [each.text for each in item.findall("{http://purl.org/dc/elements/1.1/}creator")] == [
        "Ines Amaral", "Data Desk", "Jo Vale", "Lev Otis",
    ]  # fmt: skip


def media(item) -> list:
    """Each picture of an item: what stands at it, and what is said of it."""
    return [
        (each.attrib, [(part.tag.removeprefix(MEDIA), part.text, part.attrib) for part in each])
        for each in item.findall(f"{MEDIA}content")
    ]


def test_each_picture_goes_along_with_credit_rights_and_terms(made):
    PhotoCredit.objects.filter(photo=made.crane).update(copyright_notice="© Quay\x07", licence=None)

    def told(photo, name, height, *said):
        size = {"width": name.removesuffix(".jpg"), "height": height}
        return {"url": files(photo, name), "medium": "image", "type": "image/jpeg", **size}, [*said]

    def words(caption: str, by: str, rights: str = "") -> list:
        return [
            ("description", caption, {"type": "plain"}),
            ("credit", by, {"role": "photographer", "scheme": "urn:ebu"}),
            ("copyright", rights or by, {}),
        ]

    assert media(channel("/feed/").find("item")) == [
        told(
            made.lead, "960.jpg", "600",
            *words("The basin", "Jo Vale / Quay Pictures"),
            ("license", "CC BY 4.0", {"type": "text/html", "href": CC}),
        ),
        told(made.crane, "384.jpg", "240", *words("A crane", "Data Desk / Quay Pictures", "© Quay")),
        told(made.bare, "1600.jpg", "1000", ("description", "A rope, seen from the quay", {"type": "plain"})),
    ]  # fmt: skip


def test_a_feed_says_whose_it_is_and_what_it_is_about(made):
    made.ines.bio = "Covers\x07 the port."
    made.ines.save()
    topic = made.topics[0]
    topic.explainer = "How ships come in."
    topic.save()
    told = {}
    for path in ("/feed/", "/harbour/feed/", "/author/ines-amaral/feed/", "/topic/pilotage/feed/"):
        head = channel(path)
        told[path] = tuple(head.findtext(name) for name in ("title", "link", "description"))
        assert head.findtext("language") == settings.LANGUAGE_CODE
        assert head.findtext("copyright") == "Harbour Cooperative, 14 Ropewalk"

    assert told == {
        "/feed/": ("The Harbour Paper", f"{SITE}/", "News from the quay."),
        "/harbour/feed/": ("The Harbour Paper: Harbour", f"{SITE}/harbour/", "All that floats."),
        "/author/ines-amaral/feed/": (
            "The Harbour Paper: Ines Amaral",
            f"{SITE}/author/ines-amaral/",
            "Covers the port.",
        ),
        "/topic/pilotage/feed/": (
            "The Harbour Paper: Pilotage",
            f"{SITE}/topic/pilotage/",
            "How ships come in.",
        ),
    }


def test_a_feed_without_words_of_its_own_says_those_of_the_paper():
    Imprint.objects.create(name="The Harbour Paper", tagline="", publisher="")
    newsdesk.live(authors=[], outlet=newsdesk.outlet(), topics=[newsdesk.topic("Harbour")])

    head = channel("/harbour/feed/")

    assert head.findtext("description") == "The Harbour Paper"
    assert head.find("copyright") is None
    # The section and a topic of one name are one category; copy that nobody signs is the partner's.
    assert [each.text for each in head.findall("item/category")] == ["Harbour"]
    assert [each.text for each in head.findall("item/{http://purl.org/dc/elements/1.1/}creator")] == [
        "The Ferry Post"
    ]


def test_a_feed_was_last_changed_when_a_story_of_it_was():
    with time_machine.travel(NINE, tick=False) as clock:
        article = newsdesk.live()
        clock.shift(HOUR)
        newsdesk.put_out(newsdesk.save(article, standfirst="A fact changed."), substantive=True)

        assert channel("/feed/").findtext("lastBuildDate") == "Fri, 20 Nov 2026 10:00:00 +0100"


@pytest.mark.parametrize(
    "path", ["/nowhere/feed/", "/author/nobody/feed/", "/author/ines-vale/feed/", "/topic/quays/feed/"]
)
def test_who_has_no_story_before_readers_has_no_feed(path):
    newsdesk.story(authors=[newsdesk.author("Ines Vale")], topics=[newsdesk.topic("Quays")])

    assert Client().get(path).status_code == 404


def test_an_advertisers_words_are_vouched_for_in_no_feed():
    body = '<p><a href="https://eels.example/">Buy</a> <a href="/harbour/">here</a></p>'
    newsdesk.live(kind="advert", body=body + parts.block("quote", text="So good"), outlet=newsdesk.outlet())

    text = text_of(channel("/feed/").find("item"))

    assert text.split("\n") == [
        "<p><strong>Advertisement</strong></p>",
        f'<p><a rel="sponsored" href="https://eels.example/">Buy</a> <a href="{SITE}/harbour/">here</a></p>',
        "<blockquote><p>So good</p></blockquote>",
    ]


def test_a_feed_is_rss_with_the_namespaces_that_it_uses():
    newsdesk.live()
    head = Client().get("/feed/").text.partition("<channel>")[0]

    assert set(re.findall(r'xmlns:(\w+)="([^"]+)"', head)) == {
        ("atom", "http://www.w3.org/2005/Atom"),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("media", "http://search.yahoo.com/mrss/"),
    }
    assert NewsFeed.content_type in Client().get("/feed/").headers["Content-Type"]
