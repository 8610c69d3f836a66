"""Pictures come to a story without leaving its form: dropped, pasted, chosen from the library."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.models import Article, Photo, PhotoCredit, PhotoUse
from newsroom.models import User
from tests.builders import newsdesk
from tests.builders import photo_files as files
from tests.driving.pictures_in_page import READY, drop, hold, open_form, paste
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def picture(number: int) -> bytes:
    return files.file(picture=files.plain_picture(60 + number, 40), xmp=files.xmp())


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("maya"))
    return client


def rows(page) -> list[tuple[str, str, str]]:
    """(picture, place, caption) of each row of the list."""
    return page.eval_on_selector_all(
        "[data-rows=photo_uses] [data-row]:not(.removed)",
        """all => all.map(row => [row.dataset.photo, row.querySelector("[name$=-place]").value,
            row.querySelector("[name$=-caption]").value])""",
    )


def test_files_dropped_onto_the_text_and_the_list_of_a_new_story(live_server, open_page, desk):
    page = open_page()
    broken = open_form(page, live_server, desk, address(None))
    page.fill("#id_headline", "Fog")
    page.click(READY)
    page.keyboard.type("First.")
    page.keyboard.press("Enter")
    page.keyboard.type("Second.")

    # Between two paragraphs, and a line shows where.
    shown = [
        hold(page, f"{READY} p:nth-of-type({which})", part) for which, part in ((1, 0.2), (1, 0.8), (2, 0.8))
    ]
    assert shown == ["| First. Second.", "First. | Second.", "First. Second. |"]
    # Onto the second paragraph, in its upper half: between the two.
    drop(page, f"{READY} p:nth-of-type(2)", ("one.jpg", picture(1)), ("two.jpg", picture(2)), part=0.2)
    page.wait_for_selector(".nb-photo >> nth=1")
    page.wait_for_selector(".arriving", state="detached")
    one, two = (str(Photo.objects.get(width=60 + number).pk) for number in (1, 2))
    assert [(pk, place) for pk, place, _caption in sorted(rows(page))] == [
        (pk, "text") for pk in sorted([one, two])
    ]
    # Undo takes off what was dropped, picture by picture, and brings it back with what was typed.
    page.locator(f"[data-row][data-photo='{two}'] [name$=-caption]").fill("Typed")
    page.click(f"{READY} p >> nth=0")
    page.keyboard.press("Control+Z")
    page.keyboard.press("Control+Z")
    assert (page.locator(".nb-photo").count(), rows(page)) == (0, [])
    page.keyboard.press("Control+Y")
    page.keyboard.press("Control+Y")
    page.wait_for_selector(".nb-photo >> nth=1")
    assert {pk: caption for pk, _place, caption in rows(page)}[two] == "Typed"

    # Onto the list: a good one, one that is no picture, one that is here already.
    drop(page, "#picture .choose", ("lead.jpg", picture(3)), ("no.jpg", b"<svg/>"), ("same.jpg", picture(1)))
    page.get_by_text("“no.jpg”: This is a page or a drawing").wait_for()
    page.get_by_text("“same.jpg” was here already, as “Fog on the pier”. That picture is used.").wait_for()
    page.wait_for_selector("[data-row]:not(.removed) [name$=-place] >> nth=2")
    lead = str(Photo.objects.get(width=63).pk)
    assert ([lead, "lead", "Fog <over> the east pier & light"] in rows(page), len(rows(page))) == (True, 3)

    with page.expect_navigation():
        page.click("[data-save]")
    article = Article.objects.get()
    assert [part for part in parts.cut(article.body) if part[0] != "html"] == [
        ["photo", int(one)], ["photo", int(two)],
    ]  # fmt: skip
    assert article.body.startswith("<p>First.</p><news-block")
    assert article.body.endswith("<p>Second.</p>")
    assert PhotoUse.objects.get(place="lead").alt == "A pier in fog"
    assert broken == []


def test_what_does_not_get_through_is_tried_again_and_what_is_cancelled_goes(live_server, open_page, desk):
    article = newsdesk.story(body="<p>Text.</p>")
    page = open_page()
    open_form(page, live_server, desk, address(article))
    waiting: list[object] = []
    holds = [True]
    page.route("**/photo/send/", lambda route: waiting.append(route) if holds else route.continue_())
    drop(page, "#picture .choose", *((f"{number}.jpg", picture(number)) for number in range(4)))
    page.wait_for_selector(".arriving >> nth=3")
    while len(waiting) < 2:
        page.wait_for_timeout(20)
    page.wait_for_timeout(200)
    assert len(waiting) == 2
    # Saving waits for them.
    page.click("[data-save]")
    page.get_by_text("This is saved as soon as the pictures are here.").wait_for()

    page.locator(".arriving", has_text="3.jpg").get_by_role("button", name="Cancel").click()
    holds.clear()
    waiting.pop(0).abort()
    page.locator(".arriving", has_text="0.jpg").get_by_role("button", name="Try again").click()
    with page.expect_navigation():
        waiting.pop(0).continue_()

    assert sorted(Photo.objects.values_list("width", flat=True)) == [60, 61, 62]
    assert PhotoUse.objects.filter(article=article).count() == 3


def test_of_twenty_those_that_failed_say_why_and_go_on_together(live_server, open_page, desk):
    page = open_page()
    broken = open_form(page, live_server, desk, address(newsdesk.story(body="<p>Text.</p>")))
    fails = [lambda route: route.fulfill(status=507), lambda route: route.abort()]
    page.route("**/photo/send/", lambda route: fails.pop(0)(route) if fails else route.continue_())

    drop(page, f"{READY} p", *((f"{number}.jpg", picture(number)) for number in range(20)))
    page.get_by_text("18 of 20 pictures are here; 2 did not get through.").wait_for()
    for words in ("The disk of this site is full", "The connection was lost."):
        page.locator(".ProseMirror .arriving", has_text=words).wait_for()
    page.get_by_role("button", name="Try again").first.click()
    page.wait_for_selector(".arriving", state="detached")

    # In the order in which they were dropped, whichever came first.
    cut = parts.cut(page.evaluate("document.getElementById('id_body').value"))
    order = [Photo.objects.get(pk=pk).width for kind, pk in cut if kind == "photo"]
    assert order == [60 + number for number in range(20)]
    page.wait_for_function(
        "document.querySelectorAll('[data-rows=photo_uses] [data-row]:not(.removed)').length > 19", polling=50
    )
    assert Photo.objects.count() == len(rows(page)) == 20
    assert broken == []


def test_a_credit_is_typed_in_the_row_and_none_of_it_is_lost(live_server, open_page, desk):
    bare = Photo.objects.create(title="pier", width=60, height=40, alt="A pier")
    block = f'<news-block data-kind="photo" data-id="{bare.pk}"></news-block>'
    article = newsdesk.story(body=f"<p>Text.</p>{block}")
    page = open_page()
    broken = open_form(page, live_server, desk, address(article))
    line, box = page.get_by_label("Credit line"), page.get_by_label("Licence", exact=True)

    # The check leads to the field; what the line leaves open is asked in the next one.
    page.get_by_role("link", name="has no credit. Say who made it.").click()
    page.wait_for_function("() => document.activeElement.dataset.part === 'line'", polling=50)
    page.keyboard.type("(Marco Fieber / CC 2.0)")
    page.get_by_text("Made by Marco Fieber. “CC 2.0” names no one licence: choose it.").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.dataset.part === 'licence'", polling=50)
    # In the text, and in the checks, without a save of the story.
    page.locator(".nb-photo figcaption", has_text="(Marco Fieber)").wait_for()
    page.locator(".checks", has_text="is not clear (“CC 2.0”). Choose it beside the picture.").wait_for()
    assert box.locator("optgroup option").all_inner_texts()[0] == "CC BY 2.0"
    box.select_option(label="CC BY 2.0")
    page.locator("[data-cleared]:visible", has_text="CC BY 2.0").wait_for()

    # What does not get through stands there after a reload, and is saved then.
    page.route("**/credit/", lambda route: route.abort())
    line.fill("Marco Fieber / The Coast Wire")
    line.press("Enter")
    page.get_by_text(
        "It did not get through. What you typed is kept in this browser: save it again."
    ).wait_for()
    page.unroute("**/credit/")
    page.reload()
    page.get_by_text("Not saved yet: press Enter, or Save the credit.").wait_for()
    assert line.input_value() == "Marco Fieber / The Coast Wire"
    line.press("Enter")
    page.get_by_role("button", name="Change").wait_for()

    credit = PhotoCredit.objects.get()
    assert str(credit) == "Marco Fieber / The Coast Wire / CC BY 2.0"
    # Enter saved the credit, and never the story.
    assert Article.objects.get().revision == article.revision
    assert broken == []


def test_who_is_signed_out_signs_in_and_the_picture_goes_on(live_server, open_page, desk):
    maya = User.objects.get()
    maya.set_password("salt-and-silt-9")
    maya.save()
    desk.force_login(maya)
    page = open_page()
    open_form(page, live_server, desk, address(newsdesk.story(body="<p>Text.</p>")))
    page.context.clear_cookies(name="sessionid")

    drop(page, "#picture .choose", ("one.jpg", picture(1)))
    page.locator("dialog").get_by_label("Name or e-mail").fill("maya")
    page.locator("dialog").get_by_label("Password").fill("salt-and-silt-9")
    page.locator("dialog").get_by_role("button", name="Sign in").click()
    page.wait_for_selector("[data-rows=photo_uses] [data-row]:not(.removed)")

    assert Photo.objects.get().width == 61


def test_a_picture_is_pasted_but_not_where_words_come_along(live_server, open_page, desk):
    article = newsdesk.story(body="<p>Text.</p>")
    page = open_page()
    broken = open_form(page, live_server, desk, address(article))

    page.click(f"{READY} p")
    paste(page, READY, ("image.png", picture(1)), html="<img src='https://paper.example/a.jpg'>")
    page.wait_for_selector(".nb-photo img")
    paste(page, READY, ("image.png", picture(2)), html="<p>Words</p>", text="Words")
    page.locator(READY).get_by_text("Words").wait_for()
    paste(page, "#picture [data-library]", ("image.png", picture(3)))
    page.wait_for_selector("[data-row]:not(.removed) [name$=-place] >> nth=1")

    assert sorted(Photo.objects.values_list("width", flat=True)) == [61, 63]
    assert broken == []


def test_several_are_chosen_from_the_library_by_keys_alone(live_server, open_page, desk):
    fog, pier, _tram = (newsdesk.photo(name) for name in ("Fog", "Fog on the pier", "Tram"))
    article = newsdesk.story(body="<p>Text.</p>")
    page = open_page()
    broken = open_form(page, live_server, desk, address(article))

    page.locator("#picture [data-library]").press("Enter")
    page.wait_for_selector("dialog.library[open]")
    page.keyboard.type("fog")
    page.get_by_text("2 pictures", exact=True).wait_for()
    for key in ("ArrowDown", "Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    page.get_by_text("2: Fog on the pier, Fog").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-row]:not(.removed) [name$=-place] >> nth=1")

    assert [(pk, place) for pk, place, _caption in rows(page)] == [
        (str(pier.pk), "lead"), (str(fog.pk), "text"),
    ]  # fmt: skip
    page.click("button[data-name='newsBlock:photo']")
    page.select_option("dialog [name=used]", "never")
    page.get_by_text("3 pictures", exact=True).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.library", state="detached")
    assert broken == []


def test_the_file_of_a_picture_to_come_is_given_in_its_row(live_server, open_page, desk):
    photo = Photo.objects.create(caption="Boats at the quay")
    story = newsdesk.story("Boats", body=f"<p>Six boats.</p>{parts.block('photo', id=photo.pk)}")
    page = open_page()
    open_form(page, live_server, desk, address(story))

    # From the check to the button, whose file comes into the row.
    page.locator("[data-live=checks] a", has_text="has no file yet").click()
    page.locator("[data-upload]:focus").wait_for()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "boats.jpg", "mimeType": "image/jpeg", "buffer": picture(1)})

    row = page.locator(f"[data-row][data-photo='{photo.pk}']")
    row.locator("[data-thumb]").wait_for()
    assert row.locator("[data-upload]").is_hidden()
    page.locator("[data-live=checks] a", has_text="has no file yet").wait_for(state="detached")
    assert Photo.objects.get().width == 61
