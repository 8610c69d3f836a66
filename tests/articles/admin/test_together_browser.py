"""Several people write in one story at once, in real browsers: no letter is lost, and all have the same text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import expect

from articles.body.cleaning import clean
from articles.editing.together import presence, sharing
from articles.editing.together.schema import html, parse, schema
from articles.editing.together.sharing import head
from articles.models import Article, SharedText, Version
from tests import driving
from tests.builders.newsdesk import photo, story
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
EDITS = (Path(driving.__file__).parent / "together_edits.js").read_text(encoding="utf-8")
SOON = 15_000
EDITOR = "document.querySelector('.line.body .ProseMirror').editor"
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


def ready(page, url: str):
    page.goto(url)
    page.wait_for_selector(".ProseMirror[role=textbox]")
    return page


def written(page) -> str:
    return page.evaluate(f"{EDITOR}.getHTML()")


def is_with_others(*pages) -> None:
    for page in pages:
        expect(page.locator("[name=shared]")).not_to_have_value("", timeout=SOON)


def type_text(page, words: str) -> None:
    page.click(".ProseMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def text_of(article: Article) -> str:
    return html(head(SharedText.objects.get(article=article)))


def all_alike(pages, article: Article) -> str:
    for _tenth in range(200):
        texts = {written(page) for page in pages}
        if texts == {text_of(article)}:
            return texts.pop()
        pages[0].wait_for_timeout(100)
    raise AssertionError([*texts, text_of(article)])


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


def test_random_edits_through_a_bad_connection_lose_no_letter(live_server, at_desk, proofs):
    article = story(body="".join(f"<p>Line {n}.</p>" for n in range(6)))
    url, luck = live_server.url + address(article), Random(5)
    pages = [ready(at_desk(name), url) for name in ("maya", "ines", "sam")]
    is_with_others(*pages)

    def unsteady(route):
        """Lost on the way there, on the way back, or sent twice."""
        chance = luck.random()
        if chance < 0.1:
            route.abort()
        elif chance < 0.2:
            route.fetch()
            route.abort()
        elif chance < 0.3:
            route.fetch()
            route.continue_()
        else:
            route.continue_()

    for number, page in enumerate(pages):
        page.evaluate(EDITS, number + 1)
        page.route(re.compile("/together/$"), unsteady)
    made, gone = set(), set()
    for _round in range(proofs(full=600, small=12)):
        page = luck.choice(pages)
        said = page.evaluate("edit(4)")
        made, gone = made | set(said["made"]), gone | set(said["gone"])
        page.wait_for_timeout(luck.choice([0, 20, 80]))
    for page in pages:
        page.unroute_all(behavior="wait")

    text = all_alike(pages, article)

    there = set(pages[0].evaluate("letters()"))
    assert made - gone - there == set(), text
    assert len(there) == len(pages[0].evaluate("letters()"))
    assert [page.broken for page in pages] == [[], [], []]


def test_letters_that_one_takes_out_and_puts_back_stand_there_once_whatever_others_do_there(
    live_server, at_desk
):
    article = story(body="<p>alpha beta</p><p>gamma delta</p><p>omega</p>")
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    is_with_others(maya, ines)

    def meanwhile(mine: str, theirs: str) -> str:
        """What becomes of it if Ines writes before the server has what Maya wrote."""
        maya.route(re.compile("/together/$"), lambda route: route.abort())
        maya.evaluate(mine)
        before = text_of(article)
        ines.evaluate(theirs)
        for _tenth in range(100):
            if text_of(article) != before:
                break
            ines.wait_for_timeout(50)
        maya.unroute_all(behavior="wait")
        return all_alike([maya, ines], article)

    def does(*acts: str) -> str:
        return f"(() => {{ const {{ view }} = {EDITOR}; {'; '.join(acts)}; }})()"

    put = "view.dispatch(view.state.tr.insertText('{}', {}, {}))"
    cut = "view.dispatch(view.state.tr.delete({}, {}))"
    # Typed over what stands there, as one burst, while Ines writes at its end.
    said = meanwhile(does(cut.format(1, 6), put.format("X", 1, 1)), does(put.format("Y", 6, 6)))
    assert sorted(re.findall("[XY]", said)) == ["X", "Y"], said
    assert "alpha" not in said
    # Taken out and brought back by undo, while Ines moves the paragraph.
    first = f"{EDITOR}.state.doc.firstChild.nodeSize"
    move = (
        f"const from = {first}, node = view.state.doc.child(1)",
        "const tr = view.state.tr.delete(from, from + node.nodeSize)",
        "view.dispatch(tr.insert(0, node))",
    )
    undone = does(cut.format(f"{first} + 1", f"{first} + 6"), f"{EDITOR}.commands.undo()")
    assert meanwhile(undone, does(*move)).count("gamma") == 1
    # Moved by Maya, while Ines writes in it and takes something out of it.
    move_last = (
        "const { doc } = view.state, node = doc.lastChild, from = doc.content.size - node.nodeSize",
        "view.dispatch(view.state.tr.delete(from, from + node.nodeSize).insert(0, node))",
    )
    end = f"{EDITOR}.state.doc.content.size - 1"
    wrote = does(put.format("Z", end, end), cut.format(f"{end} - 6", f"{end} - 3"))
    assert meanwhile(does(*move_last), wrote).startswith("<p>gaZ</p>")


def test_a_block_that_two_move_at_once_stands_there_once(live_server, at_desk):
    quote = '<news-block data-kind="quote" data-text="So"></news-block>'
    article = story(body=f"<p>One.</p>{quote}<p>Two.</p><p>Three.</p>")
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    is_with_others(maya, ines)
    pattern = re.compile("/together/$")
    for page, button in ((maya, "up"), (ines, "down")):
        page.route(pattern, lambda route: route.abort())
        page.locator(f"[data-tool={button}]").click()
    for page in (maya, ines):
        page.unroute(pattern)

    assert all_alike([maya, ines], article).count("<news-block") == 1


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


def test_a_space_at_the_end_of_a_line_outlives_a_page_that_is_opened_there(live_server, at_desk):
    article = story(body="<p>Begun.</p><p>Other.</p>")
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    is_with_others(maya, ines)
    maya.click(".ProseMirror p")
    maya.keyboard.press("End")
    maya.keyboard.type(" And ")
    expect(ines.locator(".ProseMirror p").first).to_have_js_property(
        "textContent", "Begun. And ", timeout=SOON
    )
    ines.click(".margin [data-save]")
    expect(ines.locator(".versions li").first).to_contain_text("v2")

    sam = ready(at_desk("sam"), url)
    is_with_others(sam)
    type_text(sam, " Of Sam.")
    expect(maya.locator(".ProseMirror")).to_contain_text("Of Sam.", timeout=SOON)
    maya.keyboard.type("on.")

    expect(sam.locator(".ProseMirror")).to_contain_text("Begun. And on.", timeout=SOON)
    assert all_alike([maya, ines, sam], article) == "<p>Begun. And on.</p><p>Other. Of Sam.</p>"


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
