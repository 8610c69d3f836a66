"""A free address is one that no story has or ever had; what cannot be published says why, everywhere alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Address, Article, Section, Topic
from articles.models.named import free_slug
from articles.publishing import NotReady, cancel_schedule, publish, withdraw
from articles.publishing.problems import problems
from tests.builders import newsdesk
from tests.driving.storydesk import EDITOR, address, desk, opened, person

pytestmark = pytest.mark.django_db
LETTERS = "Letters to the editor"


def later():
    return timezone.now() + timedelta(hours=3)


def renamed(boss):
    """The story of the name has moved to another address, and readers have it there."""
    article = newsdesk.live(LETTERS)
    newsdesk.put_out(newsdesk.save(article, slug="letters-of-the-week"), by=boss)


def scheduled_and_renamed(boss):
    article = newsdesk.story(LETTERS)
    newsdesk.put_out(article, by=boss, at=later())
    newsdesk.put_out(newsdesk.save(article, slug="letters-of-the-week"), by=boss, at=later())


def cancelled_and_renamed(boss):
    article = newsdesk.story(LETTERS)
    newsdesk.put_out(article, by=boss, at=later())
    cancel_schedule(article, by=boss)
    newsdesk.save(article, slug="letters-of-the-week")


def withdrawn_and_renamed(boss):
    article = newsdesk.live(LETTERS)
    withdraw(article, by=boss, reason="Mixed up.")
    newsdesk.save(article, slug="letters-of-the-week")


def moved_to_another_section(boss):
    article = newsdesk.live(LETTERS)
    newsdesk.put_out(newsdesk.save(article, section=newsdesk.section("City"), slug="post"), by=boss)


USED = [
    renamed,
    scheduled_and_renamed,
    cancelled_and_renamed,
    withdrawn_and_renamed,
    moved_to_another_section,
]


@pytest.mark.parametrize("use", USED)
def test_a_new_story_of_the_same_headline_is_given_an_address_that_was_never_used(use):
    boss = newsdesk.editor()
    use(boss)

    edition = newsdesk.put_out(newsdesk.story(LETTERS), by=boss)

    assert edition.path == "/harbour/letters-to-the-editor-2/"


@pytest.mark.parametrize("use", USED)
def test_the_form_does_not_take_an_address_that_was_ever_used(use):
    use(newsdesk.editor())
    maya, article = desk(person("maya", EDITOR)), newsdesk.story("Another")

    answer = maya.post(address(article), opened(maya, article) | {"slug": "letters-to-the-editor"})

    assert answer.context["adminform"].form.errors["slug"] == [
        "Another story has or had this address. Choose another."
    ]


def test_a_story_may_go_back_to_an_address_of_its_own():
    boss = newsdesk.editor()
    renamed(boss)
    article = Article.objects.get()

    edition = newsdesk.put_out(newsdesk.save(article, slug="letters-to-the-editor"), by=boss)

    assert edition.path == "/harbour/letters-to-the-editor/"


def test_a_name_that_the_site_uses_elsewhere_is_free_for_a_story_but_for_the_sections_feed():
    assert [free_slug(Article, name) for name in ("Search", "Topic", "Feed")] == ["search", "topic", "feed-2"]


def test_a_section_and_a_topic_take_no_name_that_another_has_or_had():
    section = newsdesk.section("Harbour")
    section.slug = "port"
    section.save()

    assert free_slug(Section, "Harbour") == "harbour-2"
    assert free_slug(Section, "Search") == "search-2"
    assert free_slug(Topic, "Harbour") == "harbour"
    for slug in ("harbour", "search"):
        with pytest.raises(ValidationError):
            Section(name="New", slug=slug).full_clean()
    section.slug = "harbour"
    section.full_clean()


def test_a_hundred_stories_of_one_name_cost_as_many_questions_as_one(django_assert_num_queries):
    article = newsdesk.story("Other")
    Address.objects.bulk_create(
        Address(path=f"/harbour/letters{f'-{number}' if number else ''}/", article=article)
        for number in (0, *range(2, 101))
    )

    with django_assert_num_queries(2):
        assert free_slug(Article, "Letters") == "letters-101"


def test_the_page_that_refuses_names_what_stood_in_the_way():
    """Somebody else takes the address between the look and the verb."""
    maya, article = desk(person("maya", EDITOR)), newsdesk.story(LETTERS, slug="letters")
    newsdesk.live("Another", slug="letters")

    answer = maya.post(
        address(article, "publish"), {"when": "now", "revision": article.revision, "override": "x"}
    )

    assert "The address /harbour/letters/ belongs to another story. Choose another." in answer.text
    assert "Nothing blocks it" not in answer.text


# --- the list and the verb agree ------------------------------------------------------------------

slugs = st.sampled_from(["", "", "same", "was", "feed", "search", "own", "own-was", "x" * 100])
copies = st.fixed_dictionaries(
    {
        "headline": st.sampled_from(["Same", "Was", " ", "", "Feed", "北京", "A" * 160, "!!!"]),
        "standfirst": st.sampled_from(["", "What the crews saw."]),
        "body": st.sampled_from(["", "<p> </p>", newsdesk.TEXT, "<p>TK</p>"]),
        "slug": slugs,
        "section": st.sampled_from(["", "Harbour", "City", "s" * 100]),
    }
)
ways = st.fixed_dictionaries(
    {
        "credited": st.booleans(),
        "related": st.booleans(),
        "scheduled": st.booleans(),
        "hours": st.sampled_from([None, 1, 2]),
        "embargo": st.sampled_from([None, -1, 0, 1, 2]),
        "override": st.sampled_from(["", "Because."]),
    }
)


class TestTheListAndTheVerb(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.boss = newsdesk.editor()
        cls.related = newsdesk.live("Same", slug="same")
        was = newsdesk.live("Was", slug="was")
        newsdesk.put_out(newsdesk.save(was, slug="is"), by=cls.boss)
        newsdesk.section("City")
        newsdesk.section("s" * 100)

    @settings(max_examples=40, database=None)
    @given(copy=copies, how=ways)
    def test_what_the_list_says_the_verb_does(self, copy, how):
        now = timezone.now()
        section = Section.objects.filter(name=copy["section"]).first()
        article = newsdesk.story(
            **copy | {"section": section},
            authors=[newsdesk.author()] if how["credited"] else [],
            related=[self.related] if how["related"] else [],
        )
        at = now + timedelta(hours=how["hours"]) if how["hours"] else None
        if how["scheduled"] and not any(problem.blocking for problem in problems(article)):
            newsdesk.put_out(article, by=self.boss, at=now + timedelta(hours=9))
        if how["embargo"] is not None:
            article = newsdesk.save(article, embargo=now + timedelta(hours=how["embargo"]))
        found, refused = problems(article, at=at), []

        try:
            publish(article, by=self.boss, at=at, override=how["override"])
        except NotReady as refusal:
            refused = refusal.problems

        stands = any(problem.blocking for problem in found) or bool(found and not how["override"])
        assert refused == (found if stands else [])
