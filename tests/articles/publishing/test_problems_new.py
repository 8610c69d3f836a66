"""Where the checks of links, headings and pictures begin and end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.body import parts
from articles.models import PhotoUse
from articles.publishing import withdraw
from articles.publishing.problems import problems
from tests.builders import newsdesk, own_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def codes(article) -> set[str]:
    return {problem.code for problem in problems(article)} - {"no-related"}


def linking(href: str):
    return newsdesk.story(body=f'<p>As <a href="{href}">told before</a>.</p>')


@pytest.mark.parametrize(("letters", "said"), [(19, {"short-headline"}), (20, set())])
def test_a_headline_may_be_as_short_as_twenty_letters(letters, said):
    assert codes(newsdesk.story("x" * letters)) == said


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("https://other.example/harbour/gone/", set()),
        ("mailto:desk@paper.example", set()),
        ("minutes.html", {"no-scheme"}),
        ("/harbour/told/", set()),
        ("/harbour/told", set()),
        ("{site}/harbour/told/?from=mail#end", set()),
        ("{site}", set()),
        ("/harbour/never/", {"broken-link"}),
        ("{site}/harbour/never/", {"broken-link"}),
        ("/harbour/draft/", {"broken-link"}),
        ("/harbour/", set()),
        ("/harbour/feed/", set()),
        ("/nowhere/", {"broken-link"}),
        ("/about/", set()),
        ("/topic/pilotage/", set()),
        ("/topic/nothing/", {"broken-link"}),
        ("/author/ines-amaral/", set()),
        ("/corrections/", set()),
        ("/admin/", {"broken-link"}),
        ("/one/two/three/", {"broken-link"}),
    ],
)
def test_a_link_of_ours_leads_to_what_readers_find(settings, href, said):
    newsdesk.live("Told before, and it is live", slug="told")
    newsdesk.story("A draft that nobody has", slug="draft")
    newsdesk.topic()
    own_pages.live(slug="about")

    assert codes(linking(href.format(site=settings.SITE_URL))) == said


def test_a_link_to_a_story_that_was_withdrawn_is_broken_and_one_to_an_old_address_is_not():
    story = newsdesk.live("Told before, and it is live", slug="told")
    newsdesk.put_out(newsdesk.save(story, slug="told-anew"))
    assert codes(linking("/harbour/told/")) == set()

    withdraw(story, by=newsdesk.editor(), reason="Wrong.")

    assert codes(linking("/harbour/told/")) == {"broken-link"}


def test_a_former_slug_of_a_section_still_leads_there():
    section = newsdesk.section("Harbour")
    section.slug = "port"
    section.save()

    assert codes(linking("/harbour/")) == set()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h2>A</h2><h3>B</h3><p>Text.</p>", set()),
        ("<p>Text.</p><h3>B</h3>", {"heading-order"}),
        ("<h2>A</h2><p>Text.</p>", set()),
    ],
)
def test_headings_go_down_a_step_at_a_time(body, said):
    assert codes(newsdesk.story(body=body)) == said


def test_a_picture_counts_as_shown_where_readers_have_it_in_another_story_of_this_week():
    shown, draft, own = (newsdesk.photo(f"Picture {n}") for n in range(3))
    newsdesk.live("Told before, and it is live", lead=shown)
    newsdesk.story("A draft that nobody has", lead=draft)
    mine = newsdesk.live("My own story, once more", lead=own)

    assert codes(newsdesk.story(lead=shown)) == {"photo-again"}
    assert codes(newsdesk.story(lead=draft)) == set()
    assert codes(mine) == set()


def test_a_picture_of_last_week_may_be_shown_again(time_machine):
    shown = newsdesk.photo()
    time_machine.move_to(timezone.now() - timedelta(days=7, seconds=1))
    newsdesk.live("Told before, and it is live", lead=shown)
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))

    assert codes(newsdesk.story(lead=shown)) == set()


@pytest.mark.parametrize("letters", ["TK", "TKTK"])
def test_what_is_still_to_come_is_found_in_captions_quotes_and_titles_too(letters):
    pictured = newsdesk.with_photo(caption=f"{letters} at the quay")
    quoted = newsdesk.story(body=newsdesk.TEXT + parts.block("quote", text="So be it.", by=letters))

    assert [each.field for each in problems(pictured) if each.code == "tk"] == [
        f"photo-{PhotoUse.objects.get().photo_id}"
    ]
    assert [each.field for each in problems(quoted) if each.code == "tk"] == ["body"]
