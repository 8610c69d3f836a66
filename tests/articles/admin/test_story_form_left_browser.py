"""What the server never takes is shown in the browser that has it; whoever signs in beside somebody gets no text of
theirs, and loses none of their own."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.editing.autosaving import not_saved
from articles.models import Article, Photo
from newsroom.models import User
from tests.builders import photo_files as files
from tests.builders.newsdesk import story
from tests.driving.axe import violations_in_both_colours
from tests.driving.desk_browser import PASSWORD
from tests.driving.pictures_in_page import drop
from tests.driving.story_page import editor, is_kept, is_not_saved, ready, sign_in_again, type_text
from tests.driving.storydesk import address, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def maya(live_server, open_page):
    return editor(live_server, open_page, "maya")


def kept(page, live_server):
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator(".kept-here")).to_be_visible()
    return page.locator(".kept")


def typed_and_refused(maya, live_server) -> Article:
    """The story is gone when it is typed into."""
    article = story(body="<p>The old text.</p>", standfirst="")
    ready(maya, live_server.url + address(article))
    article.versions.all().delete()
    article.delete()
    maya.fill("#id_headline", "Typed in vain")
    type_text(maya, " And more.")
    is_not_saved(maya, "the story is no longer there")
    expect(maya.locator(".margin [data-saved-more]")).to_contain_text("start page lists it")
    maya.on("dialog", lambda dialog: dialog.accept())
    return article


def test_text_of_a_story_that_is_gone_is_listed_and_opened_as_a_new_one(live_server, maya):
    typed_and_refused(maya, live_server)

    row = kept(maya, live_server)
    expect(row).to_contain_text("Typed in vain")
    expect(row).to_contain_text("The story is no longer there.")
    assert [found for found in violations_in_both_colours(maya) if "kept" in str(found)] == []
    row.get_by_role("button", name="Open as a new story").click()
    maya.wait_for_selector(".ProseMirror[role=textbox]")
    assert maya.input_value("#id_headline") == "Typed in vain"
    assert maya.locator(".ProseMirror").inner_text() == "The old text. And more."
    maya.click(".margin [data-save]")
    expect(maya.locator(".versions li").first).to_contain_text("v1")

    assert Article.objects.get().headline == "Typed in vain"
    maya.goto(f"{live_server.url}/admin/")
    expect(maya.locator(".kept-here")).to_be_hidden()


def test_it_is_copied_or_thrown_away(live_server, maya):
    typed_and_refused(maya, live_server)

    row = kept(maya, live_server)
    row.get_by_role("button", name="Copy").click()
    assert row.locator("textarea").input_value() == "Typed in vain\n\nThe old text. And more."
    assert maya.evaluate("document.activeElement.selectionEnd") > 20
    row.get_by_role("button", name="Throw it away").click()
    expect(maya.locator(".kept-here")).to_be_hidden()

    maya.reload()
    expect(maya.locator(".kept-here")).to_be_hidden()


def test_text_of_whoever_may_not_write_any_more_is_listed_and_of_nobody_else(live_server, maya, open_page):
    article = story()
    ready(maya, live_server.url + address(article))
    User.objects.filter(pk=maya.user.pk).update(is_superuser=False)
    maya.fill("#id_headline", "Typed too late")
    is_not_saved(maya, "you may not save this story any more")

    row = kept(maya, live_server)
    expect(row).to_contain_text("You may not change that story any more.")
    row.get_by_role("button", name="Open as a new story").click()
    expect(row).to_contain_text("That did not work. You may not change that story any more.")
    assert not_saved(maya.user).count() == 0

    another = person("ines")
    maya.context.clear_cookies()
    maya.goto(f"{live_server.url}/admin/login/")
    User.objects.filter(pk=another.pk).update(is_superuser=True)
    another.set_password(PASSWORD)
    another.save()
    maya.get_by_label("Name or e-mail").fill("ines")
    maya.get_by_label("Password").fill(PASSWORD)
    maya.get_by_role("button", name="Sign in").click()
    maya.wait_for_url(f"{live_server.url}/admin/")
    maya.wait_for_load_state("networkidle")
    expect(maya.locator(".kept-here")).to_be_hidden()


def ines_signs_in_beside(page, live_server) -> User:
    ines = User.objects.create_superuser("ines", password=PASSWORD)
    second = page.context.new_page()
    second.goto(f"{live_server.url}/admin/login/?another=1")
    second.get_by_label("Name or e-mail").fill("ines")
    second.get_by_label("Password").fill(PASSWORD)
    second.get_by_role("button", name="Sign in").click()
    second.wait_for_url(f"{live_server.url}/admin/")
    return ines


def test_another_person_in_another_tab_gets_no_word_and_whose_it_is_goes_on(live_server, maya):
    article = story()
    page = ready(maya, live_server.url + address(article))
    ines = ines_signs_in_beside(page, live_server)

    page.fill("#id_headline", "Maya’s own")
    page.wait_for_selector("dialog[open]")
    is_not_saved(page, "somebody else is signed in here")
    assert "This text is Maya’s" in page.locator("dialog[open]").inner_text()
    assert not_saved(ines).count() == 0
    sign_in_again(page)

    is_kept(page)
    assert not_saved(maya.user).get().headline == "Maya’s own"
    assert not_saved(ines).count() == 0


def test_another_person_saves_nothing_that_was_typed_before_they_came(live_server, maya):
    article = story()
    page = ready(maya, live_server.url + address(article))
    ines_signs_in_beside(page, live_server)
    asked = []
    page.on("request", lambda each: "session" in each.url and asked.append("asked-by-itself" in each.headers))
    page.fill("#id_headline", "Maya’s own")
    page.get_by_role("button", name="Not now").click()

    page.click(".margin [data-save]")

    page.wait_for_selector("dialog[open]")
    is_not_saved(page, "somebody else is signed in here")
    assert article.versions.count() == 1
    assert set(asked) == {True}  # it prolongs nobody's sign-in


def test_a_picture_on_its_way_when_the_sign_in_ends_comes_after_the_next(live_server, maya):
    article = story()
    page = ready(maya, live_server.url + address(article))
    Session.objects.all().delete()

    drop(
        page,
        "#picture .choose",
        ("one.jpg", files.file(picture=files.plain_picture(60, 40), xmp=files.xmp())),
    )
    page.wait_for_selector("dialog[open]")
    assert Photo.objects.count() == 0
    sign_in_again(page)

    page.wait_for_selector("[data-rows=photo_uses] [data-row]")
    page.wait_for_selector(".arriving", state="detached")
    assert Photo.objects.count() == 1
