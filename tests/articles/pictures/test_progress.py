"""Several pictures at once: each says how far it is, and what was not taken says why; without a script as well."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Photo
from newsroom.models import User
from tests.builders import photo_files as files
from tests.driving.desk_browser import signed_in

pytestmark = pytest.mark.once

ADD = "/admin/articles/photo/add/"


@pytest.mark.django_db
def test_one_picture_after_the_other_is_answered_in_words_for_the_script(client):
    client.force_login(User.objects.create_superuser("maya"))
    tiny = files.file(picture=files.plain_picture(60, 40))

    def send(name: str, data: bytes):
        sent = {"pictures": SimpleUploadedFile(name, data), "creator": "Jo Vale"}
        return client.post(ADD, sent, headers={"accept": "application/json"})

    good, again, bad = send("a.jpg", tiny), send("b.jpg", tiny), send("c.gif", b"GIF89a" + b"\x00" * 50)

    first, second = Photo.objects.order_by("pk")
    assert (good.status_code, good.json()) == (
        200,
        {"url": f"/admin/articles/photo/{first.pk}/change/", "note": ""},
    )
    assert again.json() == {
        "url": f"/admin/articles/photo/{second.pk}/change/",
        "note": "The very same file was here already: “a”.",
    }
    assert (bad.status_code, list(bad.json())) == (422, ["problems"])
    assert bad.json()["problems"][0].startswith("“c.gif”: This is a GIF")
    assert str(first.credit) == "Jo Vale"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_each_picture_shows_how_far_it_is_and_why_it_was_not_taken(live_server, open_page):
    page = signed_in(open_page(width=390), live_server, User.objects.create_superuser("maya"))
    tiny = [files.file(picture=files.plain_picture(60 + number, 40)) for number in range(2)]
    chosen = [
        {"name": "one.jpg", "mimeType": "image/jpeg", "buffer": tiny[0]},
        {"name": "two.gif", "mimeType": "image/gif", "buffer": b"GIF89a" + b"\x00" * 50},
        {"name": "three.jpg", "mimeType": "image/jpeg", "buffer": tiny[1]},
    ]
    page.goto(live_server.url + ADD)
    page.fill("#id_creator", "Jo Vale")
    page.set_input_files("#id_pictures", chosen)
    page.click("button[type=submit]:has-text('Add')")
    page.get_by_text("Done. Look at what is said beside each picture.").wait_for()

    lines = page.locator("#add-progress > li").all_inner_texts()
    assert [" ".join(line.split())[:30] for line in lines] == [
        "one.jpg Added",
        "two.gif “two.gif”: This is a G",
        "three.jpg Added",
    ]
    assert page.input_value("#id_creator") == "Jo Vale"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_input_files("#id_pictures", [chosen[0] | {"name": "four.jpg"}, chosen[2] | {"name": "five.jpg"}])
    page.click("button[type=submit]:has-text('Add')")
    page.locator("#add-progress > li").nth(4).get_by_text("Added").wait_for()
    assert Photo.objects.count() == 4
