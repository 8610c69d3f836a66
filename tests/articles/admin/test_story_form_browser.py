"""The story form in a real browser: written, published and read, with no violation of the security policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.body import parts
from articles.models import Article, Edition, PhotoUse
from newsroom.models import User
from tests.builders.newsdesk import author, outlet, photo, section, story, topic
from tests.driving.axe import violations_in_both_colours
from tests.driving.story_browser import choose, ready, save, saved_by
from tests.driving.storydesk import address, desk

KEPT = "For you alone, until you press Save."
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_a_story_is_written_with_everything_published_and_read(live_server, at_desk):
    dredger, older = photo("The dredger at the berth", width=0, widths=[]), story("Who owns the east pier")
    desk(User.objects.create_superuser("chief")).post(
        address(older, "publish"), {"when": "now", "override": "x", "revision": older.revision}
    )
    author("Tom Adeyemi-Rusk")
    section("Harbour")
    page = ready(at_desk(), live_server.url + address(None))

    page.fill("#id_headline", "The board votes tonight")
    page.fill("#id_standfirst", "Forty pages and no price.")
    page.click(".ProseMirror")
    page.keyboard.type("Kelby Harbour Board will vote tonight.")
    page.click("button[data-name='newsBlock:photo']")
    page.locator("dialog.library [data-picture]").first.check()
    barriers = violations_in_both_colours(page, "dialog")
    page.click("dialog.library [data-put-in]")
    page.wait_for_selector(".nb-photo figcaption")
    page.click("button[data-name='newsBlock:read']")
    page.fill("dialog [role=combobox]", "owns the east")
    page.click("dialog [role=option]:has-text('Who owns the east pier')")
    page.wait_for_selector(".nb-read .nb-line")
    page.click("button[data-name='newsBlock:quote']")
    barriers += violations_in_both_colours(page, "dialog")
    page.fill("dialog [name=text]", "Nobody has shown us the invoice.")
    page.fill("dialog [name=by]", "A board member")
    page.click("dialog button.default")
    choose(page, "id_bylines-0-author", "Tom Adeyemi-Rusk")
    choose(page, "id_section", "Harbour")
    choose(page, "id_topics", "Dredging")
    save(page)

    article = Article.objects.get(headline="The board votes tonight")
    assert parts.cut(article.body) == [
        ["html", "<p>Kelby Harbour Board will vote tonight.</p>"],
        ["photo", dredger.pk],
        ["read", older.pk],
        ["quote", {"text": "Nobody has shown us the invoice.", "by": "A board member"}],
    ]
    assert list(article.photo_uses.values_list("photo", "place")) == [(dredger.pk, "text")]
    assert [use.tag.name for use in article.topic_uses.all()] == ["Dredging"]

    # The picture has no file yet, and the dialog says that this blocks.
    page.click(".margin a[data-dialog]:has-text('Publish…')")
    assert "has no file yet" in page.locator("dialog .blocks").inner_text()
    barriers += violations_in_both_colours(page, "dialog")
    assert barriers == []
    page.click("dialog [data-close]")
    page.locator("[data-rows=photo_uses] [data-remove]").first.click()
    page.locator(".nb-photo [data-tool=remove]").click()
    save(page)
    page.click(".margin a[data-dialog]:has-text('Publish…')")
    assert page.locator("dialog .blocks").count() == 0
    if page.locator("dialog #id_override").count():
        page.fill("dialog #id_override", "Cleared by phone.")
    saved_by(page, lambda: page.click("dialog [data-publish]"))

    edition = Edition.objects.get(article=article)
    page.goto(live_server.url + edition.get_absolute_url())
    text = page.locator("main").inner_text()
    assert page.locator("h1").inner_text() == "The board votes tonight"
    for words in (
        "Kelby Harbour Board will vote tonight.",
        "Tom Adeyemi-Rusk",
        "Who owns the east pier",
        "Nobody has shown us the invoice.",
    ):
        assert words in text
    assert page.broken == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_and_its_dialog_have_no_barrier(live_server, at_desk, width):
    picture, old = photo("The dredger", alt=""), story("An older story")
    article = story(
        lead=photo("The basin"),
        related=[old],
        outlet=outlet(),
        topics=[topic()],
        body=f"<p>Text.</p>{parts.block('photo', id=picture.pk)}{parts.block('read', id=old.pk)}"
        f"{parts.block('read', label='Not found yet')}{parts.block('quote', text='Quoted', by='Someone')}",
    )
    page = ready(at_desk(width=width), live_server.url + address(article))
    page.wait_for_selector(".nb-photo figcaption")

    form = violations_in_both_colours(page)
    if width == 390:
        page.click(".bar [data-sheet]")
    page.click(".margin a[data-dialog]:has-text('Schedule…')")
    page.wait_for_selector("dialog[open] #act-h")
    dialog = violations_in_both_colours(page, "dialog")

    assert (form, dialog) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.broken == []


def test_two_editors_at_one_story_and_the_second_decides_by_keys_what_both_changed(live_server, at_desk):
    article = story("Old", kicker="Old", body="<p>The old text.</p>")
    maya = ready(at_desk("maya"), live_server.url + address(article))
    ines = ready(at_desk("ines"), live_server.url + address(article))
    ines.fill("#id_headline", "The headline of Ines")
    ines.fill("#id_kicker", "Ines")
    save(ines)
    maya.fill("#id_headline", "The headline of Maya")
    maya.locator(".ProseMirror[role=textbox]").fill("The text of Maya.")
    with maya.expect_navigation():
        maya.click("[data-save]")

    waits = maya.locator("[data-finish]")
    assert waits.inner_text() == "Save as v3: 1 to decide"
    maya.locator(".my-text summary").click()
    assert "The headline of Maya" in maya.locator(".my-text textarea").input_value()
    assert violations_in_both_colours(maya) == []
    waits.press("Enter")
    assert Article.objects.get().headline == "The headline of Ines"
    # The button led to what is open; 1 keeps mine.
    maya.keyboard.press("1")
    assert maya.locator("[data-decided]").inner_text() == "3 of 3 decided"
    saved_by(maya, waits.click)

    saved = Article.objects.get()
    assert (saved.headline, saved.kicker, saved.body) == (
        "The headline of Maya",
        "Ines",
        "<p>The text of Maya.</p>",
    )
    assert (
        "Merged with what was saved meanwhile by Ines: Kicker." in maya.locator(".messagelist").inner_text()
    )
    assert maya.broken == ines.broken == []


def test_what_is_not_saved_is_said_and_the_publish_dialog_offers_to_save_first(live_server, at_desk):
    article = story()
    page = ready(at_desk(), live_server.url + address(article))
    expect(page.locator(".margin [data-saved]")).to_contain_text("Saved ")

    page.fill("#id_headline", "A better headline")
    page.click(".margin a[data-dialog]:has-text('Publish…')")

    expect(page.locator(".margin [data-saved-more]")).to_have_text(KEPT)
    assert "You have changes that are not saved." in page.locator("dialog .ask").inner_text()
    page.click("dialog .ask button")
    expect(page.locator("dialog h1")).to_have_text("Publish “A better headline”")
    assert Article.objects.get().headline == "A better headline"
    assert page.locator("dialog .ask").count() == 0
    assert Edition.objects.count() == 0


def test_what_is_typed_is_shown_beside_it_and_stays_unsaved(live_server, at_desk):
    article = story("Cranes", lead=photo())
    page = ready(at_desk(), f"{live_server.url}{address(article)}")
    page.fill("#id_headline", "Typed and shown")
    page.locator(".ProseMirror[role=textbox]").fill("Only just typed.")

    page.keyboard.press("Alt+p")

    shown = page.frame_locator("[data-preview-pane] iframe")
    expect(shown.locator("h1")).to_have_text("Typed and shown")
    expect(shown.locator(".body")).to_contain_text("Only just typed.")
    expect(page.locator(".margin [data-saved-more]")).to_have_text(KEPT)
    assert Article.objects.get().headline == "Cranes"
    # Whoever leaves now loses nothing, and is not asked.
    page.goto(f"{live_server.url}{address(article)}")
    assert page.input_value("#id_headline") == "Typed and shown"
    assert page.broken == []


def test_pasted_markup_of_word_processors_is_cleaned(live_server, at_desk):
    article = story(body="<p>Start.</p>")
    page = ready(at_desk(), live_server.url + address(article))
    pasted = (
        '<b style="font-weight:normal" id="docs-internal-guid-1"><p style="color:red"><span style="font-weight:400">Plain </span>'
        '<a href="https://paper.example/" onclick="x()">linked</a></p></b><p class="MsoNormal"><o:p>&nbsp;</o:p></p><ul><li><p>One</p></li></ul>'
        "<p class=MsoNormal>Fined <s><del>5</del></s><ins>50</ins><span class=MsoCommentReference><a class=msocomanchor>[AB1]</a></span>.</p>"
        "<table><tr><td><p>Port</p></td><td>Tons</td></tr></table><div style='mso-element:comment-list'><p>No name</p></div>"
    )

    page.click(".ProseMirror")
    page.keyboard.press("Control+A")
    page.evaluate(
        """html => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        pasted,
    )
    save(page)

    assert page.broken == []
    assert Article.objects.get().body == (
        '<p>Plain <a href="https://paper.example/">linked</a></p><ul><li><p>One</p></li></ul>'
        "<p>Fined 50.</p><p>Port · Tons</p>"
    )


