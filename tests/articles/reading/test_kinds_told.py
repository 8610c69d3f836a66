"""Readers are told what is no news: each kind, on each surface where its headline stands, in words."""

from __future__ import annotations

import json
import re

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.test import Client

from articles import publishing
from articles.body import links
from articles.body.parts import block
from articles.reading.kinds import label_of, labelled
from tests.builders import newsdesk
from tests.builders.corrections import make_correction

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEADLINE = "Nobody asked the eels"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
KINDS = {
    "analysis": ("Analysis", ["NewsArticle", "AnalysisNewsArticle"]),
    "opinion": ("Opinion", ["NewsArticle", "OpinionNewsArticle"]),
    "review": ("Review", ["NewsArticle", "ReviewNewsArticle"]),
    "obituary": ("Obituary", "NewsArticle"),
    "advert": ("Advertisement", "AdvertiserContentArticle"),
}
#: A page of each sort that shows other stories' headlines, and how often this one stands there.
PAGES = {
    "front page, and under the lead": ("/", 2),
    "section": ("/harbour/", 1),
    "author": ("/author/ines-vale/", 1),
    "topic, with its timeline": ("/topic/water/", 2),
    "outlet": ("/outlet/the-ferry-post/", 1),
    "search": ("/search/?q=eels", 1),
    "corrections": ("/corrections/", 1),
    "not found: best match, and latest": ("/harbour/asked-eels/", 2),
    "withdrawn": ("/harbour/taken-back/", 1),
    "beside another story, and in its text": ("/harbour/the-other/", 2),
    "the story itself": ("/harbour/eels/", 1),
}


def paper(kind: str, *, lead: bool) -> None:
    """A small paper with one story of that kind, wherever a story can stand."""
    subject = newsdesk.topic("Water")
    subject.explainer = "Where the water goes."
    subject.save()
    taken = newsdesk.live("Taken back", slug="taken-back")
    publishing.withdraw(taken, by=newsdesk.editor(), reason="It named a child.")
    told = newsdesk.live(
        HEADLINE,
        kind=kind,
        slug="eels",
        authors=[newsdesk.author("Ines Vale")],
        topics=[subject],
        outlet=newsdesk.outlet(),
        outlet_url="https://ferrypost.example/eels",
        lead=newsdesk.photo("An eel") if lead else None,
        body='<p>Eels. <a href="https://eels.example/">Buy one</a>, <a href="/harbour/">here</a>.</p>',
    )
    make_correction(article=told, text="They were asked.")
    newsdesk.live(
        "The other", slug="the-other", topics=[subject], related=[told],
        body=f"<p>One.</p>{block('read', id=told.pk)}<p>Two.</p>",
    )  # fmt: skip


def words(html: str) -> str:
    """What a reader sees in the middle of a page, in one line."""
    main = re.sub(r"<script.*?</script>", " ", html, flags=re.DOTALL).partition("<main")[2]
    main = main.partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition("</main>")[0]).split())


