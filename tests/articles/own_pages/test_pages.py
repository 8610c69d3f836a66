"""The paper's own pages before readers: editions only, one address each, in the foot of every page."""

from __future__ import annotations

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver

from articles import own_pages
from articles.body import parts
from articles.models import FormerSlug, Page, PageEdition, PageVersion, Section
from articles.models.named import RESERVED, free_slug
from newsroom.pagestore import store
from tests.builders import newsdesk
from tests.builders.own_pages import TEXT, keeper, live, page, save

pytestmark = pytest.mark.django_db


def foot(client, path: str = "/") -> list[tuple[str, str]]:
    """Where the foot of that page leads to, of the paper's own pages."""
    [nav] = re.findall(r'<nav class="own-pages".*?</nav>', client.get(path).content.decode(), re.DOTALL) or [
        ""
    ]
    return re.findall(r'<a href="([^"]+)">([^<]*)</a>', nav)


def test_nothing_of_a_saved_page_is_public(client):
    made = page("Imprint", slug="imprint", label="Colophon")

    assert client.get("/imprint/").status_code == 404
    assert foot(client) == []
    assert "/imprint/" not in client.get("/sitemap-pages.xml").content.decode()

    own_pages.publish(made, by=keeper())

    assert "14 Ropewalk" in client.get("/imprint/").content.decode()
    assert foot(client) == [("/imprint/", "Colophon")]
    assert "/imprint/" in client.get("/sitemap-pages.xml").content.decode()


def test_saving_a_live_page_changes_nothing_that_readers_see_until_it_is_published(client):
    made = live("Imprint", slug="imprint", label="Colophon", description="Who publishes this.")
    seen = [client.get(path).content for path in ("/imprint/", "/", "/sitemap-pages.xml")]

    changed = save(
        made,
        name="Changed",
        slug="changed",
        label="Other",
        order=9,
        in_footer=False,
        description="X",
        body="<p>New.</p>",
    )
    store.clear()

    assert [client.get(path).content for path in ("/imprint/", "/", "/sitemap-pages.xml")] == seen
    assert client.get("/changed/").status_code == 404

    own_pages.publish(changed, by=keeper())

    assert "New." in client.get("/changed/").content.decode()
    assert foot(client) == []


