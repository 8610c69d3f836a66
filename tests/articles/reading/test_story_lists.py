"""Sections, authors, topics, outlets, corrections and search, as readers get them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from articles.models import Author, Edition
from articles.publishing import withdraw
from articles.reading.statements import E_READABLE, rows
from tests.builders import newsdesk
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 5, tzinfo=ZoneInfo("Europe/Berlin"))


def text(html: str) -> str:
    """The words of a page, without markup and doubled space."""
    html = re.sub(r"<(script|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def headlines(html: str) -> list[str]:
    """What the page's cards and rows lead to, in order."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<h[23]><a (?:class="q" )?href="[^"]+">([^<]+)</a>', main)


# --- lists of stories --------------------------------------------------------------------------------


def test_a_section_shows_its_own_stories_newest_first_and_the_older_on_a_second_page(get):
    for number in range(20):
        newsdesk.live(f"Harbour {number}")
    newsdesk.live("Elsewhere", section=newsdesk.section("City"))

    first, second = get("/harbour/"), get("/harbour/?page=2")

    assert headlines(first) == [f"Harbour {number}" for number in range(19, 1, -1)]
    assert headlines(second) == ["Harbour 1", "Harbour 0"]
    assert 'rel="next" href="?page=2"' in first
    assert "(page 2)" in second
    get("/harbour/?page=3", 404)
    get("/harbour/?page=0", 404)
    get("/harbour/?page=one", 404)


def test_an_author_has_stories_by_year_with_counts_and_interests(get):
    writer = newsdesk.author("Ines Vale", bio="Covers the port.", interests="Rents from the council.")
    for year in (2025, 2026, 2026):
        with time_machine.travel(NOON.replace(year=year, month=3)):
            newsdesk.live(f"Of {year}", authors=[writer], topics=[newsdesk.topic("Water")])

    found = text(get("/author/ines-vale/"))

    assert "2026 · 2 stories" in found
    assert "2025 · 1 story" in found
    assert "Interests declared Rents from the council." in found
    assert "Writes about Water" in found


def test_a_topic_explains_itself_and_tells_its_stories_in_order(get):
    subject = newsdesk.topic("Kelder Point")
    subject.explainer, subject.reviewed_on = "Every drain ends here.", NOON.date()
    subject.save()
    newsdesk.live("It began", topics=[subject])
    newsdesk.live("It went on", topics=[subject])

    found = text(get("/topic/kelder-point/"))

    assert "What this is about Every drain ends here. Last reviewed 21 November 2026." in found
    assert found.index("It began") < found.index("It went on")


def test_an_outlet_shows_what_came_from_it(get):
    newsdesk.live("From the wire", outlet=newsdesk.outlet("Northern Wire"), outlet_url="https://w.example/")
    newsdesk.live("Our own")

    page = get("/outlet/northern-wire/")

    assert headlines(page) == ["From the wire"]


@pytest.mark.parametrize("path", ["/author/ines-vale/", "/topic/secret-inquiry/", "/outlet/northern-wire/"])
def test_who_has_no_story_before_readers_has_no_page(get, path):
    article = newsdesk.story(
        authors=[newsdesk.author("Ines Vale")],
        topics=[newsdesk.topic("Secret inquiry")],
        outlet=newsdesk.outlet("Northern Wire"),
        outlet_url="https://w.example/",
    )
    assert "Secret" not in get(path, 404).partition("<main")[2]

    newsdesk.put_out(article)

    get(path)


def test_corrections_stand_by_month_under_the_headline_of_today(get):
    article = newsdesk.live("What a dredger costs")
    hidden = newsdesk.story("Never out")
    fix = make_correction(article=article, text="Prices are without tax.", made_at=NOON)
    make_correction(article=hidden, text="About a draft.", made_at=NOON)

    page = get("/corrections/")

    assert f'id="correction-{fix.pk}"' in page
    assert "November 2026 21 November 2026 12.05 p.m. Correction What a dredger costs Prices are" in text(
        page
    )
    assert "About a draft" not in page


def test_search_finds_marks_and_narrows(get):
    newsdesk.live("Pilot boats", body="<p>The eelgrass came back.</p>")
    newsdesk.live("Night bus", body="<p>No eelgrass here.</p>", section=newsdesk.section("City"))

    both, one = get("/search/?q=eelgrass"), get("/search/?q=eelgrass&section=city")

    assert "2 results for “eelgrass”" in text(both)
    assert "<mark>eelgrass</mark>" in both
    assert headlines(one) == ["Night bus"]
    assert 'name="robots" content="noindex"' in both
    assert "No story has all of these words." in text(get("/search/?q=nothinglikeit"))


def test_the_sql_of_readable_says_what_the_queryset_says():
    article = newsdesk.live("Live")
    newsdesk.put_out(newsdesk.save(article, headline="Live again"))
    gone = newsdesk.live("Gone")
    withdraw(gone, by=newsdesk.editor(), reason="Wrong.")
    newsdesk.put_out(newsdesk.story("Later"), at=timezone.now() + timezone.timedelta(days=1))

    found = rows(f"SELECT e.id FROM articles_edition e WHERE {E_READABLE}")

    assert [row[0] for row in found] == list(Edition.objects.readable().values_list("pk", flat=True))
    assert len(found) == 1


def test_an_authors_page_is_there_for_one_who_has_left(get):
    newsdesk.live(authors=[newsdesk.author("Ines Vale", former=True, job_title="Reporter")])

    assert "Reporter (has left the newsroom) Ines Vale" in text(get("/author/ines-vale/"))
    assert Author.objects.filter(former=True).count() == 1
