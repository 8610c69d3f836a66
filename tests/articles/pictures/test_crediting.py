"""Whom a picture is credited to: changed by a verb, kept, and out of a reporter's hands once readers have it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import pictures
from articles.models import CreditChange, Licence, Photo
from articles.publishing import publish, withdraw
from membership.models import Terms
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving import storydesk
from tests.driving.picture_desk import LIST, change_form

pytestmark = pytest.mark.django_db
LOCKED = "This picture is before readers, or has been."
REPORTER = (
    "view_photo",
    "change_photo",
    "add_photo",
    "view_photocredit",
    "add_photocredit",
    "change_photocredit",
)
EDITOR = ("change_article", "publish_article", "change_photocredit")


@pytest.fixture
def reporter() -> User:
    return storydesk.person("rita", may=REPORTER)


@pytest.fixture
def photo(reporter) -> Photo:
    return newsdesk.photo(added_by=reporter)


def stand(how: str, photo: Photo) -> None:
    """Put the picture where readers see it, will see it or have seen it."""
    story = newsdesk.story(lead=photo)
    if how == "scheduled":
        newsdesk.put_out(story, at=timezone.now() + timedelta(days=1))
    elif how == "face":
        newsdesk.author("Zoe Ferrand", portrait=photo)
    elif how == "own page":
        Terms.objects.create(pk=1, picture=str(photo.pk))
    else:
        newsdesk.put_out(story)
    if how == "withdrawn":
        withdraw(story, by=newsdesk.editor(), reason="Wrong harbour")


EVERYWHERE = pytest.mark.parametrize("how", ["live", "scheduled", "withdrawn", "face", "own page"])


# --- who may ----------------------------------------------------------------------------------


def test_a_reporter_credits_a_picture_while_it_stands_in_drafts_alone(reporter, photo):
    newsdesk.story(lead=photo)

    assert pictures.recredit(photo, {"creator": "Lotte Breen"}, by=reporter) is True
    assert Photo.objects.get(pk=photo.pk).credit.creator == "Lotte Breen"


@EVERYWHERE
@pytest.mark.parametrize("field", ["creator", "organisation", "source_url", "copyright_notice", "terms"])
def test_a_reporter_changes_no_credit_that_readers_are_told(reporter, photo, how, field):
    stand(how, photo)

    with pytest.raises(PermissionDenied):
        pictures.recredit(photo, {field: "https://elsewhere.example/"}, by=reporter)

    assert getattr(Photo.objects.get(pk=photo.pk).credit, field) == getattr(photo.credit, field)


@pytest.mark.parametrize(
    "may", [("change_photocredit", "publish_article"), ("change_photocredit", "delete_photo")]
)
def test_an_editor_and_the_photo_desk_change_it_and_nobody_who_has_left(photo, may):
    newsdesk.live(lead=photo)
    person = newsdesk.editor(may=may)

    pictures.recredit(photo, {"creator": "Lotte Breen"}, by=person)
    person.is_active = False

    assert Photo.objects.get(pk=photo.pk).credit.creator == "Lotte Breen"
    with pytest.raises(PermissionDenied):
        pictures.recredit(photo, {"creator": "Jo Vale"}, by=person)


def test_the_verb_asks_for_the_permission_while_the_picture_stands_nowhere_too(photo):
    newsdesk.story(lead=photo)
    bare = Photo.objects.create(caption="Without a credit")

    for picture in (photo, bare):
        with pytest.raises(PermissionDenied):
            pictures.recredit(picture, {"creator": "Lotte Breen"}, by=newsdesk.editor(may=("view_photo",)))

    assert CreditChange.objects.count() == 0


# --- at the desk ------------------------------------------------------------------------------


@EVERYWHERE
def test_the_reporters_form_shows_it_and_says_who_changes_it(reporter, photo, how):
    desk, page = storydesk.desk(reporter), f"{LIST}{photo.pk}/change/"
    before = desk.get(page).content.decode()
    stand(how, photo)

    after = desk.get(page).content.decode()

    assert ('name="credit-0-creator"' in before, LOCKED in before) == (True, False)
    assert ('name="credit-0-creator"' in after, LOCKED in after) == (False, True)
    assert ('name="focal_x"' in before, 'name="focal_x"' in after) == (True, False)
    assert "Quay Pictures" in after
    # The caption is the story's own but where a picture stands alone: there it is what readers see.
    assert ('name="caption"' in after) == (how not in {"face", "own page"})


def test_a_form_that_was_opened_before_publication_changes_nothing_and_says_so(reporter, photo):
    sent = change_form(photo, caption="For the next story", focal_x=90, **{"credit-0-creator": "Mallory"})
    newsdesk.live(lead=photo)

    answer = storydesk.desk(reporter).post(f"{LIST}{photo.pk}/change/", sent, follow=True)

    kept = Photo.objects.get(pk=photo.pk)
    assert LOCKED in answer.content.decode()
    assert (kept.credit.creator, kept.focal_x, kept.caption) == ("Jo Vale", 50, "For the next story")


def test_the_photo_desk_changes_it_in_its_form_and_the_page_keeps_who_did(photo):
    newsdesk.live(lead=photo)
    own = Licence.objects.get(code="own")
    person = storydesk.person("petra", may=(*REPORTER, "delete_photo", "view_licence"))
    desk, page = storydesk.desk(person), f"{LIST}{photo.pk}/change/"
    changes = {"credit-0-creator": "Lotte <Breen>", "credit-0-licence": own.pk}

    answer = desk.post(page, change_form(photo, **changes))

    assert answer.status_code == 302
    kept = CreditChange.objects.get()
    assert (kept.photo, kept.changed_by) == (photo, person)
    assert kept.changes == {"creator": ["Jo Vale", "Lotte <Breen>"], "licence": ["CC BY 4.0", "Own work"]}
    shown = desk.get(page).content.decode()
    assert "petra" in shown
    assert "<del>Jo Vale</del> Lotte &lt;Breen&gt;" in shown


def test_a_credit_that_stays_as_it_was_leaves_no_line(photo):
    editor = newsdesk.editor(may=EDITOR)

    assert pictures.recredit(photo, {"creator": "Jo Vale", "expires_on": None}, by=editor) is False
    assert CreditChange.objects.count() == 0


# --- what readers see -------------------------------------------------------------------------


def test_a_new_credit_is_on_every_surface_at_once_before_any_job_has_run(client, photo, settings):
    story = newsdesk.live(lead=photo, topics=[newsdesk.topic("Water")])
    paths = ["/", story.address, "/feed/", "/harbour/feed/"]
    before = [client.get(path).content.decode().count("Jo Vale") for path in paths]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

    pictures.recredit(photo, {"creator": "Lotte Breen"}, by=newsdesk.editor(may=EDITOR))

    pages = [client.get(path).content.decode() for path in paths]
    assert min(before) > 0
    assert [page.count("Jo Vale") for page in pages] == [0] * len(paths)
    assert [page.count("Lotte Breen") for page in pages] == before


def test_each_edition_keeps_the_credit_of_its_day_in_its_version(photo):
    editor = newsdesk.editor(may=EDITOR)
    story = newsdesk.live(lead=photo)
    pictures.recredit(photo, {"creator": "Lotte Breen"}, by=editor)

    publish(story, by=editor, override="again")

    editions = story.editions.order_by("pk").select_related("version")
    said = [edition.version.snapshot["photos"][0]["credit"] for edition in editions]
    assert said == ["Jo Vale / Quay Pictures / CC BY 4.0", "Lotte Breen / Quay Pictures / CC BY 4.0"]
