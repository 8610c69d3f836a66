"""The reading room: each page shows what it should, at its one address."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from articles.body.parts import block
from articles.models import Article, Byline, Edition, PhotoUse, Section, Topic
from articles.publishing import withdraw
from tests.builders import newsdesk
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 5, tzinfo=ZoneInfo("Europe/Berlin"))


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
    make_correction(article=article, text="We named the wrong man.", severe=True)
    make_correction(article=article, text="A date was wrong.", was="2017", now="2018")

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
    make_correction(article=article, text=f"Text {bad}", was=bad, now=bad)
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
