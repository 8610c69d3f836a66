"""What a key costs in a long story, and that a save moves neither the page nor the caret: in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.body import parts
from articles.models import Article
from tests.builders.newsdesk import story
from tests.driving.story_browser import ready
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
PARAGRAPHS = 20
#: As the scripts of the page have it.
BODY = "document.getElementById('id_body').value"
QUOTE = parts.block("quote", text="Nobody has shown us the invoice.", by="A member")
#: What is made for the HTML of the text, and what changes in the lines that say what is saved.
COUNT = """() => {
    window.counted = { made: 0, said: 0 }
    const make = document.createElement
    document.createElement = function (...named) {
        window.counted.made += 1
        return make.apply(this, named)
    }
    const watching = new MutationObserver((changes) => window.counted.said += changes.length)
    for (const line of document.querySelectorAll("[data-saved], [data-saved-more]")) {
        watching.observe(line, { childList: true, characterData: true, subtree: true })
    }
}"""


@pytest.fixture
def long(live_server, at_desk):
    words = "harbour dredger board tender invoice " * 20
    article = story(body="".join(f"<p>{number} {words.strip()}</p>{QUOTE}" for number in range(PARAGRAPHS)))
    page = ready(at_desk(), live_server.url + address(article))
    page.locator(".ProseMirror > p").nth(10).click()
    page.keyboard.press("End")
    return page


def test_of_a_long_text_only_the_paragraph_that_changed_is_made_anew(long):
    page = long
    page.keyboard.type("a")
    first = page.evaluate(BODY)
    page.evaluate(COUNT)

    page.keyboard.type("b")
    second = page.evaluate(BODY)

    # The paragraph, and what holds it; twenty paragraphs and quotes are not.
    assert page.evaluate("window.counted.made") <= 4
    assert len(second) == len(first) + 1
    assert second == page.evaluate("document.querySelector('.ProseMirror').editor.getHTML()")
    assert page.broken == []


def test_what_is_said_of_saving_is_written_once_and_not_with_each_key(long):
    page = long
    page.evaluate(COUNT)

    page.keyboard.type("a dozen keys")

    # One change takes the old words off and puts the new ones in; the bar of the phone says them too.
    lines = page.locator("[data-saved], [data-saved-more]").count()
    assert page.evaluate("window.counted.said") <= 2 * lines


def test_a_save_leaves_scroll_and_caret_where_they_are(long):
    page = long
    page.keyboard.type(" ONE")
    where = "JSON.stringify([scrollY, document.querySelector('.ProseMirror').editor.state.selection.anchor])"
    before = page.evaluate(where)
    assert not before.startswith("[0,")

    page.keyboard.press("Control+s")
    expect(page.locator(".versions li").first).to_contain_text("v2")

    assert page.evaluate(where) == before
    page.keyboard.type(" TWO")
    page.keyboard.press("Control+s")
    expect(page.locator(".versions li").first).to_contain_text("v3")
    assert " ONE TWO" in Article.objects.get().body
