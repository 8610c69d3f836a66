"""Several people write in one place of a story at once, through bad connections, too, in real browsers."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import expect

from articles.editing.together import presence, sharing
from tests import driving
from tests.builders.newsdesk import story
from tests.driving.storydesk import address, desk, opened, person
from tests.driving.together import EDITOR, SOON, all_alike, is_with_others, ready, text_of, type_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
EDITS = (Path(driving.__file__).parent / "together_edits.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(presence, "EVERY", 400)
    monkeypatch.setattr(sharing, "TURN", 250)


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


def test_a_form_of_an_older_save_says_that_it_is_apart_and_what_to_do(live_server, at_desk, client):
    article = story(body="<p>Begun.</p>")
    url = live_server.url + address(article)
    maya = ready(at_desk("maya"), url)
    other = desk(person("kim"))
    other.post(address(article), opened(other, article) | {"body": "<p>Of Kim.</p>"})
    assert maya.locator(".here .apart").count() == 0

    ines = ready(at_desk("ines"), url)

    expect(maya.locator(".here .apart")).to_contain_text(
        "Save yours: the two are brought together", timeout=SOON
    )
    expect(maya.locator("[data-here-said]")).to_contain_text("do not see each other’s letters")
    is_with_others(ines)
    assert ines.locator(".here .apart").count() == 0
    maya.reload()
    is_with_others(maya)
    expect(maya.locator(".here li")).to_be_visible()
    assert maya.locator(".here .apart").count() == 0


def test_a_link_that_saving_cleans_stands_there_once(live_server, at_desk):
    """Both have it as it was pasted; each page is told what became of it, and one is opened anew."""
    article = story(body="<p>First.</p>")
    url = live_server.url + address(article)
    maya, ines = ready(at_desk("maya"), url), ready(at_desk("ines"), url)
    is_with_others(maya, ines)
    dirty = '<p>Two <a href="https://example.org/other?utm_source=x&amp;id=8">followed</a> words</p>'
    maya.evaluate(f"{EDITOR}.commands.insertContentAt({EDITOR}.state.doc.content.size, {dirty!r})")
    all_alike([maya, ines], article)

    with maya.expect_response(re.compile(r"/change/$")), ines.expect_response(re.compile(r"/change/$")):
        for page in (maya, ines):
            page.locator(".margin [name=_save]").click(no_wait_after=True)
    all_alike([maya, ines], article)
    is_with_others(ready(maya, url))

    said = all_alike([maya, ines], article)
    assert (said.count("followed"), said.count("id=8"), "utm" in said) == (1, 1, False), said
