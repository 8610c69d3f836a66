"""The reading room: each page shows what it should, at its one address."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.body.parts import block
from articles.models import Article, Author, Byline, Correction, Edition, PhotoUse, Section, Topic
from articles.publishing import withdraw
from articles.reading_rows import E_READABLE, rows
from tests import newsdesk

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 5, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def get():
    client = Client()

    def page(path: str, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, response.content.decode()[:2000]
        assert not response.cookies
        return response.content.decode()

    return page


def path_of(article: Article) -> str:
    return Edition.objects.filter(article=article).latest("pk").path


def text(html: str) -> str:
    """The words of a page, without markup and doubled space."""
    html = re.sub(r"<(script|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def headlines(html: str) -> list[str]:
    """What the page's cards and rows lead to, in order."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<h[23]><a (?:class="q" )?href="[^"]+">([^<]+)</a>', main)


# --- the front page ---------------------------------------------------------------------------


def test_the_newest_story_marked_as_lead_leads_and_no_story_stands_twice(get):
    for number in range(4):
        newsdesk.live(f"Plain {number}", section=newsdesk.section("Harbour"))
    newsdesk.live("Beside it", prominence=1, section=newsdesk.section("City"))
    newsdesk.live("The lead", prominence=2, section=newsdesk.section("City"))
    newsdesk.live("Newest of all", section=newsdesk.section("City"))

    shown = headlines(get("/"))

    assert shown == ["The lead", "Beside it", "Newest of all", "Plain 3", "Plain 2", "Plain 1", "Plain 0"]


def test_without_a_marked_lead_the_newest_story_leads(get):
    newsdesk.live("Older")
    newsdesk.live("Newer")

    assert headlines(get("/"))[0] == "Newer"


def test_an_empty_paper_has_a_front_page(get):
    assert "The first story is being written." in text(get("/"))


def test_the_nameplate_is_the_only_first_heading_of_the_front_page(get):
    newsdesk.live(prominence=2)

    assert re.findall(r"<h1[^>]*>", get("/")) == ['<h1 class="nameplate">']


def test_opinion_stands_in_italics_with_its_writer(get):
    section = newsdesk.section("Opinion", style=Section.Style.OPINION)
    newsdesk.live("Somewhere else leads", prominence=2)
    newsdesk.live("A small number", section=section, authors=[newsdesk.author("Maud Vale")])
    for number in range(3):
        newsdesk.live(f"Front {number}", prominence=1)

    page = get("/")

    assert '<article class="op"><div><p class="by"><b>Maud Vale</b></p><h3>' in page


# --- a story ----------------------------------------------------------------------------------