def test_an_old_address_leads_to_the_new_one_for_ever(client):
    made = live("Imprint", slug="imprint")
    for slug in ("colophon", "masthead"):
        own_pages.publish(save(made, slug=slug), by=keeper())

    for path in ("/imprint/", "/colophon/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, "/masthead/")


def test_a_withdrawn_page_says_why_at_each_of_its_addresses_and_comes_back(client):
    made = live("Terms", slug="terms")
    own_pages.publish(save(made, slug="conditions"), by=keeper())

    own_pages.withdraw(made, by=keeper(), reason="They are being rewritten.")
    own_pages.withdraw(made, by=keeper(), reason="Twice changes nothing.")

    for path in ("/terms/", "/conditions/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "They are being rewritten." in answer.content.decode()
    assert foot(client) == []

    own_pages.publish(made, by=keeper())

    assert client.get("/conditions/").status_code == 200
    assert client.get("/terms/").headers["Location"] == "/conditions/"


def test_publishing_twice_is_publishing_once_and_versions_are_a_chain():
    made = page("About")
    first = own_pages.publish(made, by=keeper())
    again = own_pages.publish(made, by=keeper())
    save(made, body="<p>Another.</p>")
    second = own_pages.publish(made, by=keeper())

    assert first == again != second
    first.refresh_from_db()
    assert (first.closed, first.live_until <= second.live_from) == ("replaced", True)
    chain = list(PageVersion.objects.order_by("number"))
    assert [version.number for version in chain] == [1, 2]
    assert chain[1].previous_hash == chain[0].hash
    assert all(version.is_intact() for version in chain)


def test_the_foot_of_every_page_leads_to_them_in_their_order_the_membership_too(client):
    newsdesk.live("A story", slug="a-story")
    live("Privacy at this paper", slug="privacy", label="Privacy", order=2)
    live("Imprint", slug="imprint", order=1)
    live("Not in the foot", slug="elsewhere", in_footer=False)

    wanted = [("/imprint/", "Imprint"), ("/privacy/", "Privacy")]
    for path in (
        "/",
        "/harbour/",
        "/harbour/a-story/",
        "/search/",
        "/nothing-here/",
        "/imprint/",
        "/membership/",
        "/membership/me/",
    ):
        assert foot(client, path) == wanted, path
    assert client.get("/elsewhere/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/harbour/", "/membership/"])
def test_the_foot_costs_no_page_a_question_to_the_database(settings, django_assert_num_queries, path):
    settings.PAGE_STORE = False
    newsdesk.live("A story")
    live("Imprint")
    client = Client()

    def asked() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    with_one = asked()
    for number in range(4):
        live(f"Page {number}")
    assert asked() == with_one
    assert len(foot(client, path)) == 5


def test_a_page_takes_two_questions_with_its_pictures_and_links(settings, django_assert_num_queries):
    settings.PAGE_STORE = False
    told = newsdesk.live("A story told", slug="told")
    crane = newsdesk.photo("A crane at low water")
    body = TEXT + parts.block("photo", id=crane.pk) + parts.block("read", id=told.pk)
    live("About", slug="about", body=body)
    live("Imprint", slug="imprint")
    client = Client()
    client.get("/about/")

    with django_assert_num_queries(4):  # the stamp, the edition, its pictures, the story
        shown = client.get("/about/").content.decode()
    with django_assert_num_queries(2):
        client.get("/imprint/")
    assert "A crane at low water" in shown
    assert "Jo Vale" in shown
    assert '<a href="/harbour/told/">A story told</a>' in shown


def test_a_picture_shows_the_words_that_were_published(client):
    crane = newsdesk.photo("A crane at low water")
    live("About", slug="about", body=TEXT + parts.block("photo", id=crane.pk))

    crane.caption, crane.alt = "Another caption", "Another alt text"
    crane.save()

    shown = client.get("/about/").content.decode()
    assert "A crane at low water" in shown
    assert "Another" not in shown


def test_a_page_says_what_it_is_to_machines(client):
    live("About us", slug="about", kind="about", description="Who we are.")

    shown = client.get("/about/").content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    thing = json.loads(data)

    assert (thing["@type"], thing["name"], thing["description"]) == ("AboutPage", "About us", "Who we are.")
    assert '<meta name="description" content="Who we are.">' in shown
    assert re.search(r'<link rel="canonical" href="[^"]+/about/">', shown)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", shown)


def test_only_who_may_publish_pages_publishes_and_withdraws():
    made, other = live("Imprint"), newsdesk.editor(may=("publish_article", "change_page"))

    for act in (
        lambda: own_pages.publish(made, by=other),
        lambda: own_pages.withdraw(made, by=other, reason="Because."),
        lambda: own_pages.saved(made, by=newsdesk.editor()),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": ""}, "The page has no text yet. Write it."),
        ({"body": "<p>Call us at TK.</p>"}, "“TK” is still in the text."),
        ({"slug": "search"}, "The site itself uses the address “search”. Choose another."),
        ({"slug": "harbour"}, "This address is or was in use."),
        ({"slug": "terms"}, "This address is or was in use."),
        ({"slug": "old-harbour"}, "This address is or was in use."),
    ],
)
def test_what_stands_in_the_way_is_said_in_a_sentence(fields, sentence):
    harbour = newsdesk.section(slug="old-harbour")
    harbour.slug = "harbour"
    harbour.save()
    own_pages.publish(save(live("Terms", slug="terms"), slug="conditions"), by=keeper())
    made = page("Imprint", **{"slug": "imprint", **fields})

    with pytest.raises(own_pages.PageRefused, match=re.escape(sentence)):
        own_pages.publish(made, by=keeper())
    assert not made.editions.exists()


def test_a_picture_without_rights_keeps_the_page_back():
    crane = newsdesk.photo("A crane", creator="", alt="", width=0)
    crane.credit.organisation = ""
    crane.credit.licence = None
    crane.credit.save()
    made = page("About", body=TEXT + parts.block("photo", id=crane.pk))

    with pytest.raises(own_pages.PageRefused) as refusal:
        own_pages.publish(made, by=keeper())

    assert [sentence.split(".")[0] for sentence in refusal.value.sentences] == [
        "The picture “A crane” has no file yet",
        "Alt text is missing on the picture “A crane”",
        "The picture “A crane” has no credit",
    ]


def test_a_section_is_never_given_the_address_of_a_page_nor_the_other_way_round():
    made = save(live("Terms", slug="terms"), slug="conditions")
    own_pages.publish(made, by=keeper())
    Section.objects.create(name="Harbour")

    assert free_slug(Section, "Terms") == "terms-2"
    assert free_slug(Section, "Conditions") == "conditions-2"
    assert free_slug(Page, "Harbour") == "harbour-2"
    assert Page.objects.create(name="Search").slug == "search-2"
    assert set(FormerSlug.objects.values_list("kind", "slug", "object_id")) == {
        ("page", "terms", made.pk),
        ("page", "conditions", made.pk),
    }


def test_every_first_part_that_the_site_uses_is_reserved():
    first = {
        re.split(r"[/<]", str(pattern.pattern).removeprefix("^"))[0]
        for pattern in get_resolver().url_patterns
    }
    inner = get_resolver("articles.urls").url_patterns
    first |= {re.split(r"[/<]", str(pattern.pattern))[0] for pattern in inner}

    assert {part for part in first if part and "." not in part and not part.endswith("-")} <= RESERVED


def test_a_stale_publication_is_refused():
    made = page("Imprint")
    seen = made.revision
    save(made, body="<p>Newer.</p>")

    with pytest.raises(own_pages.PageRefused, match="saved since you opened it"):
        own_pages.publish(made, by=keeper(), revision=seen)
    assert not PageEdition.objects.exists()
