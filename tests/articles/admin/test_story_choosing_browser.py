"""What is chosen in the story form by keys alone, and where the tab key stops."""

from __future__ import annotations

import pytest

from tests.builders.newsdesk import author, photo, section, story, topic
from tests.driving.story_browser import ready, save
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_names_are_chosen_and_made_by_keys_alone(live_server, at_desk):
    author("Nadia Hadley")
    topic("Airport")
    topic("Port dues")
    article = story(authors=[])
    page = ready(at_desk(), live_server.url + address(article))

    page.focus("#id_topics_words")
    # Enter may come before the list does; what begins with the letters is meant, not what has them somewhere.
    page.keyboard.type("port")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chips li >> text=Port dues")
    page.keyboard.type("Silt,")
    page.wait_for_selector(".chips li >> text=Silt")
    page.keyboard.type("Wrong,")
    page.wait_for_selector(".chips li >> text=Wrong")
    page.keyboard.press("Backspace")
    page.click("#add-bylines")
    page.keyboard.type("had")
    page.wait_for_selector("[data-rows=bylines] [role=option]")
    shown = page.locator("[data-rows=bylines] [role=option]").all_inner_texts()
    page.keyboard.press("Enter")
    page.focus("#id_outlet_words")
    page.keyboard.type("Coast Wire")
    page.locator("#id_outlet + .combo .fresh").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-as-read] >> text=Coast Wire")
    as_read = page.locator("[data-as-read]").inner_text()
    save(page)

    article.refresh_from_db()
    assert [use.tag.name for use in article.topic_uses.order_by("pk")] == ["Port dues", "Silt"]
    assert shown == ["Nadia Hadley", "Add “had” as a new author"]
    assert as_read == "By Nadia Hadley / Coast Wire"
    assert [byline.author.name for byline in article.bylines.all()] == ["Nadia Hadley"]
    assert article.outlet.name == "Coast Wire"
    assert page.broken == []
    assert page.evaluate("typeof django === 'undefined' || !django.jQuery")


def test_a_name_that_was_entered_is_taken_whatever_is_done_before_the_list_is_there(live_server, at_desk):
    section("Harbour")
    topic("Port dues")
    article = story(authors=[])
    page = ready(at_desk(), live_server.url + address(article))
    page.evaluate(
        """() => {
            const real = window.fetch
            window.fetch = (url, ...how) => String(url).includes("term=")
                ? new Promise((done) => setTimeout(done, 700)).then(() => real(url, ...how)) : real(url, ...how)
        }"""
    )

    page.focus("#id_topics_words")
    page.keyboard.type("port")
    page.keyboard.press("Enter")
    page.focus("#id_section_words")
    page.keyboard.type("harb")
    page.keyboard.press("Enter")
    save(page)

    article.refresh_from_db()
    assert [use.tag.name for use in article.topic_uses.all()] == ["Port dues"]
    assert article.section.name == "Harbour"
    assert page.broken == []


def test_every_stop_of_the_tab_key_can_be_seen(live_server, at_desk):
    article = story(lead=photo("First"), authors=[author("Tom Adair")], related=[story("An older story")])
    page = ready(at_desk(), live_server.url + address(article))
    page.click("#add-bylines")
    page.wait_for_selector("[role=toolbar] [aria-label=Bold] svg")
    assert page.locator(".prose-menubar .material-icons").count() == 0
    assert page.locator("[role=toolbar] button[tabindex='0']").count() == 1

    unseen = page.evaluate(
        """() => [...document.querySelectorAll("#article_form :is(a, button, input, select, summary, textarea)")]
            .filter((each) => each.tabIndex >= 0 && each.type !== "hidden" && each.getClientRects().length)
            .filter((each) => Math.min(each.offsetWidth, each.offsetHeight) < 8)
            .map((each) => each.name || each.outerHTML)"""
    )

    assert unseen == []
    # They are there for whoever has no scripts, and are sent along.
    assert page.locator("[name=bylines-0-DELETE]").count() == 1
