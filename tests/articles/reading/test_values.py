"""What reader pages are made of, whole: one story, its preview, its card, a picture alone, a page of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import reading
from articles.body import parts
from articles.models import Author, Photo, PhotoCredit, Version
from articles.reading.lists import photo_alone, portrait_of_author
from articles.reading.own_pages import page_at
from articles.reading.picture_files import PictureFiles, picture_files
from articles.reading.preview import preview_page
from articles.reading.statements import cards_by_id, stories_of
from articles.reading.values import Card, Fix, Link, NamedRow, Picture, StoryPage, Writer
from tests.builders import newsdesk, own_pages
from tests.builders.whole_story import HOUR, NINE, shown

pytestmark = pytest.mark.django_db
TERMS = ("https://quay.example/1", "", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


def face(photo: Photo, alt: str = "") -> Picture:
    return replace(shown(photo, "portrait", "", 0, (10, 20)), alt=alt)


def writer(author: Author, role: str, order: int, portrait: Picture | None = None) -> Writer:
    said = (author.job_title, author.bio, author.email, author.organisation)
    return Writer(author.pk, author.name, author.slug, role, order, *said, portrait)


def test_a_story_is_read_whole_with_the_names_and_credits_of_today(made):
    photos = [
        shown(made.lead, "lead", "The basin", 0, (30, 70), "Jo Vale", "Quay Pictures", *TERMS),
        shown(made.crane, "text", "A crane", 1, (50, 50), "Data Desk", "Quay Pictures", *TERMS),
        shown(made.bare, "text", "", 2, (50, 50)),
    ]
    near = ("/harbour/lamps/", "Lamps & <lights>", "opinion")
    outside = Link("text", 3, None, "https://away.example/2", "Outside & <far>")

    story = reading.story_at("/harbour/crews/")

    assert story == StoryPage(
        card=Card(
            edition_id=made.article.editions.get().pk,
            article_id=made.article.pk,
            path="/harbour/crews/",
            headline="Crews & <lamps>",
            standfirst="What the crews saw.",
            kicker="Pilots",
            kind="analysis",
            first_live=NINE,
            words=4,
            section=NamedRow(made.harbour.pk, "Harbour", "harbour"),
            outlet=NamedRow(made.outlet.pk, "The Ferry Post", "the-ferry-post"),
            writers=[
                writer(made.ines, "by", 0, face(made.face)),
                writer(made.desk, "editing", 1),
                writer(made.jo, "photographs", 2),
                writer(made.lev, "translation", 3),
            ],
            picture=photos[0],
        ),
        outlet_url="https://ferrypost.example/1?a=1&b=2",
        sensitive=True,
        updated_at=None,
        key_points=["First of two.", "Second."],
        blocks=[
            ("html", '<p>The <a href="/harbour/">crew</a> came <a href="//away.example/">back</a>.</p>'),
            ("photo", photos[1]),
            ("photo", photos[2]),
            ("read", Link("text", 1, made.other.pk, *near)),
            ("read", replace(outside, order=0)),
            ("quote", {"text": "Nothing <b> to see", "by": "Ines & co"}),
            ("quote", {"text": "Nobody said it", "by": ""}),
        ],
        photos=photos,
        topics=[NamedRow(topic.pk, topic.name, topic.slug) for topic in made.topics],
        fixes=[
            Fix(made.first.pk, "correction", "We named the wrong man.", "", "", True, NINE + HOUR),
            Fix(
                made.later.pk, "correction", "It is <em> the east pier.", "west", "east", False, NINE + 2 * HOUR
            ),
        ],
        links=[
            Link("list", 0, made.other.pk, *near),
            Link("text", 1, made.other.pk, *near),
            outside,
            Link("list", 5, None, "https://away.example/3", "Their report"),
        ],
        share_card="",
        named={made.other.pk, made.draft.pk},
    )  # fmt: skip
    assert [link.title for link in story.related] == ["Lamps & <lights>", "Their report"]
    assert story.tags() == {
        f"article:{made.article.pk}",
        f"article:{made.other.pk}",
        f"article:{made.draft.pk}",
        f"outlet:{made.outlet.pk}",
        f"section:{made.harbour.pk}",
        *(f"photo:{photo.pk}" for photo in (made.face, made.lead, made.crane, made.bare)),
        *(f"author:{author.pk}" for author in (made.ines, made.desk, made.jo, made.lev)),
        *(f"topic:{topic.pk}" for topic in made.topics),
    }


def test_a_preview_is_the_page_that_publishing_makes(made):
    """Nothing else than the moment, the number of the edition, and what only an edition knows."""
    public = reading.story_at("/harbour/crews/")
    preview = preview_page(made.article.versions.order_by("-number").first().copy, made.article.pk)

    for order, link in enumerate(public.links):
        link.order = order
    for order, link in enumerate(preview.links):
        # An edition counts the lines that nobody can see as well.
        link.order = order
    public.blocks[3][1].order = preview.blocks[3][1].order = 0
    first, *others = public.card.writers
    writers = [replace(first, portrait=replace(first.portrait, alt="Ines Amaral")), *others]
    card = replace(public.card, edition_id=0, first_live=timezone.now(), writers=writers)
    assert preview == replace(public, named=set(), card=card)


def test_a_preview_of_a_copy_that_has_hardly_begun_stands_somewhere_all_the_same():
    article = newsdesk.story("  ", standfirst="", section=None, authors=[], body="", slug="")
    card = preview_page(article.versions.get().copy, article.pk).card

    assert (card.path, card.headline, card.section, card.outlet, card.writers, card.picture, card.words) == (
        "/",
        "Untitled story",
        NamedRow(0, "", ""),
        None,
        [],
        None,
        0,
    )


def test_a_preview_leaves_out_what_is_no_longer_there(made):
    version: Version = made.article.versions.order_by("-number").first()
    for rows, name in (("bylines", "author"), ("photos", "photo"), ("topics", "topic"), ("links", "target")):
        version.snapshot[rows].insert(0, {**version.snapshot[rows][0], name: 999_999})
    version.snapshot["slug"] = ""

    page = preview_page(version.copy, made.article.pk)

    assert page.card.writers[0].name == "Ines Amaral"
    assert [each.order for each in page.card.writers] == [1, 2, 3, 4]
    assert [each.photo_id for each in page.photos] == [made.lead.pk, made.crane.pk, made.bare.pk]
    assert [topic.name for topic in page.topics] == ["Pilotage", "Eels"]
    assert page.links[0].title == "Lamps & <lights>"
    assert page.card.path == "/"


def test_a_card_is_the_head_of_its_story_and_of_what_is_readable_only(made):
    public = reading.story_at("/harbour/crews/")

    found = cards_by_id([public.card.edition_id, 999_999])

    assert found == {public.card.edition_id: public.card}
    assert cards_by_id([]) == {}
    assert stories_of([made.article.pk, made.draft.pk]) == [public]
    assert stories_of([]) == []
    assert reading.stories_of([made.article.pk, 999_999, made.other.pk]) == [
        public,
        reading.story_at("/harbour/lamps/"),
    ]


def test_a_story_of_nothing_but_words_has_no_picture_no_partner_and_no_tag_too_many():
    article = newsdesk.live(slug="plain")
    ines = newsdesk.author()
    story = reading.story_at("/harbour/plain/")

    assert (story.card.outlet, story.card.picture, story.photos) == (None, None, [])
    assert story.card.writers == [writer(ines, "by", 0)]
    assert story.tags() == {
        f"article:{article.pk}",
        f"author:{ines.pk}",
        f"section:{newsdesk.section().pk}",
    }
    assert story.original == ""


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (357, 2), (476, 2), (596, 3), (2380, 10)])
def test_reading_takes_a_minute_at_least_and_one_for_238_words(words, minutes):
    assert reading.values.minutes_to_read(words) == minutes


# --- pictures ---------------------------------------------------------------------------------


def test_a_photo_alone_has_its_own_words_its_credit_and_its_terms():
    photo = newsdesk.photo("The basin", fingerprint="0123456789abcdef", focal_x=30, focal_y=70)
    PhotoCredit.objects.update(copyright_notice="© Jo Vale")

    url, _notice, *licence = TERMS
    said = ("Jo Vale", "Quay Pictures", url, "© Jo Vale", *licence)
    assert photo_alone(photo.pk) == shown(photo, "alone", "The basin", 0, (30, 70), *said)

    PhotoCredit.objects.update(licence=None)
    assert photo_alone(photo.pk) == shown(photo, "alone", "The basin", 0, (30, 70), *said[:4], "", "")

    PhotoCredit.objects.all().delete()
    assert photo_alone(photo.pk) == shown(photo, "alone", "The basin", 0, (30, 70))


def test_a_photo_alone_is_shown_if_it_has_a_file_and_may_be_shown_today():
    tiny, none = newsdesk.photo(width=1), newsdesk.photo(width=0)
    today = timezone.localdate()
    seen = []
    for day in (None, today, today - timedelta(days=1)):
        PhotoCredit.objects.filter(photo=tiny).update(expires_on=day)
        seen.append(bool(photo_alone(tiny.pk)))

    assert seen == [True, True, False]
    assert photo_alone(none.pk) is photo_alone(999_999) is None


def test_a_face_is_there_once_it_has_a_file(made):
    assert portrait_of_author(made.ines) == face(made.face, alt="Ines Amaral")
    assert portrait_of_author(made.jo) is None
    made.face.width = 0
    assert portrait_of_author(made.ines) is None


def test_of_a_picture_all_is_known_that_its_addresses_need(made):
    def known(photo: Photo, *, shown: bool) -> PictureFiles:
        return PictureFiles(photo.pk, photo.key, photo.fingerprint, photo.widths, shown, shown)

    assert picture_files(made.lead.key) == known(made.lead, shown=True)
    unused = newsdesk.photo("In no story")
    assert picture_files(unused.key) == known(unused, shown=False)
    assert picture_files("0" * 32) is None
    assert replace(picture_files(made.face.key), was_shown=True) == known(made.face, shown=True)


# --- pages of our own -------------------------------------------------------------------------


def test_a_page_of_our_own_is_read_whole():
    with time_machine.travel(NINE, tick=False):
        story, draft = newsdesk.live("Lamps", slug="lamps", kind="opinion"), newsdesk.story("Never out")
        # A picture and a story of one number: the page must not take the one for the other.
        newsdesk.live("Of the same number", pk=900_001)
        photos = [newsdesk.photo(f"Crane {number}", pk=900_001 + number) for number in range(3)]
        made = own_pages.live(
            "About us",
            slug="about",
            kind="about",
            description="Who we are.",
            body=own_pages.TEXT
            + "".join(parts.block("photo", id=photo.pk) for photo in photos)
            + parts.block("read", id=story.pk)
            + parts.block("read", id=draft.pk)
            + parts.block("read", href="https://away.example/", label="Outside"),
        )  # fmt: skip
        page = page_at("about")

    pictures = [
        shown(photo, "text", photo.caption, order, (50, 50), "Jo Vale", "Quay Pictures", *TERMS)
        for order, photo in enumerate(photos)
    ]
    read = Link("text", 0, story.pk, "/harbour/lamps/", "Lamps", "opinion")
    assert (page.page_id, page.path, page.title, page.description, page.kind, page.changed_at) == (
        made.pk, "/about/", "About us", "Who we are.", "about", NINE,
    )  # fmt: skip
    assert page.blocks == [
        ("html", own_pages.TEXT),
        *(("photo", picture) for picture in pictures),
        ("read", read),
        ("read", Link("text", 0, None, "https://away.example/", "Outside")),
    ]
    assert (page.photos, page.links) == (pictures, [read])
    assert page.tags() == {
        f"page:{made.pk}", f"article:{story.pk}", *(f"photo:{photo.pk}" for photo in photos),
    }  # fmt: skip
    assert page_at("nothing-here") is None


def test_a_page_of_words_asks_for_neither_pictures_nor_stories(django_assert_num_queries):
    own_pages.live("Imprint", slug="imprint")

    with django_assert_num_queries(1):
        page = page_at("imprint")

    assert (page.photos, page.links, page.blocks) == ([], [], [("html", own_pages.TEXT)])