@pytest.mark.parametrize("lead", [True, False], ids=["with picture", "without"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_the_kind_wherever_the_headline_stands(kind, lead):
    paper(kind, lead=lead)
    label, _type = KINDS[kind]
    found = {}
    for name, (path, _count) in PAGES.items():
        seen = words(Client().get(path).content.decode())
        told = re.findall(rf"{label}:? {HEADLINE}", seen)
        found[name] = (len(told), seen.count(HEADLINE))

    assert found == {name: (count, count) for name, (_path, count) in PAGES.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_machines_and_other_sites_are_told_the_kind(kind):
    paper(kind, lead=False)
    label, type_ = KINDS[kind]
    page = Client().get("/harbour/eels/").content.decode()
    [said] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    story = json.loads(said)[0]
    feeds = ["/feed/", "/harbour/feed/", "/author/ines-vale/feed/", "/topic/water/feed/"]

    assert f"<title>{label}: {HEADLINE}" in page
    assert f'property="og:title" content="{label}: {HEADLINE}"' in page
    assert (story["@type"], story["genre"], story["headline"]) == (type_, label, HEADLINE)
    for path in feeds:
        items = ElementTree.fromstring(Client().get(path).content).findall("channel/item")
        [item] = [item for item in items if item.findtext("link").endswith("/eels/")]
        assert item.findtext("title") == f"{label}: {HEADLINE}"
        assert item.find("category").text == label
        assert item.findtext(CONTENT).startswith(f"<p><strong>{label}</strong></p>")


@pytest.mark.parametrize("kind", ["news", "feature"])
def test_news_needs_no_word(kind):
    paper(kind, lead=True)
    page = Client().get("/harbour/eels/").content.decode()
    item = ElementTree.fromstring(Client().get("/feed/").content).findall("channel/item")[1]

    assert f"<title>{HEADLINE}" in page
    assert 'class="kind' not in page
    assert '"genre"' not in page
    assert item.findtext("title") == HEADLINE
    assert [each.text for each in item.findall("category")] == ["Harbour", "Water"]


def test_an_opinion_in_a_section_of_opinions_is_told_by_the_heading_alone():
    opinions = newsdesk.section("Opinion", style="opinion")
    views = newsdesk.section("Views", style="opinion")
    newsdesk.live("In its own section", section=opinions, kind="opinion")
    newsdesk.live("Under another name", section=views, kind="opinion")

    assert "Opinion Ines Amaral In its own section" not in words(Client().get("/opinion/").text)
    assert words(Client().get("/opinion/").text).startswith("Opinion ")
    assert "Opinion Ines Amaral Under another name" in words(Client().get("/views/").text)


# --- what somebody paid for -------------------------------------------------------------------


def test_advertiser_content_is_no_news_to_search_engines_and_vouched_for_by_nobody():
    paper("advert", lead=True)
    page = Client().get("/harbour/eels/").content.decode()
    article = page.partition("<article")[2].partition("</article>")[0]
    away = re.findall(r'<a (?:rel="([^"]*)" )?[^>]*href="https?://[^"]+"', article)

    assert "/harbour/eels/" not in Client().get("/sitemap-news.xml").text
    assert "/harbour/the-other/" in Client().get("/sitemap-news.xml").text
    assert "/harbour/eels/" in Client().get("/sitemap-stories-1.xml").text
    assert f'rel="canonical" href="{settings.SITE_URL}/harbour/eels/"' in page
    assert len(away) == 4  # the text's, the picture's source and licence, the original
    assert all("sponsored" in rel for rel in away)
    assert '<a href="/harbour/">here</a>' in article
    feed = Client().get("/feed/").content.decode()
    assert 'rel="sponsored" href="https://eels.example/"' in feed.replace("&lt;", "<").replace("&gt;", ">")


def test_links_of_news_are_followed():
    paper("news", lead=True)

    assert "sponsored" not in Client().get("/harbour/eels/").text


@pytest.mark.parametrize(
    ("link", "marked"),
    [
        ('<a href="https://eels.example/?a>b">', '<a rel="sponsored" href="https://eels.example/?a>b">'),
        (
            '<a rel="license" href="HTTPS://x.example">',
            '<a rel="license sponsored" href="HTTPS://x.example">',
        ),
        ('<a href="//x.example/">', '<a rel="sponsored" href="//x.example/">'),
        (r'<a href="/\x.example/">', r'<a rel="sponsored" href="/\x.example/">'),
        ('<a href="https://own.example.evil/">', '<a rel="sponsored" href="https://own.example.evil/">'),
        ('<a href="https://own.example/harbour/">', '<a href="https://own.example/harbour/">'),
        ('<a href="/harbour/">', '<a href="/harbour/">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ("<article>", "<article>"),
    ],
)
def test_links_away_are_marked_and_no_others(link, marked):
    assert links.sponsored(link, "https://own.example") == marked


def test_a_label_that_an_editor_typed_is_not_said_twice():
    assert labelled("Opinion: Eels first", "opinion") == "Opinion: Eels first"
    assert labelled("Opinionated eels", "opinion") == "Opinion: Opinionated eels"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("news", ""),
        ("feature", ""),
        ("analysis", "Analysis"),
        ("opinion", "Opinion"),
        ("review", "Review"),
        ("obituary", "Obituary"),
        ("advert", "Advertisement"),
    ],
)
def test_each_kind_that_is_no_news_has_its_word(kind, label):
    assert label_of(kind) == label
    assert labelled("Eels", kind) == (f"{label}: Eels" if label else "Eels")
    assert labelled(f"{label.upper()}: Eels", kind) == f"{label.upper()}: Eels"


# --- copy that has its original elsewhere -----------------------------------------------------


def test_copy_whose_canonical_is_the_partners_stands_in_no_sitemap_of_ours():
    newsdesk.live("Theirs", slug="theirs", outlet=newsdesk.outlet(), outlet_url="https://ferrypost.example/1")
    newsdesk.live("From them, first here", slug="first-here", outlet=newsdesk.outlet())

    for path in ("/sitemap-stories-1.xml", "/sitemap-news.xml"):
        found = Client().get(path).text
        assert "/harbour/theirs/" not in found
        assert "/harbour/first-here/" in found
    assert 'rel="canonical" href="https://ferrypost.example/1"' in Client().get("/harbour/theirs/").text
