"""A page of the desk asks of the rows that it shows, not of all there are."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.article import ArticleAdmin
from tests.bench import hundred_thousand as bench
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand
from tests.measuring.plans import counting_steps, goes_by, plans

pytestmark = pytest.mark.django_db

STORIES = "/admin/articles/article/"
CHOOSER = "/admin/autocomplete/?app_label=articles&model_name=relatedlink&field_name=target&term="
MORE = 300
#: Steps for each story more, at most: it may be counted, and be looked at in an index.
FEW = 10


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts no steps")
@pytest.mark.parametrize(
    ("path", "few"),
    [
        ("/admin/", FEW),
        (STORIES, FEW),
        (f"{STORIES}?p=2", FEW),
        (f"{STORIES}?o=0", FEW),
        (f"{STORIES}?o=1", FEW),
        (f"{STORIES}?state__exact=draft", FEW),
        (f"{STORIES}?readers=live", 3 * FEW),
        (CHOOSER, FEW),
        ("/admin/articles/photo/", 5 * FEW),
        ("/admin/articles/photo/{photo}/change/", FEW),
        ("/admin/articles/version/", 2 * FEW),
        ("/admin/articles/edition/", 2 * FEW),
    ],
)
def test_a_page_of_the_desk_hardly_works_more_for_more_stories(admin_client, path, few):
    with by_hand():
        bench._taxonomy(0)
        bench._stories(range(150), photos := bench._pictures(2))
    path = path.format(photo=photos[0].pk)
    admin_client.get(path)

    with counting_steps() as before:
        admin_client.get(path)
    with by_hand():
        bench._stories(range(150, 150 + MORE), bench._pictures(2))
    with counting_steps() as after:
        assert admin_client.get(path).status_code == 200

    assert after[0] - before[0] < few * MORE


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("", "article_newest"),
        ("?o=0", "article_by_headline"),
        ("?o=1", "article_in_state"),
        ("?state__exact=ready", "article_in_state"),
        ("?readers=live", "edition_of_article"),
    ],
)
def test_the_rows_of_a_page_are_picked_by_an_index(admin_client, monkeypatch, asked, index):
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 1)
    newsdesk.live("Tide")
    newsdesk.live("Ferry")

    with plans() as told:
        page = admin_client.get(f"{STORIES}{asked}")

    assert [article.headline for article in page.context["cl"].result_list] == ["Ferry"]
    assert goes_by(told, index, alone=True)


def test_a_picture_is_counted_once_wherever_it_stands(admin_client):
    pictures = [newsdesk.photo(f"Pier {number}") for number in range(4)]
    for number in range(4):
        newsdesk.live(f"Ferry {number}", lead=pictures[number % 2])
    newsdesk.story("Not out yet", lead=pictures[3])
    newsdesk.author("Ines Vale", portrait=pictures[0])

    everything = admin_client.get("/admin/articles/photo/").context["cl"]
    unused = admin_client.get("/admin/articles/photo/?show=unused").context["cl"]

    counts = {str(chip["name"]): chip["count"] for chip in everything.chips}
    assert (counts["All"], counts["Not used yet"]) == (4, 1)
    assert [photo.pk for photo in unused.result_list] == [pictures[2].pk]


def test_each_button_over_the_pictures_leads_to_as_many_as_it_says(admin_client):
    for number in range(3):
        newsdesk.live(f"Ferry {number}", lead=newsdesk.photo(f"Pier {number}"))
    newsdesk.photo("Pier 3")
    newsdesk.photo("Slipway")

    for asked in ({}, {"q": "pier"}, {"q": "pier", "show": "unused"}):
        chips = admin_client.get("/admin/articles/photo/", asked).context["cl"].chips
        lists = [admin_client.get(f"/admin/articles/photo/{chip['query']}").context["cl"] for chip in chips]
        assert [chip["count"] for chip in chips] == [shown.result_count for shown in lists]


@pytest.mark.parametrize(
    ("asked", "dates"),
    [
        ("", ["2024", "2026"]),
        ("?live_from__year=2026", ["May 2026", "November 2026"]),
        ("?live_from__year=2026&live_from__month=5", ["3 May", "31 May"]),
    ],
)
def test_the_dates_over_a_list_of_records_are_found_by_its_index(admin_client, asked, dates):
    for day in ((2024, 12, 31), (2026, 5, 3), (2026, 5, 31), (2026, 11, 1)):
        with time_machine.travel(datetime(*day, tzinfo=timezone.get_current_timezone()), tick=False):
            newsdesk.live(f"Ferry of {day}")

    with CaptureQueriesContext(connection) as queries:
        page = admin_client.get(f"/admin/articles/edition/{asked}").content.decode()

    over = page.partition('class="toplinks"')[2].partition("</ul>")[0]
    assert [date for date in re.findall(r">\s*([\w ]+?)\s*</a>", over) if date in dates] == dates
    assert [each["sql"] for each in queries if "trunc" in each["sql"].lower()] == []
