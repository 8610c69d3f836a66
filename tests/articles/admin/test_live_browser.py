"""Checks and preview beside the text, in a real browser: of what is typed, a moment after it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.builders.newsdesk import TEXT, photo, section, story
from tests.driving.axe import violations_in_both_colours
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def type_in_the_text(page, words):
    page.click(".ProseMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_checks_follow_what_is_typed_and_lead_to_the_very_place(live_server, at_desk):
    article = story("A headline of a good length", body=f"{TEXT}<p>About <strong>TK</strong> boats.</p>")
    page = at_desk()
    page.goto(live_server.url + address(article))
    page.wait_for_selector(".ProseMirror[role=textbox]")
    page.evaluate("window.sameSection = document.querySelector('[data-live=counts-credit]')")

    page.fill("#id_headline", "")

    expect(page.locator(".checks")).to_contain_text("There is no headline. Write one.")
    expect(page.locator("[data-live=counts-write]")).to_contain_text("1 blocking")
    expect(page.locator("[data-checks-said]")).to_contain_text("1 blocking")
    # What did not change stands where it stood.
    assert page.evaluate("window.sameSection === document.querySelector('[data-live=counts-credit]')")
    page.click(".checks a:has-text('TK')")
    assert page.evaluate("document.getSelection().toString()") == "TK"
    page.keyboard.type("forty")
    expect(page.locator(".checks .warns")).to_have_count(0)
    page.click(".checks summary")
    page.fill("#id_headline", "A headline of a good length")
    expect(page.locator(".checks")).to_contain_text("Nothing stands in the way.")
    assert page.locator(".checks details").get_attribute("open") == ""
    assert page.broken == []


def test_a_new_story_is_told_what_is_missing_while_it_is_written(live_server, at_desk):
    section("Harbour")
    page = at_desk()
    page.goto(live_server.url + address(None))
    page.wait_for_selector(".ProseMirror[role=textbox]")

    page.fill("#id_headline", "Board votes tonight on the dredging plan")

    expect(page.locator(".checks")).to_contain_text("The story has no text yet. Write it.")
    expect(page.locator("[data-live=address]")).to_contain_text("/board-votes-tonight-on-the-dredging-plan/")
    type_in_the_text(page, "The board votes tonight.")
    expect(page.locator(".checks")).not_to_contain_text("The story has no text yet.")


def test_the_preview_beside_the_text_shows_what_is_typed_and_keeps_its_place(live_server, at_desk):
    paragraphs = "".join(f"<p>Paragraph {number}. {'Water and boats. ' * 30}</p>" for number in range(40))
    article = story("A headline of a good length", body=paragraphs, lead=photo())
    page = at_desk()
    page.goto(live_server.url + address(article))
    page.wait_for_selector(".ProseMirror[role=textbox]")

    page.keyboard.press("Alt+p")

    shown = page.frame_locator("[data-preview-pane] iframe")
    expect(shown.locator("h1")).to_have_text("A headline of a good length")
    within = "const d = document.querySelector('[data-preview-pane] iframe').contentDocument; "

    def inside(asked):
        return page.evaluate(f"() => {{ {within} {asked} }}")

    is_drawn = "return d.fonts.status === 'loaded' && [...d.images].every((image) => image.complete)"
    page.wait_for_function(f"() => {{ {within} {is_drawn} }}", polling=100)
    # Where a paragraph stands that is being looked at, and that it is the same one still.
    inside("window.same = d.querySelector('.body p:nth-of-type(4)'); window.same.scrollIntoView();")
    before = inside("return Math.round(window.same.getBoundingClientRect().top)")
    page.fill("#id_headline", "A headline typed anew just now")
    expect(shown.locator("h1")).to_have_text("A headline typed anew just now")
    assert inside("return d.contains(window.same)")
    assert inside("return Math.round(window.same.getBoundingClientRect().top)") == before

    def ink():
        return inside("return d.defaultView.getComputedStyle(d.body).backgroundColor")

    def choose(name):
        page.check(f"[name=preview-as][value={name}]", force=True)

    bright = ink()
    choose("dark")
    expect(shown.locator("html")).to_have_css("color-scheme", "dark")
    assert ink() == "rgb(16, 20, 18)" != bright
    choose("print")
    expect(shown.locator(".foot nav").first).to_be_hidden()
    choose("phone")
    expect(shown.locator(".foot nav").first).to_be_visible()
    assert inside("return d.defaultView.innerWidth") == 390
    choose("card")
    expect(shown.locator(".card h3").first).to_have_text("A headline typed anew just now")
    choose("search")
    expect(shown.locator("#elsewhere")).to_be_visible()
    page.fill("#id_slug", "feed")
    expect(page.locator("[data-preview-word]")).to_contain_text("the last text that could")
    page.keyboard.press("Alt+p")
    expect(page.locator("[data-preview-pane]")).to_be_hidden()
    assert page.broken == []


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_the_pane_stands_beside_the_text_or_over_it_and_leads_back(live_server, at_desk, width):
    article = story("A headline of a good length")
    page = at_desk(width=width)
    page.goto(live_server.url + address(article))
    page.wait_for_selector(".ProseMirror[role=textbox]")
    page.locator("[data-live-preview]:visible").first.click()
    page.frame_locator("[data-preview-pane] iframe").locator("h1").wait_for()

    box = page.locator("[data-preview-pane]").bounding_box()
    text = page.locator(".story-main").bounding_box()

    assert violations_in_both_colours(page, "[data-preview-pane] header, .bar") == []
    if width == 1280:
        # Half of the room each; the bar at the foot says what the margin does else.
        assert abs(box["width"] - text["width"]) < 2
        assert text["width"] > 600
        assert page.locator(".bar .btn:visible").all_inner_texts() == ["Save", "Preview", "Publish…"]
    else:
        assert box == {"x": 0, "y": 0, "width": width, "height": page.viewport_size["height"]}
        # Nothing that it covers can be come to by keys.
        assert page.locator("#id_headline").evaluate("field => field.closest('[inert]') !== null")
    # One tab stop with the arrow keys: all the ways to look at it.
    ways = []
    for _way in range(6):
        ways.append(page.evaluate("document.activeElement.value"))
        page.keyboard.press("ArrowRight")
    rest = ["phone", "dark", "print", "card", "search"]
    assert ways == ([*rest, "desktop"] if width == 390 else ["desktop", *rest])
    page.keyboard.press("Escape")
    expect(page.locator("[data-preview-pane]")).to_be_hidden()
    assert page.locator("[inert]").count() == 0
    assert page.evaluate("document.activeElement.matches('[data-live-preview]')")
