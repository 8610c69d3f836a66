"""Which links lead somewhere: in the text, in READ lines, in the related list."""

from __future__ import annotations

import pytest

from articles.models import RelatedLink
from articles.publishing import withdraw
from articles.publishing.problems import problems
from tests.builders import newsdesk, own_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def found_in(href: str) -> set[str]:
    article = newsdesk.story(body=f'<p>As <a href="{href}">told before</a>.</p>')
    return {problem.code for problem in problems(article)} - {"no-related"}


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("https://other.example/harbour/gone/", set()),
        ("mailto:desk@paper.example", set()),
        ("minutes.html", {"no-scheme"}),
        ("https://", {"no-scheme"}),
        ("/harbour/told/", set()),
        ("/harbour/told", set()),
        ("{site}/harbour/told/?from=mail#end", set()),
        ("{site}", set()),
        ("/harbour/never/", {"broken-link"}),
        ("{site}/harbour/never/", {"broken-link"}),
        ("/harbour/draft/", {"broken-link"}),
        ("/harbour/", set()),
        ("/port/", set()),
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
    renamed = newsdesk.section("Port")
    renamed.slug = "docks"
    renamed.save()

    assert found_in(href.format(site=settings.SITE_URL)) == said


def test_a_link_to_a_story_that_was_withdrawn_is_broken_and_one_to_an_old_address_is_not():
    told = newsdesk.live("Told before, and it is live", slug="told")
    newsdesk.put_out(newsdesk.save(told, slug="told-anew"))
    assert found_in("/harbour/told/") == set()

    withdraw(told, by=newsdesk.editor(), reason="Wrong.")

    assert found_in("/harbour/told/") == {"broken-link"}


def test_of_several_links_only_the_one_that_readers_do_not_have_is_told():
    article = newsdesk.story(related=[newsdesk.live("Live"), newsdesk.story("A draft")])
    RelatedLink.objects.create(article=article, url="https://x.example/", title="Outside", order=8)
    RelatedLink.objects.create(article=article, wanted="Somewhere", order=9)

    told = [problem.sentence.partition(".")[0] for problem in problems(article)]

    assert told == ["“A draft” is not live", "No story found yet for READ “Somewhere”"]
