"""What others saved meanwhile comes into the open form with the answer to a save, and goes back with none."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.editing.autosaving import not_saved
from articles.models import Article, Autosave, Version
from tests.builders.newsdesk import author, photo, section, story, topic
from tests.driving.merge_page import save
from tests.driving.story_page import editor, is_kept, is_version, ready, type_text
from tests.driving.storydesk import address, desk, person, with_row
from tests.driving.storydesk import opened as opened_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
BODY = "<p>One paragraph.</p><p>Another paragraph.</p>"


@pytest.fixture
def ines():
    return desk(person("ines"))


def test_all_that_was_merged_stands_in_the_form_and_is_not_saved_over(live_server, open_page, ines):
    page = editor(live_server, open_page, "maya")
    lead = photo("The basin")
    article = story(headline="Old", body=BODY, lead=lead, authors=[author("Tom")], topics=[topic("Eels")])
    ready(page, live_server.url + address(article))
    page.fill("#id_standfirst", "By Maya.")
    theirs = opened_form(ines, article) | {
        "headline": "By Ines",
        "body": BODY.replace("One", "Ines’s"),
        "section": section("City").pk,
        "topics": [topic("Eels").pk, topic("Pier").pk],
        "sensitive": "on",
        "photo_uses-0-caption": "The basin, by Ines",
        "photo_uses-0-focal_x": "10",
    }
    ines.post(address(article), with_row(theirs, "bylines", author=author("Wim").pk, role="data", order=5))

    page.click(".margin [data-save]")
    is_version(page, 3)
    assert page.input_value("#id_headline") == "By Ines"
    assert page.input_value("#id_section_words") == "City"
    assert page.locator(".chips li").all_inner_texts() == ["Eels", "Pier"]
    assert page.is_checked("#id_sensitive")
    assert page.locator(".ProseMirror").inner_text().startswith("Ines’s paragraph.")
    row = page.locator("[data-rows=photo_uses] [data-row]")
    assert row.locator("[name$=-caption]").input_value() == "The basin, by Ines"
    assert row.locator("[data-focal]").evaluate("point => point.style.insetInlineStart") == "10%"
    assert page.locator("[data-rows=bylines] [data-row] .row-number").all_inner_texts() == ["1", "2"]

    page.fill("#id_kicker", "And Maya")
    page.click(".margin [data-save]")
    is_version(page, 4)
    before, after = (Version.objects.get(article=article, number=number).copy for number in (3, 4))
    assert (after.kicker, after.standfirst, before.kicker) == ("And Maya", "By Maya.", "")
    assert after.as_json() == {**before.as_json(), "kicker": "And Maya"}
    assert Autosave.objects.count() == 0
    assert [said for said in page.complaints if "404" not in said] == []  # the picture has no file

    # The page that asks: a paragraph that both changed is written anew in the editor, bold words and all.
    type_text(page, " By Maya.")
    said = "Another <strong>one</strong> by Ines."
    save(ines, article, body=f"<p>Ines’s paragraph.</p><p>{said}</p>")
    page.click(".margin [data-save]")
    page.check("[data-place].by-asked [value=anew]", timeout=10_000)
    written = page.locator(".anew-editor .ProseMirror")
    written.wait_for()
    assert written.inner_text() == "Another paragraph. By Maya."
    page.keyboard.type(" And")
    page.keyboard.press("Control+b")
    page.keyboard.type("ers")
    box = page.locator(".choices:has(.anew-editor)").bounding_box()
    assert written.bounding_box()["width"] > box["width"] * 0.9
    page.click("[data-finish]")
    page.wait_for_selector("#article_form")
    article.refresh_from_db()
    assert article.body.endswith("<p>Another paragraph. By Maya. And<strong>ers</strong></p>")


@pytest.mark.parametrize("where", ["#id_standfirst", ".ProseMirror", "[name=photo_uses-0-alt]"])
def test_who_types_on_while_a_merge_is_saved_takes_nothing_back(live_server, open_page, ines, where):
    page = editor(live_server, open_page, "maya")
    article = story(headline="Old", standfirst="", body=BODY, lead=photo("The basin"))
    ready(page, live_server.url + address(article))
    page.fill("#id_kicker", "By Maya")
    changed = BODY.replace("One", "Ines’s")
    save(ines, article, headline="By Ines", body=changed, **{"photo_uses-0-caption": "By Ines"})
    held = []

    def hold(route):
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route(f"**{address(article)}", hold)
    page.click(".margin [data-save]")
    page.wait_for_function("() => document.querySelector('[data-save][aria-busy]')")
    if where == ".ProseMirror":
        type_text(page, " Typed on.")
    else:
        page.fill(where, "Typed on.")
    held[0].continue_()
    page.unroute(f"**{address(article)}")
    is_version(page, 3)
    page.click(".margin [data-save]")
    is_version(page, 4)

    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("By Ines", "By Maya")
    assert article.body.startswith("<p>Ines’s paragraph.</p>")
    use = article.photo_uses.get()
    assert use.caption == "By Ines"
    assert "Typed on." in f"{article.standfirst} {article.body} {use.alt}"
    assert page.input_value("#id_headline") == "By Ines"


def test_what_is_typed_while_a_save_waits_is_kept_after_it(live_server, open_page):
    page = editor(live_server, open_page, "maya")
    article = story(headline="Old", standfirst="", body=BODY)
    ready(page, live_server.url + address(article))
    held = []

    def hold(route):
        held.append(route)

    page.route(f"**{address(article)}", hold)
    page.fill("#id_headline", "Saved")
    page.click(".margin [data-save]")
    page.wait_for_function("() => document.querySelector('[data-save][aria-busy]')")
    page.fill("#id_standfirst", "Typed meanwhile")
    is_kept(page)

    held[0].continue_()
    page.unroute(f"**{address(article)}")
    is_version(page, 2)
    is_kept(page)

    assert dict(not_saved(page.user).get().typed)["standfirst"] == "Typed meanwhile"


def test_a_picture_of_the_text_gets_its_row_and_its_focal_point(live_server, open_page):
    page = editor(live_server, open_page, "maya")
    picture = photo("The dredger")
    article = story(body="<p>Text.</p>" + parts.block("photo", id=picture.pk))
    Article.objects.get(pk=article.pk).photo_uses.all().delete()
    ready(page, live_server.url + address(article))
    assert page.locator("[data-rows=photo_uses] [data-row]").count() == 0
    page.fill("#id_headline", "With a picture")

    page.click(".margin [data-save]")
    is_version(page, 2)

    row = page.locator("[data-rows=photo_uses] [data-row]")
    assert row.locator("[name$=-caption]").input_value() == "The dredger"
    assert row.locator("[data-focal]").evaluate("point => point.style.insetBlockStart") == "50%"


def test_slow_saves_two_clicks_and_an_autosave_that_lands_late_are_no_alarm(live_server, open_page):
    page = editor(live_server, open_page, "maya")
    article = story(headline="Old", body=BODY)
    ready(page, live_server.url + address(article))
    answers, held = [], []
    page.on("response", lambda answer: answers.append((answer.request.method, answer.status)))

    def late(route):
        held.append(route)

    page.route(f"**{address(article, 'autosave')}", late)
    page.fill("#id_headline", "Typed")
    page.wait_for_function("() => document.querySelector('.margin [data-saved]').textContent === 'Saving …'")
    page.wait_for_timeout(2500)
    page.locator(".margin [data-save]").dblclick()
    for route in held:
        route.continue_()
    page.unroute(f"**{address(article, 'autosave')}")
    is_version(page, 2)
    page.fill("#id_headline", "Typed again")
    page.keyboard.press("Control+s")
    page.keyboard.press("Control+s")
    is_version(page, 3)

    assert Article.objects.get().headline == "Typed again"
    assert [status for _method, status in answers if status >= 400] == []
    assert page.locator("dialog[open], .needs, .note.typed").count() == 0
    ready(page, live_server.url + address(article))
    assert page.locator(".note.typed").count() == 0
    assert article.versions.count() == 3
