"""Which files a page offers for each place, and that no picture is shown larger than it is or taller than a screen."""

from __future__ import annotations

import re

import pytest

from articles import pictures
from articles.models import Photo
from articles.reading.values import Picture
from articles.templatetags.pictures import PLACES, TALLEST_REM, picture
from newsroom.models import User
from tests.builders import newsdesk
from tests.builders import photo_files as files

pytestmark = pytest.mark.once


def shown(width: int, height: int, place: str, widths: list[int] | None = None, seen: str = "") -> str:
    made = widths or [each for each in (280, 384, 488, 592, 608, 696, 800, 960, 1400) if each <= width]
    photo = Picture(
        1, "ab" * 16, "0123456789abcdef", width, height, made or [width], 50, 50, "lead", alt="Alt"
    )
    return picture(photo, place, seen)


def offered(html: str) -> list[int]:
    """The widths of the first source that a browser with AVIF is offered."""
    return [int(width) for width in re.findall(r" (\d+)w", html.split(' sizes="', maxsplit=1)[0])]


@pytest.mark.parametrize(
    ("place", "px"),
    [
        ("c3", 280),
        ("c4", 384),
        ("c5", 488),
        ("c6", 592),
        ("c7", 696),
        ("c8", 800),
        ("wide", 960),
        ("body", 608),
    ],
)
def test_every_column_is_offered_a_file_of_its_own_width_and_told_so(place, px):
    html = shown(1400, 933, place)

    assert PLACES[place].px == px
    assert px in offered(html)
    assert f" {px / 16:g}rem" in html.split('sizes="')[1]
    assert f'/{px}.jpg" width="{px}"' in html


@pytest.mark.parametrize("place", sorted(PLACES))
def test_no_picture_is_shown_larger_than_it_is(place):
    html = shown(60, 40, place, [60])

    assert 'sizes="60px"' in html
    assert 'width="60" height="40"' in html
    assert re.search(r'class="[^"]*\bsmall\b', html)


def test_a_picture_of_300_px_stays_that_wide_in_a_lead():
    html = shown(300, 200, "wide")

    assert (offered(html), 'sizes="280px"' in html, "small" in html) == ([280], True, True)


@pytest.mark.parametrize("place", ["wide", "body"])
def test_a_tall_picture_is_bounded_in_height_and_asks_for_no_more_than_that(place):
    html = shown(1400, 2333, place)

    wide = TALLEST_REM * 1400 / 2333
    assert f'sizes="min(100vw, {wide:.2f}rem)"' in html
    assert re.search(r'class="[^"]*\btall\b', html)
    assert "small" not in html


def test_a_tall_picture_that_is_cut_to_its_place_fills_it():
    assert "tall" not in shown(1400, 2333, "c7")


def test_a_place_that_is_never_wide_is_offered_no_wide_file():
    assert offered(shown(1400, 933, "face")) == [280]
    assert offered(shown(1400, 933, "row")) == [280, 384]
    assert offered(shown(1400, 933, "c3")) == [280, 384, 488, 592]


@pytest.mark.django_db
def test_the_lead_picture_alone_is_fetched_before_all_others(client):
    for number in range(4):
        newsdesk.live(
            f"Story {number}",
            lead=newsdesk.photo(f"Picture {number}"),
            authors=[newsdesk.author(f"Writer {number}", portrait=newsdesk.photo(f"Face {number}"))],
            prominence=2 - min(number, 1),
        )
    opinion = newsdesk.section("Opinion", style="opinion")
    newsdesk.live(
        "A view", section=opinion, lead=newsdesk.photo("View"), authors=[newsdesk.author("Writer 0")]
    )
    paths = ["/", "/harbour/", "/harbour/story-0/", "/author/writer-0/", "/opinion/", "/search/?q=story"]

    pages = {path: client.get(path).content.decode() for path in paths}

    first = {path: page.count('fetchpriority="high"') for path, page in pages.items()}
    assert {path: page.count("<img") > 0 for path, page in pages.items()} == dict.fromkeys(paths, True)
    assert first == {path: int(path in paths[:3]) for path in paths}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_a_page_says_of_its_pictures_is_what_the_browser_makes_of_them(live_server, open_page):
    """The browser's own width of a picture that is offered in several is what `sizes` says; in one column, where
    screens are fine, two thirds of it or more."""
    usual, tall, small = (_made(*size) for size in ((1000, 667), (500, 900), (300, 200)))
    leads = [usual, usual, tall, small, usual, usual, usual, usual, usual]
    for number, lead in enumerate(leads):
        place = 2 if number == 8 else 0
        newsdesk.live(f"Story {number}", lead=lead, authors=[newsdesk.author("Ines Vale")], prominence=place)
    wrong, heights = {}, []
    page = open_page()
    for width in (390, 700, 900, 1100, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/", "/harbour/", "/harbour/story-8/", "/harbour/story-2/", "/harbour/story-3/"):
            page.goto(live_server.url + path)
            page.evaluate(_ALL_HERE)
            found = page.evaluate(_MEASURE)
            assert found, (width, path)
            least = 0.65 if width < 640 else 0.97
            off = [one for one in found if not least - 0.01 <= (one["said"] + 2) / one["shown"] <= 1.05]
            wrong |= {(width, path): off} if off else {}
            heights += [one["height"] for one in found]

    assert wrong == {}
    assert max(heights) <= TALLEST_REM * 16 + 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_phone_fetches_the_file_that_its_screen_can_show_and_no_larger_one(live_server, open_page):
    newsdesk.live("Story", lead=_made(1400, 933), prominence=2)

    for width, dots, file in ((412, 1.75, 488), (390, 2, 592), (390, 3, 800)):
        page = open_page(width=width, dots=dots)
        for path in ("/", "/harbour/", "/harbour/story/"):
            page.goto(live_server.url + path)
            image = page.locator("main picture img").first
            image.evaluate("image => image.decode()")
            assert image.evaluate("image => image.currentSrc").endswith(f"/{file}.avif"), (width, path)


_ALL_HERE = (
    """() => Promise.all([...document.images].map(img => { img.loading = 'eager'; return img.decode() }))"""
)
_MEASURE = """() => [...document.querySelectorAll('picture img')].filter(img => img.offsetWidth).map(img => ({
  said: img.naturalWidth, shown: img.getBoundingClientRect().width, height: img.getBoundingClientRect().height,
  file: img.currentSrc.split('/').pop(), place: img.closest('article, li, figure, div').className }))"""


def _made(*size: int) -> Photo:
    desk = User.objects.filter(username="maya").first() or User.objects.create_superuser("maya")
    data = files.file(picture=files.plain_picture(*size), xmp=files.xmp())
    return pictures.take_in(f"{size}.jpg", data, by=desk)
