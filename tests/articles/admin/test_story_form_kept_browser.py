"""What is typed into a story form survives the tab, the browser, the network, the sign-in: in a real browser."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.editing.autosaving import not_saved
from articles.models import Article, Autosave
from newsroom.models import User
from tests.builders.newsdesk import author, story
from tests.driving.axe import violations_in_both_colours
from tests.driving.desk_browser import PASSWORD, signed_in
from tests.driving.story_page import editor, is_kept, is_not_saved, ready, sign_in_again, type_text
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def maya(live_server, open_page):
    return editor(live_server, open_page, "maya")


def test_a_killed_tab_loses_nothing_and_another_person_sees_nothing(live_server, maya, open_page):
    article = story(body="<p>The old text.</p>", authors=[author("Tom Adair")])
    url = live_server.url + address(article)
    page = ready(maya, url)
    page.fill("#id_headline", "A better headline")
    type_text(page, " And a sentence more.")
    page.locator("[data-rows=bylines] [data-remove]").first.click()
    is_kept(page)

    again = page.context.new_page()
    page.close(run_before_unload=False)
    again = ready(again, url)

    assert again.input_value("#id_headline") == "A better headline"
    assert again.locator(".ProseMirror").inner_text() == "The old text. And a sentence more."
    assert again.locator("[data-rows=bylines] [data-row]").count() == 0
    assert "that was not saved is below" in again.locator(".typed").inner_text()
    assert violations_in_both_colours(again, ".typed") == []
    other = signed_in(open_page(), live_server, User.objects.create_superuser("ines"))
    assert ready(other, url).input_value("#id_headline") == "Pilot boats find nothing"
    assert Article.objects.get().headline == "Pilot boats find nothing"


def test_saving_needs_no_reload_and_caret_and_undo_stay(live_server, maya):
    article = story(body="<p>The old text.</p>")
    page = ready(maya, live_server.url + address(article))
    page.evaluate("window.stays = true")
    type_text(page, " First.")
    page.keyboard.press("Control+s")
    expect(page.locator(".versions li").first).to_contain_text("v2")
    page.keyboard.type(" Second.")
    page.keyboard.press("Control+s")
    expect(page.locator(".versions li").first).to_contain_text("v3")

    assert Article.objects.get().body == "<p>The old text. First. Second.</p>"
    assert page.evaluate("window.stays") is True
    assert Autosave.objects.count() == 0
    page.keyboard.press("Control+z")
    assert "Second" not in page.locator(".ProseMirror").inner_text()
    assert page.evaluate("document.activeElement.className").startswith("tiptap")
    assert page.complaints == []


def test_a_new_story_becomes_one_in_place(live_server, maya):
    page = ready(maya, live_server.url + address(None))
    page.fill("#id_headline", "  Brand   new ")
    is_kept(page)
    page.click(".margin [data-save]")
    expect(page.locator(".versions li").first).to_contain_text("v1")

    article = Article.objects.get()
    assert page.url == live_server.url + address(article)
    assert page.input_value("#id_headline") == "Brand new"
    page.fill("#id_standfirst", "And more of it.")
    page.click(".margin [data-save]")
    expect(page.locator(".versions li").first).to_contain_text("v2")
    assert Article.objects.get().standfirst == "And more of it."


def test_without_a_connection_it_is_kept_here_and_sent_by_itself_afterwards(live_server, maya):
    article = story()
    page = ready(maya, live_server.url + address(article))
    asked = []
    page.on(
        "request", lambda each: "autosave" in each.url and asked.append("asked-by-itself" in each.headers)
    )
    page.context.set_offline(True)
    page.fill("#id_headline", "Typed in a tunnel")
    is_not_saved(page, "no connection")

    page.context.set_offline(False)

    is_kept(page)
    assert (asked[0], asked[-1]) == (False, True)  # another try is nobody's work
    assert not_saved(maya.user).get().headline == "Typed in a tunnel"


def test_what_was_kept_here_is_there_again_in_a_browser_that_was_killed_offline(live_server, maya):
    article = story()
    page = ready(maya, live_server.url + address(article))
    page.context.set_offline(True)
    page.fill("#id_headline", "Typed in a tunnel")
    is_not_saved(page, "no connection")
    page.close(run_before_unload=False)
    maya.context.set_offline(False)

    again = maya.context.new_page()
    again.goto(live_server.url + address(article))

    expect(again.locator(".typed")).to_contain_text("that was not saved is below")
    assert again.input_value("#id_headline") == "Typed in a tunnel"


def test_a_sign_in_that_ended_is_renewed_in_a_dialog(live_server, maya):
    page = ready(maya, live_server.url + address(story()))
    Session.objects.all().delete()
    page.fill("#id_headline", "Typed when signed out")
    page.wait_for_selector("dialog[open]")
    is_not_saved(page, "you are signed out")
    assert violations_in_both_colours(page, "dialog") == []

    sign_in_again(page)

    is_kept(page)
    expect(page.locator("dialog")).to_have_count(0)
    page.click(".margin [data-save]")
    expect(page.locator(".versions li").first).to_contain_text("v2")
    assert Article.objects.get().headline == "Typed when signed out"


def test_a_new_sign_in_in_another_tab_is_noticed_by_nobody(live_server, maya):
    page = ready(maya, live_server.url + address(story()))
    second = page.context.new_page()
    second.goto(f"{live_server.url}/admin/logout/")
    Session.objects.all().delete()
    second.goto(f"{live_server.url}/admin/login/")
    second.get_by_label("Name or e-mail").fill("maya")
    second.get_by_label("Password").fill(PASSWORD)
    second.get_by_role("button", name="Sign in").click()
    second.wait_for_url(f"{live_server.url}/admin/")

    page.fill("#id_headline", "Typed with the token of before")
    is_kept(page)
    page.click(".margin [data-save]")

    expect(page.locator(".versions li").first).to_contain_text("v2")
    assert Article.objects.get().headline == "Typed with the token of before"


def test_two_tabs_of_one_person_keep_both_texts(live_server, maya):
    url = live_server.url + address(story())
    first = ready(maya, url)
    second = ready(maya.context.new_page(), url)
    first.fill("#id_headline", "Typed in the first")
    second.fill("#id_standfirst", "Typed in the second")
    is_kept(first)
    is_kept(second)

    texts = [dict(row.typed) for row in not_saved(maya.user)]

    assert sorted(text["headline"] for text in texts) == ["Pilot boats find nothing", "Typed in the first"]
    assert "Typed in the second" in {text["standfirst"] for text in texts}


def test_without_scripts_a_form_of_an_older_sign_in_is_given_back_and_sent_again(live_server, open_page):
    user = User.objects.create_superuser("maya", password=PASSWORD)
    page = signed_in(open_page(javascript=False), live_server, user)
    page.goto(live_server.url + address(story()))
    page.fill("[name=headline]", "Typed, and must stay")
    page.context.clear_cookies()
    signed_in(page, live_server, user)

    page.click(".margin [data-save]")
    assert page.locator("h1").inner_text() == "Sent from an older sign-in"
    page.click("button")

    assert Article.objects.get().headline == "Typed, and must stay"