def test_rows_move_by_buttons_and_the_focal_point_by_keys(live_server, at_desk):
    article = story(lead=photo("First"), authors=[author("Tom Adair"), author("Lotte Breen")])
    page = ready(at_desk(), live_server.url + address(article))

    page.locator("[data-rows=bylines] [data-move=down]").first.click()
    page.locator("[data-focal]").first.focus()
    for _press in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    as_read = page.locator("[data-as-read]").inner_text()
    save(page)

    assert as_read == "By Lotte Breen and Tom Adair"
    assert list(article.bylines.values_list("author__name", flat=True)) == ["Lotte Breen", "Tom Adair"]
    assert list(PhotoUse.objects.values_list("focal_x", "focal_y")) == [(60, 40)]


def test_without_scripts_rows_are_ordered_by_number_and_a_story_is_published(live_server, at_desk):
    article = story(authors=[author("Tom Adair"), author("Lotte Breen")], standfirst="")
    page = at_desk(javascript=False)

    page.goto(live_server.url + address(article))
    page.fill("[name=bylines-0-order]", "5")
    page.click("[data-save]")
    page.click(".margin a:has-text('Publish…')")
    page.fill("#id_override", "The desk knows.")
    page.click("[data-publish]")

    assert list(article.bylines.values_list("author__name", flat=True)) == ["Lotte Breen", "Tom Adair"]
    assert Edition.objects.get().override == "The desk knows."
    assert "Published. Readers have the story now." in page.locator(".messagelist").inner_text()
