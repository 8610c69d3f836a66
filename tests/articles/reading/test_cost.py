"""What a page costs: queries that do not grow with the paper, bytes that stay small, no cookie."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.test import Client

from articles.models import Edition
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db
CSS = ("reader/reader.css", "reader/cards.css", "reader/article.css", "reader/listing.css")


def fill(count: int) -> str:
    """That many stories with everything a story can have; the path of the last one."""
    before = None
    for number in range(count):
        before = newsdesk.live(
            f"Story {number}",
            authors=[newsdesk.author("Ines Vale"), newsdesk.author("Tom Brekke")],
            topics=[newsdesk.topic("Water"), newsdesk.topic("Pilotage")],
            lead=newsdesk.photo(f"Picture {number}"),
            outlet=newsdesk.outlet(),
            outlet_url="https://ferrypost.example/1",
            related=[before] if before else [],
            prominence=2,
        )
    return Edition.objects.latest("pk").path


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("story", 3),
        ("/", 4),
        ("/harbour/", 3),
        ("/author/ines-vale/", 5),
        ("/topic/water/", 5),
        ("/outlet/the-ferry-post/", 4),
    ],
)
def test_a_page_asks_the_same_number_of_questions_for_one_story_and_for_three(
    settings, django_assert_num_queries, count, path, queries
):
    settings.PAGE_STORE = False
    last = fill(count)
    client = Client()
    path = last if path == "story" else path
    client.get(path)

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200


def test_a_stored_page_asks_one_question(django_assert_num_queries):
    path = fill(1)
    client = Client()
    client.get(path)

    with django_assert_num_queries(1):
        client.get(path)


def test_all_style_sheets_together_stay_under_twelve_kilobytes():
    sheets = [Path(str(finders.find(name))).read_bytes() for name in CSS]

    assert sum(len(gzip.compress(sheet, 9)) for sheet in sheets) <= 12 * 1024


def test_no_page_sets_a_cookie_or_carries_inline_script_or_style():
    path = fill(2)
    client = Client(headers={"cookie": "sessionid=made-up; csrftoken=made-up"})

    for each in ("/", path, "/harbour/", "/author/ines-vale/", "/search/?q=story", "/corrections/", "/none/"):
        response = client.get(each)
        page = response.content.decode()
        assert not response.cookies
        assert re.findall(r"<[^>]+\s(?:style|on\w+)=", page) == []
        assert "<style" not in page
        assert re.findall(r"<script(?! type=\"application/ld\+json\")", page) == []
        assert "script-src" in response["Content-Security-Policy"]


def test_nothing_on_a_page_is_loaded_from_elsewhere():
    page = Client().get(fill(1)).content.decode()
    loaded = re.findall(r"<(?:img|source|script|link rel=\"(?:stylesheet|preload|icon)\")[^>]*>", page)
    addresses = [part for tag in loaded for part in re.findall(r'(?:src|href|srcset)="([^"]+)"', tag)]

    assert addresses
    assert [each for each in addresses if not each.startswith("/")] == []


def test_the_pictures_of_a_card_say_their_size_and_wait_until_they_are_near():
    fill(5)
    page = Client().get("/").content.decode()
    images = re.findall(r"<img[^>]+>", page)

    assert len(images) >= 5
    assert all(re.search(r'width="\d+" height="\d+" alt="', image) for image in images)
    assert [("fetchpriority" in image, 'loading="lazy"' in image) for image in images][:3] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_colours_that_carry_text_have_the_contrast_that_they_need():
    sheet = Path(str(finders.find(CSS[0]))).read_text()
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]

    for tokens in (light, light + dark):
        colour = dict(re.findall(r"--([\w]+): (#[0-9a-f]{3,6})", tokens))
        for ink, paper, least in (
            ("ink", "paper", 7), ("ink2", "paper", 7), ("ink2", "sheet", 7), ("spot", "paper", 4.5),
            ("link", "paper", 4.5),
            ("visited", "paper", 4.5), ("live", "paper", 4.5), ("onspot", "spot", 4.5),
            ("onmark", "mark", 4.5), ("onask", "ask", 4.5), ("control", "paper", 3), ("focus", "paper", 3),
        ):  # fmt: skip
            assert contrast(colour[ink], colour[paper]) >= least, (ink, paper)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_fonts_come_with_their_licences():
    fonts = Path(django_settings.BASE_DIR) / "newsroom" / "static" / "fonts"

    cuts = {path.stem for path in fonts.glob("*.woff2")}
    assert {name for name in cuts if not name.endswith("-ext")} == {
        "head",
        "head-i",
        "text",
        "text-b",
        "text-i",
        "ui",
    }
    assert all(f"{name.removesuffix('-ext')}-ext" in cuts for name in cuts)
    assert {path.name for path in fonts.glob("OFL-*.txt")} == {"OFL-newsreader.txt", "OFL-libre-franklin.txt"}
    third = (Path(django_settings.BASE_DIR) / "THIRD_PARTY.md").read_text()
    assert "Newsreader" in third
    assert "Libre Franklin" in third
