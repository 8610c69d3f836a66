"""What search engines are told, sign by sign: each file whole, its limits, and when a kept one is made anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from articles import publishing, sitemaps
from articles.reading import to_find
from newsroom.models import Imprint
from newsroom.pagestore import CACHE_CONTROL
from tests.builders import newsdesk, own_pages
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_XMLNS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
#: In the newsroom's own time that is 14:00, two hours ahead.
NOW = datetime(2026, 6, 1, 12, 0, 0, 654321, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


def read(client, path: str) -> str:
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return response.text


def test_the_index_names_every_file(client):
    files = ("sitemap-stories-1.xml", "sitemap-pages.xml", "sitemap-news.xml")
    named = "".join(f"<sitemap><loc>{SITE}/{name}</loc></sitemap>" for name in files)

    assert read(client, "/sitemap.xml") == f"{HEAD}<sitemapindex {XMLNS}>{named}</sitemapindex>"


def test_a_paper_without_stories_has_an_empty_file_of_them(client):
    assert read(client, "/sitemap-stories-1.xml") == f"{HEAD}<urlset {XMLNS}></urlset>"


def test_a_story_stands_in_its_file_with_the_moment_of_its_last_change(client):
    newsdesk.live("Crews", slug="crews")
    entry = f"<url><loc>{SITE}/harbour/crews/</loc><lastmod>2026-06-01T14:00:00+02:00</lastmod></url>"

    assert read(client, "/sitemap-stories-1.xml") == f"{HEAD}<urlset {XMLNS}>{entry}</urlset>"


def test_a_story_last_changed_when_it_was_published_again_or_corrected_last(client, clock):
    first, second, third = (newsdesk.live(name) for name in ("Crews", "Ferry", "Quay"))
    began = timezone.now()
    clock.shift(timedelta(hours=1))
    newsdesk.put_out(newsdesk.save(first, kicker="Changed"))
    make_correction(article=second, text="Otto, not Otto.", made_at=timezone.now())
    clock.shift(timedelta(hours=1))
    make_correction(article=second, text="Ada, not Ada.", made_at=timezone.now())
    clock.shift(timedelta(hours=1))
    now = timezone.now()
    make_correction(article=second, text="No.", made_at=now, withdrawn_at=now, withdrawn_because="Untrue.")

    changed = [moment - began for _path, moment in to_find.some(3, 0)]

    assert changed == [timedelta(hours=1), timedelta(hours=2), timedelta(0)]
    assert third.editions.get().live_from == began


def test_stories_stand_in_the_order_of_their_making_also_when_one_is_published_again(client):
    first, second = newsdesk.live("Crews"), newsdesk.live("Ferry")
    newsdesk.put_out(newsdesk.save(first, kicker="Changed"))

    paths = [path for path, _changed in to_find.some(2, 0)]

    assert paths == [article.editions.readable().get().path for article in (first, second)]


def test_pages_are_the_papers_own_and_those_of_what_readers_have(client, clock):
    newsdesk.live("Crews", authors=[newsdesk.author()], topics=[newsdesk.topic()], outlet=newsdesk.outlet())
    newsdesk.author("Nobody Yet")
    newsdesk.topic("Nothing yet")
    newsdesk.outlet("The Silent Post")
    own = own_pages.live("Imprint")
    clock.shift(timedelta(hours=1))

    entries = "".join(f"<url>{inner}</url>" for inner in pages(own))

    assert read(client, "/sitemap-pages.xml") == f"{HEAD}<urlset {XMLNS}>{entries}</urlset>"


def pages(own) -> list[str]:
    paths = ("/harbour/", "/author/ines-amaral/", "/topic/pilotage/", "/outlet/the-ferry-post/")
    lastmod = "<lastmod>2026-06-01T14:00:00+02:00</lastmod>"
    return [
        *(f"<loc>{SITE}{path}</loc>" for path in ("/", "/corrections/")),
        f"<loc>{SITE}{own.get_absolute_url()}</loc>{lastmod}",
        *(f"<loc>{SITE}{path}</loc>" for path in paths),
    ]


def test_a_file_has_no_more_addresses_than_it_may(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 3)
    own_pages.live("Imprint")
    newsdesk.live("Crews")

    assert read(client, "/sitemap-pages.xml").count("<url>") == 3
    assert "/imprint/" in read(client, "/sitemap-pages.xml")


def test_the_news_names_the_paper_its_language_and_the_day_the_story_first_went_out(client, clock):
    Imprint.objects.create(name="Quay & Basin")
    newsdesk.live("Crews <back>", slug="crews")
    clock.shift(timedelta(hours=1))
    news = (
        "<news:news><news:publication><news:name>Quay &amp; Basin</news:name>"
        "<news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-06-01T14:00:00+02:00</news:publication_date>"
        "<news:title>Crews &lt;back&gt;</news:title></news:news>"
    )
    entry = f"<url><loc>{SITE}/harbour/crews/</loc>{news}</url>"
    response = client.get("/sitemap-news.xml")

    assert response.text == f"{HEAD}<urlset {XMLNS} {NEWS_XMLNS}>{entry}</urlset>"
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert response.headers["Cache-Control"] == CACHE_CONTROL


def test_the_news_are_newest_first_no_older_than_two_days_and_no_more_than_a_thousand(
    client, clock, monkeypatch
):
    for number in range(4):
        newsdesk.live(f"Story {number}")
        clock.shift(timedelta(hours=1))
    clock.move_to(NOW + timedelta(days=2))

    assert titles(client) == ["Story 3", "Story 2", "Story 1"]
    monkeypatch.setattr(sitemaps, "NEWS_MOST", 2)
    assert titles(client) == ["Story 3", "Story 2"]


def titles(client) -> list[str]:
    text = client.get("/sitemap-news.xml").text
    return [part.partition("</news:title>")[0] for part in text.split("<news:title>")[1:]]


@pytest.mark.parametrize(
    ("code", "told"),
    [("zh-hans", "zh-cn"), ("zh-Hant", "zh-tw"), ("pt-br", "pt"), ("de", "de")],
)
def test_the_news_name_their_language_as_google_does(client, settings, code, told):
    settings.LANGUAGE_CODE = code
    newsdesk.live("Crews")

    assert f"<news:language>{told}</news:language>" in client.get("/sitemap-news.xml").text


@pytest.mark.parametrize(
    ("outlet", "kind", "found", "news"),
    [
        ("", "", True, True),
        ("https://ferrypost.example/1", "", False, False),
        ("https://ferrypost.example/1", "advert", True, False),
        ("", "advert", True, False),
    ],
)
def test_copy_with_its_original_elsewhere_is_not_ours_to_be_found_but_an_advert_is(
    client, outlet, kind, found, news
):
    fields = {"kind": kind} if kind else {}
    newsdesk.live("Crews", outlet=newsdesk.outlet(), outlet_url=outlet, **fields)

    assert (to_find.count(9), len(to_find.some(9, 0))) == (int(found), int(found))
    assert titles(client) == ["Crews"] * news


def test_what_readers_do_not_have_is_in_no_file(client, clock):
    boss = newsdesk.editor()
    gone, waiting = newsdesk.live("Gone", slug="gone"), newsdesk.story("Waiting", slug="waiting")
    publishing.withdraw(gone, by=boss, reason="Wrong.")
    publishing.publish(waiting, by=boss, at=timezone.now() + timedelta(hours=1), override="Tested.")
    newsdesk.story("Draft")

    assert (to_find.count(9), to_find.some(9, 0), titles(client)) == (0, [], [])
    clock.shift(timedelta(hours=1))
    assert [path for path, _changed in to_find.some(9, 0)] == ["/harbour/waiting/"]
    assert titles(client) == ["Waiting"]


@pytest.mark.parametrize("number", [0, 2, 50_000, 50_001])
def test_a_file_that_is_not_there_is_not_found(client, number):
    newsdesk.live("Crews")

    assert client.get(f"/sitemap-stories-{number}.xml").status_code == 404


def test_the_last_file_that_the_index_can_name_is_there(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_FILES", 2)
    monkeypatch.setattr(to_find, "PER_FILE", 1)
    for number in range(3):
        newsdesk.live(f"Story {number}")

    assert read(client, "/sitemap.xml").count("sitemap-stories-") == 2
    assert [client.get(f"/sitemap-stories-{number}.xml").status_code for number in (2, 3)] == [200, 404]


@pytest.mark.parametrize(
    ("path", "per_file"),
    [("/sitemap.xml", 1), ("/sitemap-stories-1.xml", 5_000), ("/sitemap-pages.xml", 5_000)],
)
def test_a_file_is_kept_until_something_is_published(client, path, per_file, monkeypatch):
    monkeypatch.setattr(to_find, "PER_FILE", per_file)
    newsdesk.live("Crews")
    before = read(client, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemaps, "_xml", None)
        kept = read(client, path)
    newsdesk.live("Ferry", authors=[newsdesk.author("Otto Brandt")])

    assert kept == before != read(client, path)


def test_a_kept_file_of_stories_is_made_anew_when_one_is_corrected(client, clock):
    article = newsdesk.live("Crews")
    before = read(client, "/sitemap-stories-1.xml")
    clock.shift(timedelta(hours=1))
    make_correction(article=article, text="Otto, not Otto.", made_at=timezone.now())

    assert "15:00:00" not in before
    assert "15:00:00" in read(client, "/sitemap-stories-1.xml")


@pytest.mark.parametrize("make", [newsdesk.author, newsdesk.topic, newsdesk.outlet])
def test_a_kept_file_of_pages_is_made_anew_when_one_of_them_moves(client, make):
    row = make()
    fields = {"author": {"authors": [row]}, "topic": {"topics": [row]}, "outlet": {"outlet": row}}
    newsdesk.live("Crews", **fields[type(row).__name__.lower()])
    old = row.get_absolute_url()
    assert f"<loc>{SITE}{old}</loc>" in read(client, "/sitemap-pages.xml")
    row.slug = "elsewhere"
    row.save()

    assert f"<loc>{SITE}{old}</loc>" not in read(client, "/sitemap-pages.xml")
    assert "/elsewhere/</loc>" in read(client, "/sitemap-pages.xml")


def test_robots_are_told_where_they_have_no_business(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert response.text == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /accounts/\nDisallow: /preview/\nDisallow: /search/\n\n"
        f"Sitemap: {SITE}/sitemap.xml\nSitemap: {SITE}/sitemap-news.xml\n"
    )
