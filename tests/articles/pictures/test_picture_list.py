"""The list of pictures on the desk, and where each is used."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from articles.body.parts import block
from articles.models import (
    Article,
    Author,
    Edition,
    EditionPhoto,
    Licence,
    Photo,
    PhotoCredit,
    PhotoUse,
    Section,
    Version,
)
from tests.builders import newsdesk, own_pages
from tests.builders.by_hand import by_hand

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/admin/articles/photo/"


def texts(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def publish(photo: Photo, headline: str = "Fog closes the port") -> Edition:
    """A live story with the picture, made of rows: how it is published is another file's matter."""
    section = Section.objects.create(name="Harbour", slug="harbour")
    article = Article.objects.create(headline=headline, section=section, slug="fog")
    PhotoUse.objects.create(article=article, photo=photo)
    version = Version.objects.create(article=article, number=1, snapshot={}, hash="x")
    now = timezone.now()
    with by_hand():
        edition = Edition.objects.create(
            article=article,
            version=version,
            live_from=now,
            first_live=now,
            path="/harbour/fog/",
            headline=headline,
            kind="news",
            section=section,
        )
    with by_hand():
        EditionPhoto.objects.create(edition=edition, photo=photo, place="lead", order=0)
    return edition


# --- the list ---------------------------------------------------------------------------------


def test_each_card_says_how_the_rights_stand_and_where_the_picture_is_used(desk, photo, maya):
    publish(photo)
    unclear = Photo.objects.create(title="Slipway", width=300, height=200)
    PhotoCredit.objects.create(photo=unclear, creator="Zoe", terms="CC 2.0")
    ended = Photo.objects.create(title="Market", width=300, height=200)
    PhotoCredit.objects.create(
        photo=ended, creator="Zoe", licence=Licence.objects.get(code="agency"), expires_on="2026-03-31"
    )
    Photo.objects.create(title="To come")

    page = desk.get(LIST).content.decode()
    cards = [texts(card).strip() for card in page.split('<li class="photo-card">')[1:]]

    assert [card.split("No picture")[0].strip() for card in cards[:3]] == [
        "Picture to come To come No credit No file yet Not used yet",
        "Picture to come Market (Zoe / Agency) Rights ended 31 March 2026 Not used yet",
        "Picture to come Slipway (Zoe) Licence unclear: “CC 2.0” Not used yet",
    ]
    assert cards[3].startswith(
        "Fog on the pier (Zoë Ferrand / The Coast Wire / CC BY 4.0) Licence clear In 1 story, 1 live"
    )
    chips = re.findall(r'href="(\?[^"]*)"[^>]*>([^<]+)<span class="num">(\d+)', page)
    assert [(name.strip(), count) for _query, name, count in chips] == [
        ("All", "4"),
        ("Licence unclear", "2"),
        ("Rights end soon", "1"),
        ("No file yet", "1"),
        ("Not used yet", "3"),
    ]
    only = desk.get(LIST, {"show": "unclear"}).content.decode()
    assert (only.count('class="photo-card"'), "Slipway" in only, "Market" in only) == (2, True, False)


def test_a_picture_that_was_taken_off_is_no_longer_used_as_its_button_says(desk, maya):
    taken_off, never = newsdesk.photo("Fog"), newsdesk.photo("Reeds")
    article = newsdesk.live("Fog on the pier", lead=taken_off)
    PhotoUse.objects.filter(article=article).delete()
    newsdesk.put_out(newsdesk.save(article, headline="Fog lifts"))

    page, unused = (desk.get(LIST, asked).content.decode() for asked in ({}, {"show": "unused"}))

    said = {
        title: re.findall("Not used yet|No longer used", texts(card))
        for card in page.split('<li class="photo-card">')[1:]
        for title in ("Fog", "Reeds")
        if title in card
    }
    assert said == {"Fog": ["No longer used"], "Reeds": ["Not used yet"]}
    assert (unused.count('class="photo-card"'), "Reeds" in unused) == (1, True)
    for row, sentence in ((taken_off, "No longer used"), (never, "Not used yet")):
        assert sentence in desk.get(f"{LIST}{row.pk}/change/").content.decode()


def test_a_face_and_a_picture_of_an_own_page_are_used(desk, photo, maya):
    face = Photo.objects.create(title="Face", width=300, height=200)
    Author.objects.create(name="Zoë", slug="zoe", portrait=face)
    on_page = newsdesk.photo("Our house")
    own_pages.live("About us", slug="about", body=own_pages.TEXT + block("photo", id=on_page.pk))

    page = desk.get(LIST).content.decode()
    unused = desk.get(LIST, {"show": "unused"}).content.decode()

    used = {
        title: texts(card).strip().endswith(said)
        for title, said in (("Face", "Portrait"), ("Our house", "Own page"))
        for card in page.split('<li class="photo-card">')[1:]
        if title in card
    }
    assert used == {"Face": True, "Our house": True}
    assert ("Face" in unused, "Our house" in unused, "Fog on the pier" in unused) == (False, False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database_however_long_it_is(
    desk, maya, django_assert_num_queries, count
):
    for number in range(count):
        each = Photo.objects.create(title=f"Picture {number}", width=300, height=200)
        PhotoCredit.objects.create(photo=each, creator="Zoe")
    desk.get(LIST)

    with django_assert_num_queries(8):
        desk.get(LIST)


def test_a_window_of_pictures_hands_the_chosen_one_back(desk, photo):
    page = desk.get(LIST, {"_popup": "1", "_to_field": "id"}).content.decode()

    assert f'data-popup-opener="{photo.pk}"' in page


def test_pictures_are_found_by_caption_and_creator(desk, photo):
    Photo.objects.create(title="Something else")

    for words in ("east pier", "Ferrand", "Sorrel"):
        page = desk.get(LIST, {"q": words}).content.decode()
        assert ("Fog on the pier" in page, "Something else" in page) == (True, False), words


def test_where_a_picture_is_used_stands_beside_it(desk, photo):
    publish(photo)
    Author.objects.create(name="Zoë Ferrand", slug="zoe-ferrand", portrait=photo)

    page = desk.get(f"{LIST}{photo.pk}/change/").content.decode()
    used = texts(page.split('class="photo-places"')[1].split("</section>")[0])

    assert "Fog closes the port" in used
    assert "Live" in used
    assert "Zoë Ferrand" in used


def test_a_picture_that_was_before_readers_is_kept_and_the_desk_told_why(desk, photo):
    publish(photo)

    answer = desk.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"}, follow=True)

    assert "“Fog on the pier” has been before readers, and what they saw is kept." in answer.content.decode()
    assert Photo.objects.count() == 1


def test_a_picture_in_a_draft_is_kept_and_the_story_named(desk, photo):
    PhotoUse.objects.create(article=Article.objects.create(headline="Fog"), photo=photo)

    answer = desk.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"}, follow=True)

    assert "“Fog on the pier” stands in: “Fog”. Take it off there first" in answer.content.decode()
    assert Photo.objects.count() == 1


def test_a_picture_used_nowhere_can_be_deleted(desk, photo):
    answer = desk.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"})

    assert (answer.status_code, Photo.objects.count()) == (302, 0)
