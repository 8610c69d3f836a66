"""Pictures on the desk and what the public is served of them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import pictures
from articles.models import (
    Photo,
    PhotoCredit,
)
from articles.photos.renditions import folder
from newsroom.media import files_below
from newsroom.models import User
from tests.builders import photo_files as files
from tests.builders import stored
from tests.driving.picture_desk import LIST, change_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = "/admin/articles/photo/add/"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


# --- adding -----------------------------------------------------------------------------------


def test_several_pictures_are_added_at_once(desk):
    sent = {
        "pictures": [upload("one.jpg", files.file()), upload("two.png", files.file("PNG"))],
        "creator": "Zoe",
    }

    answer = desk.post(ADD, sent)

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert sorted((photo.title, str(photo.credit)) for photo in Photo.objects.all()) == [
        ("one", "Zoe"),
        ("two", "Zoe"),
    ]


def test_one_picture_leads_to_its_own_page(desk):
    answer = desk.post(ADD, {"pictures": upload("one.jpg", files.file())})

    assert answer["Location"] == f"{LIST}{Photo.objects.get().pk}/change/"
    assert desk.get(answer["Location"]).status_code == 200


def test_bad_files_are_named_in_sentences_and_the_good_ones_kept(desk):
    sent = {
        "pictures": [
            upload("good.jpg", files.file()),
            upload("drawing.jpg", b"<svg onload='alert(1)'/>"),
            upload("empty.jpg", b""),
        ],
        "creator": "Zoe <b>",
    }

    answer = desk.post(ADD, sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "“drawing.jpg”: This is a page or a drawing made of code" in page
    assert "“empty.jpg”: The file is empty." in page
    assert 'value="Zoe &lt;b&gt;"' in page
    assert [photo.title for photo in Photo.objects.all()] == ["good"]


def test_no_file_at_all_is_answered_at_the_field(desk):
    answer = desk.post(ADD, {"creator": "Zoe"})

    assert answer.status_code == 422
    assert "Choose a picture, or drop one here." in answer.content.decode()


def test_a_twin_is_offered_and_nothing_is_blocked(desk, photo):
    answer = desk.post(ADD, {"pictures": upload("again.jpg", files.file(xmp=files.xmp()))}, follow=True)

    page = answer.content.decode()
    assert Photo.objects.count() == 2
    assert f"here already as <a href='/admin/articles/photo/{photo.pk}/change/'>Fog on the pier</a>" in page


def test_a_picture_added_in_a_window_is_handed_back_to_the_story(desk):
    answer = desk.post(ADD, {"pictures": upload("one.jpg", files.file()), "_popup": "1"})

    assert answer.status_code == 200
    assert f"&quot;value&quot;: &quot;{Photo.objects.get().pk}&quot;" in answer.content.decode()


def test_a_picture_to_come_is_given_its_file(desk):
    coming = Photo.objects.create(caption="Lamp test")
    PhotoCredit.objects.create(photo=coming, creator="Elin Marsh")
    page = desk.get(f"{LIST}{coming.pk}/change/").content.decode()
    assert f'href="/admin/articles/photo/{coming.pk}/file/"' in page

    refused = desk.post(f"{LIST}{coming.pk}/file/", {"file": upload("x.jpg", b"no picture")})
    answer = desk.post(f"{LIST}{coming.pk}/file/", {"file": upload("x.jpg", files.file())})

    coming.refresh_from_db()
    assert refused.status_code == 422
    assert (answer.status_code, coming.width, coming.caption) == (302, 300, "Lamp test")


def test_only_those_who_may_are_let_in(client):
    client.force_login(User.objects.create_user("rita", is_staff=True))
    coming = Photo.objects.create()

    answers = [client.post(path).status_code for path in (ADD, f"{LIST}{coming.pk}/file/")]

    assert answers == [403, 403]


# --- crediting --------------------------------------------------------------------------------


def test_a_credit_changed_on_the_desk_is_in_every_file(desk, photo):
    answer = desk.post(f"{LIST}{photo.pk}/change/", change_form(photo, **{"credit-0-creator": "Lotte Breen"}))

    assert answer.status_code == 302
    made = list(files_below(folder(photo.key)))
    assert (len(made), [name for name in made if b"Lotte Breen" not in stored.read(name)]) == (3, [])


@pytest.mark.parametrize("row", [True, False])
def test_a_credit_that_says_nothing_is_said_in_words(desk, photo, row):
    PhotoCredit.objects.filter(photo=photo).delete()
    if row:
        PhotoCredit.objects.create(photo=photo)

    page = desk.get(f"{LIST}{photo.pk}/change/").content.decode()

    assert "<dd><b>none yet</b></dd>" in page
    assert "()" not in page


def test_days_are_chosen_with_the_browsers_own_field_and_kept(desk, photo):
    days = {"taken_on": "2026-05-04", "credit-0-expires_on": "2031-02-03"}
    desk.post(f"{LIST}{photo.pk}/change/", change_form(photo, **days))

    page = desk.get(f"{LIST}{photo.pk}/change/").content.decode()

    for name, day in days.items():
        assert f'<input type="date" name="{name}" value="{day}"' in page
    assert "vDateField" not in page


def test_a_mistake_in_the_form_loses_nothing_that_was_typed(desk, photo):
    answer = desk.post(
        f"{LIST}{photo.pk}/change/",
        change_form(photo, caption="A new <caption>", focal_x=140, **{"credit-0-source_url": "not a link"}),
    )
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "A new &lt;caption&gt;" in page
    assert 'value="140"' in page
    assert 'value="not a link"' in page
    assert "Enter a valid URL." in page


def test_what_a_file_says_is_shown_as_text_only(desk, maya):
    data = files.file(exif=files.exif(artist=b"<script>alert(1)</script>", description=b"<img onerror=x>"))
    photo = pictures.take_in("<svg onload=x>.jpg", data, by=maya)

    pages = [desk.get(path).content.decode() for path in (LIST, f"{LIST}{photo.pk}/change/")]

    for page in pages:
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert not [bad for bad in ("<script>alert", "<img onerror", "<svg onload") if bad in page]