def test_a_story_shows_all_its_parts_in_order(get):
    other = newsdesk.live("The pump logs in full")
    lead, inside = newsdesk.photo("The outfall"), newsdesk.photo("The steps", creator="Ada Brook")
    body = (
        "<p>First words.</p>"
        + block("read", id=other.pk)
        + block("quote", text="So we had a broom.", by="An operator")
        + block("photo", id=inside.pk)
        + "<p>Last words.</p>"
    )
    with time_machine.travel(NOON, tick=False):
        article = newsdesk.story(
            "The outfall ran for 211 days",
            body=body,
            lead=lead,
            authors=[newsdesk.author("Ines Vale"), newsdesk.author("Tom Brekke")],
            outlet=newsdesk.outlet("Northern Wire"),
            outlet_url="https://wire.example/1",
            topics=[newsdesk.topic("Water")],
            key_points="Nineteen were reported.",
        )
        Byline.objects.create(
            article=article, author=newsdesk.author("Rolf Tam"), role="photographs", order=5
        )
        newsdesk.put_out(article)

    page = get(path_of(article))
    found = text(page)

    order = [
        "Harbour The outfall ran for 211 days What the crews saw.",
        "By Ines Vale and Tom Brekke / Northern Wire Photographs by Rolf Tam",
        "21 November 2026, 12.05 p.m. CET · 1 min read",
        "The outfall ( Jo Vale / Quay Pictures / CC BY 4.0 )",
        "In short Nineteen were reported.",
        "First words. READ: The pump logs in full So we had a broom. An operator",
        "The steps ( Ada Brook / Quay Pictures / CC BY 4.0 ) Last words.",
        "This story first appeared in Northern Wire: read the original .",
        "Water",
    ]
    places = [found.find(part, found.find("Skip")) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert len(re.findall("<h1", page)) == 1
    assert '<time datetime="2026-11-21T12:05+01:00">' in page
    assert '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>' in page
    assert '<a rel="author" href="/author/ines-vale/">Ines Vale</a>' in page
    assert '<link rel="canonical" href="https://wire.example/1">' in page
    assert "<title>The outfall ran for 211 days · The Paper</title>" in page


def test_a_read_line_to_a_story_that_readers_do_not_have_is_not_shown_until_they_have_it(get):
    target = newsdesk.story("Not out yet")
    naming = newsdesk.live("Naming", body="<p>Words.</p>" + block("read", id=target.pk))
    path = path_of(naming)
    assert "Not out yet" not in get(path)

    newsdesk.put_out(target)
    assert "READ: Not out yet" in text(get(path))

    withdraw(target, by=newsdesk.editor(), reason="It was wrong.")
    assert "READ:" not in text(get(path))


def test_updated_is_shown_only_after_a_change_that_matters(get):
    article = newsdesk.live("Once")
    newsdesk.put_out(newsdesk.save(article, standfirst="A comma moved."))
    assert "Updated" not in text(get(path_of(article)))

    newsdesk.put_out(newsdesk.save(article, standfirst="A fact changed."), substantive=True)

    assert "· Updated" in text(get(path_of(article)))


def test_a_severe_correction_stands_over_the_story_and_another_under_it(get):
    article = newsdesk.live(body="<p>The body.</p>")
    Correction.objects.create(article=article, text="We named the wrong man.", severe=True)
    Correction.objects.create(article=article, text="A date was wrong.", was="2017", now="2018")

    found = text(get(path_of(article)))

    assert found.index("We named the wrong man.") < found.index("The body.")
    assert found.index("The body.") < found.index("A date was wrong. It said: 2017 It now says: 2018")
    assert "Serious correction, " in found


def test_script_in_any_field_is_shown_as_text(get):
    bad = "<script>alert('x')</script>"
    picture = newsdesk.photo(f"Caption {bad}", creator=f"Creator {bad}", alt=f'Alt "{bad}')
    newsdesk.live(f"Other {bad}", standfirst=bad, lead=picture, prominence=1)
    article = newsdesk.live(
        f"Headline {bad}",
        standfirst=f"Standfirst {bad}",
        kicker=f"Kicker {bad}",
        key_points=f"Point {bad}",
        authors=[newsdesk.author(f"Author {bad}", slug="bad-author")],
        outlet=newsdesk.outlet(f"Outlet {bad}", slug="bad-outlet"),
        topics=[newsdesk.topic(f"Topic {bad}")],
        lead=picture,
        body="<p>Words.</p>" + block("quote", text=f"Quote {bad}", by=f"By {bad}"),
        prominence=2,
    )
    Correction.objects.create(article=article, text=f"Text {bad}", was=bad, now=bad)
    topic = Topic.objects.get()

    for path in ("/", path_of(article), "/harbour/", "/author/bad-author/", "/outlet/bad-outlet/"):
        page = get(path)
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
    for path in (f"/topic/{topic.slug}/", "/corrections/", f"/search/?q={bad}"):
        assert "<script>" not in get(path)


def test_a_page_without_a_kept_file_shows_the_story_without_that_picture(get):
    article = newsdesk.story(lead=newsdesk.photo("To come", width=0, height=0, widths=[]))
    PhotoUse.objects.filter(article=article).delete()
    with_file = newsdesk.live("With a file", lead=newsdesk.photo("There"))
    newsdesk.put_out(article)

    assert "<picture>" in get(path_of(with_file)).partition('class="art"')[2].partition("</article>")[0]
    assert "<picture>" not in get(path_of(article)).partition('class="art"')[2].partition("</article>")[0]


# --- what changes at once ---------------------------------------------------------------------


def test_a_changed_credit_is_on_every_page_at_once(get):
    picture = newsdesk.photo("The outfall", creator="Wrong Name")
    article = newsdesk.live(lead=picture, prominence=2)
    pages = ("/", path_of(article), "/harbour/")
    assert all("Wrong Name" in get(path) for path in pages)

    picture.credit.creator = "Right Name"
    picture.credit.save()

    for path in pages:
        assert "Wrong Name" not in get(path)
        assert "Right Name" in get(path)


def test_a_changed_name_is_on_every_page_at_once(get):
    writer = newsdesk.author("Ines Vale")
    article = newsdesk.live(authors=[writer])
    pages = ("/", path_of(article), "/harbour/", "/author/ines-vale/")
    assert all("Ines Vale" in get(path) for path in pages)

    writer.name = "Ines Brook"
    writer.save()

    for path in pages:
        assert "Ines Brook" in get(path)
        assert "Ines Vale" not in get(path)


# --- shelves ----------------------------------------------------------------------------------


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
    fix = Correction.objects.create(article=article, text="Prices are without tax.", made_at=NOON)
    Correction.objects.create(article=hidden, text="About a draft.", made_at=NOON)

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
