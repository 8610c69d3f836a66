"""What machines are told of a story: feeds, sitemaps and JSON-LD, all saying what the page says."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import feedparser
import pytest
import time_machine
from defusedxml import ElementTree
from django.conf import settings
from django.utils import timezone

from articles.body import parts
from articles.models import Author, Section
from articles.reading import to_find
from newsroom.models import Imprint
from tests.builders import newsdesk
from tests.builders.corrections import make_correction
from tests.driving.everywhere import visit

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
DUBLIN = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def article():
    Imprint.objects.create(name="The Harbour Paper", tagline="News from the quay.")
    other = newsdesk.live("Lamps & <lights>")
    photo = newsdesk.photo("A crane")
    body = (
        '<p>The <a href="/harbour/">crew</a> came back.</p>'
        + parts.block("photo", id=photo.pk)
        + parts.block("read", id=other.pk)
        + parts.block("quote", text="Nothing </script> to see", by="Ines")
    )
    return newsdesk.live(
        "Crews </script><!--\u2028back",
        body=body,
        kind="analysis",
        lead=newsdesk.photo("The basin", creator="Ada Quist"),
        authors=[newsdesk.author(), newsdesk.author("Otto Brandt")],
        topics=[newsdesk.topic()],
        outlet=newsdesk.outlet(),
        outlet_url="https://ferrypost.example/1",
        slug="crews",
    )


def items(client, path: str) -> list:
    return ElementTree.fromstring(client.get(path).content).findall("channel/item")


def test_a_feed_carries_the_whole_story(client, article):
    item = items(client, "/feed/")[0]
    text = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")

    assert item.findtext("title") == f"Analysis: {article.headline}"
    assert item.findtext("link") == f"{SITE}/harbour/crews/"
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert [each.text for each in item.findall(DUBLIN)] == ["Ines Amaral", "Otto Brandt"]
    assert [each.text for each in item.findall("category")] == ["Analysis", "Harbour", "Pilotage"]
    assert f'<a href="{SITE}/harbour/">crew</a>' in text
    assert text.count("<figure>") == text.count("<figcaption>") == 2
    assert "Ada Quist" in text
    assert "Lamps &amp; &lt;lights&gt;" in text
    assert not re.search(r'(?:href|src)="/', text)


def test_pictures_come_with_credit_and_size(client, article):
    pictures = items(client, "/feed/")[0].findall(f"{MEDIA}content")

    assert [each.findtext(f"{MEDIA}credit") for each in pictures] == [
        "Ada Quist / Quay Pictures",
        "Jo Vale / Quay Pictures",
    ]
    assert [each.findtext(f"{MEDIA}description") for each in pictures] == ["The basin", "A crane"]
    assert {(each.get("type"), each.get("width"), each.get("height")) for each in pictures} == {
        ("image/jpeg", "960", "600")
    }


@pytest.mark.parametrize(
    "path", ["/feed/", "/harbour/feed/", "/author/otto-brandt/feed/", "/topic/pilotage/feed/"]
)
def test_every_feed_is_sound_and_names_itself(client, article, path):
    response = client.get(path)
    read = feedparser.parse(response.content)

    assert not read.bozo
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    assert [link.href for link in read.feed.links if link.rel == "self"] == [SITE + path]
    assert read.feed.title.startswith("The Harbour Paper")
    assert items(client, path)[0].findtext("title") == f"Analysis: {article.headline}"


def test_a_feed_is_kept_until_a_credit_in_it_changes(client, article):
    etag = client.get("/feed/").headers["ETag"]
    same = client.get("/feed/", headers={"If-None-Match": etag}).status_code
    for credit in article.photo_uses.get(place="lead").photo.__class__.objects.all():
        credit.credit.creator = "Somebody Else"
        credit.credit.save()

    changed = client.get("/feed/", headers={"If-None-Match": etag})

    assert (same, changed.status_code) == (304, 200)
    assert "Somebody Else" in changed.text


def test_a_feed_moves_with_its_section_author_or_topic(client, article):
    for row in (Section.objects.get(), Author.objects.get(name="Otto Brandt")):
        old, row.slug = row.slug, f"{row.slug}-new"
        row.save()
        path = "/author/{}/feed/" if isinstance(row, Author) else "/{}/feed/"
        response = client.get(path.format(old))

        assert (response.status_code, response.headers["Location"]) == (301, path.format(row.slug))


def test_signs_that_xml_cannot_hold_break_no_feed(client):
    newsdesk.live("Bell\x07 rings", body="<p>form\x0cfeed \x1b</p>")

    assert [item.findtext("title") for item in items(client, "/feed/")] == ["Bell rings"]
    assert "Bell rings" in client.get("/sitemap-news.xml").text


def test_the_sitemaps_lead_to_every_public_page(client, article):
    newsdesk.author("Nobody Yet")
    index = [
        each.text for each in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")
    ]
    found = set()
    for url in index:
        found |= {
            each.text
            for each in ElementTree.fromstring(client.get(url.removeprefix(SITE)).content).iter(f"{MAP}loc")
        }

    assert {url.removeprefix(SITE) for url in found} == {
        "/",
        "/corrections/",
        "/harbour/",
        "/author/ines-amaral/",
        "/author/otto-brandt/",
        "/topic/pilotage/",
        "/outlet/the-ferry-post/",
        "/harbour/lamps-lights/",
    }
    assert all(visit(url.removeprefix(SITE)).startswith("200") for url in found)


def test_a_story_was_last_changed_by_its_edition_or_its_correction(client):
    article = newsdesk.live("Crews", slug="crews")

    def lastmod() -> dict[str, str]:
        rows = ElementTree.fromstring(client.get("/sitemap-stories-1.xml").content)
        return {row.findtext(f"{MAP}loc"): row.findtext(f"{MAP}lastmod") for row in rows}

    live_from = article.editions.get().live_from
    before = lastmod()[f"{SITE}/harbour/crews/"]
    made = timezone.now() + timedelta(hours=1)
    make_correction(article=article, text="Otto, not Otto.", made_at=made)

    after = lastmod()[f"{SITE}/harbour/crews/"]

    assert before == timezone.localtime(live_from).isoformat(timespec="seconds")
    assert after == timezone.localtime(made).isoformat(timespec="seconds")


def test_stories_past_one_file_go_into_the_next_and_stay_in_their_file(client, monkeypatch):
    monkeypatch.setattr(to_find, "PER_FILE", 2)
    first, *_others = [newsdesk.live(f"Story {number}") for number in range(3)]
    newsdesk.put_out(newsdesk.save(first, kicker="Published anew"))

    files = [client.get(f"/sitemap-stories-{number}.xml").text for number in (1, 2)]

    assert client.get("/sitemap.xml").text.count("sitemap-stories-") == 2
    assert [[name for name in "012" if f"/story-{name}/" in file] for file in files] == [["0", "1"], ["2"]]
    assert client.get("/sitemap-stories-3.xml").status_code == 404


def test_the_news_sitemap_holds_two_days_and_the_first_date(client):
    Imprint.objects.create(name="The Harbour Paper")
    article = newsdesk.live("Crews", slug="crews")
    first = article.editions.get().first_live
    newsdesk.put_out(newsdesk.save(article, kicker="Changed"))
    [row] = [
        row
        for row in ElementTree.fromstring(client.get("/sitemap-news.xml").content)
        if row.findtext(f"{MAP}loc").endswith("/crews/")
    ]
    news = row.find(f"{NEWS}news")
    said = {each.tag.removeprefix(NEWS): each.text for each in news.iter()}
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1), tick=False):
        later = client.get("/sitemap-news.xml").text

    assert said["name"] == "The Harbour Paper"
    assert (said["language"], said["title"]) == ("en", article.headline)
    assert said["publication_date"] == timezone.localtime(first).isoformat(timespec="seconds")
    assert "<url>" not in later


def test_robots_are_kept_from_the_desk_and_led_to_the_sitemaps(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert {"Disallow: /admin/", "Disallow: /preview/", f"Sitemap: {SITE}/sitemap.xml"} < set(lines)
    assert f"Sitemap: {SITE}/sitemap-news.xml" in lines


def said(client, path: str = "/harbour/crews/") -> tuple[dict, dict, str]:
    html = client.get(path).text
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return (*json.loads(script), script)


def test_json_ld_says_what_the_page_says(client, article):
    make_correction(article=article, text="Otto, not Otto.")
    story, crumbs, _script = said(client)

    assert story["@type"] == ["NewsArticle", "AnalysisNewsArticle"]
    assert (story["headline"], story["description"]) == (article.headline, article.standfirst)
    assert [(who["name"], who["url"]) for who in story["author"]] == [
        ("Ines Amaral", f"{SITE}/author/ines-amaral/"),
        ("Otto Brandt", f"{SITE}/author/otto-brandt/"),
    ]
    assert story["publisher"]["name"] == "The Harbour Paper"
    assert story["sourceOrganization"]["name"] == "The Ferry Post"
    assert story["isBasedOn"] == "https://ferrypost.example/1"
    assert (story["articleSection"], story["keywords"], story["isAccessibleForFree"]) == (
        "Harbour",
        ["Pilotage"],
        True,
    )
    assert story["wordCount"] == article.editions.get().words
    assert story["datePublished"] == story["dateModified"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", story["datePublished"])
    assert [fix["text"] for fix in story["correction"]] == ["Otto, not Otto."]
    assert [step["name"] for step in crumbs["itemListElement"]] == [
        "The Harbour Paper",
        "Harbour",
        article.headline,
    ]


def test_every_picture_says_who_made_it_and_under_what_terms(client, article):
    images = said(client)[0]["image"]

    assert [image["creator"]["name"] for image in images] == ["Ada Quist", "Ada Quist", "Jo Vale"]
    assert {image["license"] for image in images} == {"https://creativecommons.org/licenses/by/4.0/"}
    assert {image["acquireLicensePage"] for image in images} == {"https://quay.example/1"}
    assert images[0]["contentUrl"].endswith("/1400.jpg")
    assert images[1]["contentUrl"].endswith("/social.jpg")


def test_nothing_in_a_story_ends_the_script(client, article):
    _story, _crumbs, script = said(client)

    assert not set("<>&\u2028\u2029") & set(script)


def test_copy_that_nobody_signs_is_the_partners(client):
    newsdesk.live("Unsigned", authors=[], outlet=newsdesk.outlet(), slug="unsigned")

    story, *_rest = said(client, "/harbour/unsigned/")

    assert [(who["@type"], who["name"]) for who in story["author"]] == [
        ("NewsMediaOrganization", "The Ferry Post")
    ]


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/feed/", 3), ("/harbour/feed/", 4), ("/author/ines-amaral/feed/", 4), ("/topic/pilotage/feed/", 4)],
)
def test_a_feed_of_three_stories_asks_no_more_than_a_feed_of_one(
    client, settings, django_assert_num_queries, path, asked
):
    settings.PAGE_STORE = False
    about = {"authors": [newsdesk.author()], "topics": [newsdesk.topic()]}
    for names in (["One"], ["Two", "Three"]):
        for name in names:
            newsdesk.live(name, lead=newsdesk.photo(name), **about)
        client.get(path)
        with django_assert_num_queries(asked):
            client.get(path)

    assert [item.findtext("title") for item in items(client, path)] == ["Three", "Two", "One"]
