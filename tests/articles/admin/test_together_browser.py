"""Several people write in one story at once, in real browsers: no letter is lost, and all have the same text."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from articles.body.cleaning import clean
from articles.editing.together import presence, sharing
from articles.editing.together.schema import parse, schema
from articles.models import Article, SharedText, Version
from tests.builders.newsdesk import photo, story
from tests.driving.storydesk import address
from tests.driving.together import EDITOR, SOON, all_alike, is_with_others, ready, type_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
BODY = (
    '<p>The first <strong>of <em>all</em></strong> lines &amp; <a href="https://a.example/?x=1&amp;y=2">more</a>.</p>'
    "<h2>A heading</h2><ul><li><p>One</p></li><li><p>Two</p></li></ul>"
    '<ol start="3"><li><p>Three<br>and four</p></li></ol><blockquote><p>Said.</p></blockquote>'
    '<news-block data-kind="quote" data-text="“So”" data-by="É. B"></news-block><p>The last line.</p>'
)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(presence, "EVERY", 400)
    monkeypatch.setattr(sharing, "TURN", 250)


def test_two_write_in_one_body_and_both_save_and_nobody_is_asked(live_server, at_desk):
    article = story(body=BODY)
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    # The text is the same to the browser and to the server, down to each node and mark.
    assert maya.evaluate(f"{EDITOR}.getJSON()") == parse(BODY).to_json()
    is_with_others(maya, ines)

    type_text(maya, " Maya was here.")
    ines.click(".ProseMirror h2")
    ines.keyboard.press("End")
    ines.keyboard.type(" of Ines")
    ines.fill("#id_headline", "What Ines calls it")
    expect(ines.locator(".ProseMirror")).to_contain_text("Maya was here.", timeout=SOON)
    expect(maya.locator(".ProseMirror h2")).to_have_text("A heading of Ines", timeout=SOON)
    maya.keyboard.press("Control+z")
    expect(maya.locator(".ProseMirror h2")).to_have_text("A heading of Ines")
    expect(maya.locator(".ProseMirror")).not_to_contain_text("Maya was here.")
    maya.keyboard.press("Control+Shift+z")
    ines.click(".margin [data-save]")
    expect(ines.locator(".versions li").first).to_contain_text("v2")
    maya.keyboard.type(" And stays.")
    maya.click(".margin [data-save]")
    expect(maya.locator(".versions li").first).to_contain_text("v3")

    saved = Article.objects.get()
    assert "The last line. Maya was here. And stays." in saved.body
    assert "<h2>A heading of Ines</h2>" in saved.body
    assert saved.headline == "What Ines calls it"
    assert saved.body == clean(all_alike([maya, ines], article))
    assert SharedText.objects.get().revision == saved.revision
    # What goes out is saved with all that was typed until then, also from within the dialog that asks.
    type_text(maya, " At last.")
    maya.locator(".margin a[data-dialog]").first.click()
    maya.get_by_role("button", name="Save first").click()
    maya.locator("dialog[open] [data-publish]").wait_for()
    text = SharedText.objects.get()
    assert text.saved_version == text.version
    assert "And stays. At last." in Article.objects.get().body
    assert maya.broken == ines.broken == []


def test_a_restore_reaches_everybody_and_what_was_written_is_kept(live_server, at_desk, client):
    article = story(body="<p>The first text.</p>")
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    is_with_others(maya, ines)
    type_text(maya, " Second.")
    maya.click(".margin [data-save]")
    expect(maya.locator(".versions li").first).to_contain_text("v2")
    type_text(maya, " Not saved.")
    expect(ines.locator(".ProseMirror")).to_contain_text("Not saved.", timeout=SOON)

    boss = at_desk("kim")
    boss.goto(live_server.url + address(article, "restore", number=1))
    boss.fill("[name=reason]", "The second was wrong")
    boss.locator("main form button[type=submit], #content form button[type=submit]").first.click()

    for page in (maya, ines):
        expect(page.locator(".ProseMirror")).to_have_text("The first text.", timeout=SOON)
    assert "Not saved." in json.dumps([row.snapshot for row in Version.objects.all()])
    type_text(ines, " Third.")
    ines.click(".margin [data-save]")
    expect(ines.locator(".versions li").first).to_contain_text("v5")
    expect(maya.locator(".ProseMirror")).to_have_text("The first text. Third.", timeout=SOON)
    assert Article.objects.get().body == "<p>The first text. Third.</p>"


def test_a_killed_tab_comes_back_with_the_text_of_all(live_server, at_desk):
    article = story(body="<p>Begun.</p>", lead=photo())
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    is_with_others(maya, ines)
    type_text(maya, " By Maya.")
    expect(maya.locator(".margin [data-saved-more]")).to_have_text(
        "For those who write here, until one of you presses Save."
    )
    expect(ines.locator(".ProseMirror")).to_have_text("Begun. By Maya.", timeout=SOON)
    again = maya.context.new_page()
    maya.close(run_before_unload=False)
    type_text(ines, " By Ines.")

    ready(again, url)
    is_with_others(again)

    expect(again.locator(".ProseMirror")).to_have_text("Begun. By Maya. By Ines.", timeout=SOON)
    assert all_alike([again, ines], article) == "<p>Begun. By Maya. By Ines.</p>"


def test_what_was_typed_before_anybody_came_stands_there_once_after_a_crash(live_server, at_desk):
    article = story(body="<p>Begun.</p>", lead=photo())
    url = live_server.url + address(article)
    maya = ready(at_desk("maya"), url)
    type_text(maya, " Alone.")
    expect(maya.locator(".margin [data-saved-more]")).to_have_text("For you alone, until you press Save.")
    ines = ready(at_desk("ines"), url)
    expect(ines.locator(".ProseMirror")).to_have_text("Begun. Alone.", timeout=SOON)
    again = maya.context.new_page()
    maya.close(run_before_unload=False)

    ready(again, url)
    is_with_others(again)
    type_text(ines, " By Ines.")

    expect(again.locator(".ProseMirror")).to_have_text("Begun. Alone. By Ines.", timeout=SOON)
    assert all_alike([again, ines], article) == "<p>Begun. Alone. By Ines.</p>"


def test_the_schema_is_the_browsers(live_server, at_desk):
    page = ready(at_desk("maya"), live_server.url + address(story()))
    theirs = page.evaluate(
        f"""(() => {{
          const of = (things) => Object.fromEntries(Object.entries(things).map(([name, {{ spec }}]) => [name, {{
            content: spec.content ?? "", group: spec.group ?? "",
            attrs: Object.fromEntries(Object.entries(spec.attrs ?? {{}}).map(([key, one]) => [key, one.default ?? null])),
          }}]));
          return [of({EDITOR}.schema.nodes), of({EDITOR}.schema.marks)];
        }})()"""
    )

    def told(spec):
        attrs = {name: said.get("default") for name, said in (spec.get("attrs") or {}).items()}
        return {"content": spec.get("content", ""), "group": spec.get("group", ""), "attrs": attrs}

    ours = [{name: told(each) for name, each in schema.spec[kind].items()} for kind in ("nodes", "marks")]
    assert theirs == ours
    assert [list(each) for each in theirs] == [list(each) for each in ours]
