"""The keys of a story: from part to part, rows and blocks up and down; and what a save puts in works again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.builders.newsdesk import author, outlet, story
from tests.driving.story_browser import ready, save
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_keys_lead_through_the_parts_and_move_rows_and_blocks(live_server, at_desk):
    writers = [author(name) for name in ("Tom Adair", "Lotte Breen", "Nadia Hadley")]
    article = story(body="<p>One.</p><p>Two.</p><p>Three.</p>", authors=writers, outlet=outlet())
    page = ready(at_desk(), live_server.url + address(article))

    page.click("#id_headline")
    stops = []
    for key in (*["Alt+PageDown"] * 5, *["Alt+PageUp"] * 4):
        page.keyboard.press(key)
        stops.append(page.evaluate("document.activeElement.closest('.part').id"))
    assert stops == [
        "credit",
        "picture",
        "place",
        "publish",
        "publish",
        "place",
        "picture",
        "credit",
        "write",
    ]
    assert focused(page) == "id_headline"

    page.focus("#id_bylines-2-author_words")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert focused(page) == "id_bylines-2-author_words"
    expect(page.locator("body > [role=status]", has_text="Now in place 1 of 3")).to_have_count(1)
    page.click(".ProseMirror p:has-text('Two.')")
    page.keyboard.press("Home")
    # The editor hears of the caret a moment after the browser has moved it.
    caret = "document.querySelector('.line.body .ProseMirror').editor.state.selection.$from.parentOffset"
    page.wait_for_function(f"{caret} === 0", polling=50)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.type("First: ")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")

    page.click("[aria-label='Take off The Ferry Post']")
    assert focused(page) == "id_outlet_words"
    save(page)
    article.refresh_from_db()
    assert [byline.author.name for byline in article.bylines.all()] == [
        "Nadia Hadley",
        "Tom Adair",
        "Lotte Breen",
    ]
    assert (article.body, article.outlet) == ("<p>One.</p><p>Three.</p><p>First: Two.</p>", None)

    # What a save put in anew works as before.
    page.keyboard.press("Alt+p")
    expect(page.frame_locator("[data-preview-pane] iframe").locator("h1")).to_have_text(article.headline)
    page.keyboard.press("Alt+p")
    page.set_viewport_size({"width": 390, "height": 900})
    page.click(".bar [data-sheet]")
    page.select_option("#state_here", "ready")
    assert page.input_value("#id_state") == "ready"
    assert page.broken == []
