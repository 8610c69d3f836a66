"""Alt text that is saved on a picture fills the stories that have none, and nothing else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import pictures
from articles.models import EditionPhoto, Photo, PhotoUse
from tests.builders import newsdesk
from tests.driving import storydesk
from tests.driving.picture_desk import LIST, change_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def photo() -> Photo:
    return newsdesk.photo(alt="")


def use(photo: Photo, headline: str, **fields: object) -> PhotoUse:
    return PhotoUse.objects.create(article=newsdesk.story(headline), photo=photo, **fields)


def test_stories_without_alt_text_get_it_and_typed_text_stays(photo):
    bare, typed, decorative = (
        use(photo, "One"),
        use(photo, "Two", alt="Ours"),
        use(photo, "Three", decorative=True),
    )
    other = use(newsdesk.photo("Another", alt=""), "Four")
    petra = storydesk.person(
        "petra", may=("view_photo", "change_photo", "delete_photo", "change_photocredit")
    )
    revision = bare.article.revision

    answer = storydesk.desk(petra).post(
        f"{LIST}{photo.pk}/change/", change_form(photo, alt="Cranes over the basin"), follow=True
    )

    assert "1 story that had no alt text for this picture is being given this one." in answer.content.decode()
    said = [PhotoUse.objects.get(pk=each.pk).alt for each in (bare, typed, decorative, other)]
    assert said == ["Cranes over the basin", "Ours", "", ""]
    bare.article.refresh_from_db()
    version = bare.article.versions.order_by("-number").first()
    assert (version.reason, version.made_by) == ("Alt text from the picture, by petra", None)
    assert version.snapshot["photos"][0]["alt"] == "Cranes over the basin"
    assert bare.article.revision == revision
    assert typed.article.versions.filter(reason__startswith="Alt text").count() == 0


def test_who_writes_on_a_picture_gets_no_hold_on_the_stories_of_others(photo):
    may = (*storydesk.REPORTER, "preview_article", "view_photo", "change_photo", "view_photocredit")
    reporter = storydesk.person("rosa", may=may)
    Photo.objects.filter(pk=photo.pk).update(added_by=reporter)
    theirs = use(photo, "Held back").article
    desk = storydesk.desk(reporter)
    before = desk.post(storydesk.address(theirs, "preview")).status_code

    desk.post(f"{LIST}{photo.pk}/change/", change_form(photo, alt="Cranes over the basin"))

    assert PhotoUse.objects.get().alt == "Cranes over the basin"
    assert before == desk.post(storydesk.address(theirs, "preview")).status_code == 403
    assert desk.post(storydesk.address(theirs), {"headline": "Mine now"}).status_code == 403


def test_what_readers_have_stays_as_it_was_published(client, photo):
    story = newsdesk.story("Live", body=newsdesk.TEXT)
    PhotoUse.objects.create(article=story, photo=photo, place="lead", decorative=True)
    newsdesk.put_out(story)
    PhotoUse.objects.update(decorative=False)
    photo.alt = "CANARY"
    photo.save()

    assert pictures.describe(photo, by=newsdesk.editor(may=("change_photo",))) == 1

    assert PhotoUse.objects.get().alt == "CANARY"
    assert EditionPhoto.objects.get().alt == ""
    page = client.get(story.editions.get().path).content.decode()
    assert ("<img" in page, "CANARY" in page) == (True, False)


def test_a_form_that_was_opened_before_or_emptied_takes_the_text_over(photo):
    editor = storydesk.person("edda")
    desk = storydesk.desk(editor)
    bare, emptied = use(photo, "One"), use(photo, "Two", alt="Ours")
    forms = [storydesk.opened(desk, each.article) for each in (bare, emptied)]
    forms[1]["photo_uses-0-alt"] = ""
    photo.alt = "Cranes over the basin"
    photo.save()
    pictures.describe(photo, by=newsdesk.editor(may=("change_photo",)))

    for each, form in zip((bare, emptied), forms, strict=True):
        assert desk.post(storydesk.address(each.article), form).status_code == 302

    said = [PhotoUse.objects.get(article=each.article).alt for each in (bare, emptied)]
    assert said == ["Cranes over the basin", "Cranes over the basin"]


def test_whoever_may_not_change_pictures_fills_no_stories(photo):
    bare = use(photo, "One")
    Photo.objects.filter(pk=photo.pk).update(alt="Cranes over the basin")

    with pytest.raises(PermissionDenied):
        pictures.describe(Photo.objects.get(pk=photo.pk), by=newsdesk.editor(may=("view_photo",)))

    bare.refresh_from_db()
    assert bare.alt == ""
