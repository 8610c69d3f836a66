"""Versions at the desk: any two compared, one brought back, and only by those who may."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Version
from tests.builders import newsdesk, own_pages
from tests.driving.storydesk import REPORTER, address, desk, opened, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """Live as v2; the desk has v4."""
    article = newsdesk.story("Ferry crews call a strike from Monday", slug="strike")
    newsdesk.save(article, headline="Ferry crews call a strike from Tuesday")
    newsdesk.put_out(article)
    newsdesk.save(article, headline="Ferry crews call a strike from Thursday")
    return newsdesk.save(article, headline="Ferry crews call a stoppage from Thursday")


def compared(client, article, asked="") -> tuple[int, int]:
    choice = client.get(f"{address(article, 'history')}{asked}").context["choice"]
    return choice.before.number, choice.after.number


def test_without_a_word_the_desk_copy_is_held_against_what_readers_have(maya, article):
    answer = maya.get(address(article, "history"))

    assert (answer.context["choice"].before.number, answer.context["choice"].after.number) == (2, 4)
    assert answer.context["choice"].is_against_live
    page = answer.content.decode()
    assert "<del>strike</del>" in page
    assert "<del>Tuesday</del>" in page
    assert "<ins>stoppage</ins>" in page
    assert "with changes that readers do not see yet" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?before=1&after=3", (1, 3)),
        ("?before=4&after=2", (4, 2)),
        ("?before=live&after=3", (2, 3)),
        ("?after=1", (2, 1)),
        ("?before=99&after=x", (2, 4)),
        ("?before=3&after=3", (3, 3)),
    ],
)
def test_any_two_can_be_compared_and_nonsense_is_the_usual_two(maya, article, asked, found):
    assert compared(maya, article, asked) == found


def test_of_a_story_that_readers_do_not_have_the_last_two_are_compared(maya):
    article = newsdesk.story("One")
    assert compared(maya, article) == (1, 1)
    newsdesk.save(article, headline="Two")
    newsdesk.save(article, headline="Three")
    assert compared(maya, article) == (2, 3)
    assert compared(maya, article, "?before=live") == (2, 3)


def test_both_ways_of_showing_say_the_same(maya, article):
    side = maya.get(address(article, "history")).content.decode()
    one = maya.get(f"{address(article, 'history')}?view=one").content.decode()

    assert "call a <del>strike</del> from <del>Tuesday</del>" in side
    assert "call a <del>strike</del> <ins>stoppage</ins> from <del>Tuesday</del> <ins>Thursday</ins>" in one


def test_markup_in_a_text_is_shown_and_does_nothing(maya, article):
    newsdesk.save(article, headline="<script>alert(1)</script>")

    page = maya.get(address(article, "history")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_story_without_a_version_says_so(maya):
    article = Article.objects.create(headline="Written past the form")

    assert b"There is no version yet" in maya.get(address(article, "history")).content


def test_against_live_is_one_click_from_the_list_and_from_the_form_where_they_differ(maya, article):
    where = f"{address(article, 'history')}?before=live"
    newsdesk.live("As readers have it")

    listed = maya.get("/admin/articles/article/").content.decode()

    assert listed.count("?before=live") == 1
    assert where in listed
    assert where in maya.get(address(article)).content.decode()


def test_a_list_asks_no_more_for_three_stories_than_for_one(maya, django_assert_max_num_queries):
    newsdesk.live("One")
    maya.get("/admin/articles/article/")
    with django_assert_max_num_queries(30) as one:
        maya.get("/admin/articles/article/")
    newsdesk.live("Two")
    newsdesk.live("Three")
    with django_assert_max_num_queries(len(one)):
        maya.get("/admin/articles/article/")


def test_versions_of_the_paper_s_own_pages_are_compared_too(client, admin_client):
    page = own_pages.page()
    page.body = "<p>Written anew.</p>"
    own_pages.own_pages.saved(page, by=None)

    answer = admin_client.get(f"/admin/articles/page/{page.pk}/history/")

    assert "Written anew." in answer.content.decode()


@pytest.mark.parametrize(
    ("headline", "ticked"), [("Ferry crews call a stoppage", True), ("Ferry crews call a strike!", False)]
)
def test_a_change_of_words_is_substantive_unless_somebody_says_no(maya, headline, ticked):
    article = newsdesk.live("Ferry crews call a strike", slug="strike")
    newsdesk.save(article, headline=headline)

    beside = maya.get(address(article, "history"))
    asked = {
        said: maya.get(address(article, "publish") + said)
        for said in ("", "?substantive=0", "?substantive=1")
    }

    box = '<input type="checkbox" name="substantive" value="1"'
    assert (f"{box} checked>" in beside.text, f"{box}>" in beside.text) == (ticked, not ticked)
    assert [answer.context["form"]["substantive"].value() for answer in asked.values()] == [
        ticked,
        False,
        True,
    ]


# --- restoring --------------------------------------------------------------------------------


def test_a_version_is_brought_back_with_a_reason(maya, article):
    asked = maya.get(address(article, "restore", number=1)).content.decode()
    assert "Restore v1 as v5" in asked

    answer = maya.post(
        address(article, "restore", number=1), {"reason": "It is Monday after all."}, follow=True
    )

    assert Article.objects.get(pk=article.pk).headline == "Ferry crews call a strike from Monday"
    assert article.versions.first().reason == "v1 restored: It is Monday after all."
    assert "The desk copy is v1 again, as v5. What stood there before is v4." in answer.content.decode()


def test_without_a_reason_nothing_is_restored_and_it_is_said_why(maya, article):
    answer = maya.post(address(article, "restore", number=1), {"reason": " "})

    assert answer.status_code == 422
    assert "Say why this version comes back" in answer.content.decode()
    assert article.versions.count() == 4


def test_who_may_not_change_the_story_restores_nothing_and_is_offered_nothing(article):
    other = desk(person("otto", REPORTER))

    assert "restore/" not in other.get(address(article, "history")).content.decode()
    assert other.get(address(article, "restore", number=1)).status_code == 403
    assert other.post(address(article, "restore", number=1), {"reason": "Mine."}).status_code == 403
    assert article.versions.count() == 4


def test_who_may_not_see_stories_sees_no_version_and_strangers_are_asked_who_they_are(client, article):
    nobody = desk(person("nobody", ()))
    for act, more in (("history", {}), ("restore", {"number": 1})):
        assert nobody.get(address(article, act, **more)).status_code == 403
        assert client.get(address(article, act, **more)).status_code == 302


def test_a_version_of_another_story_is_none_of_this_one(maya, article):
    other = newsdesk.story("Other")

    assert maya.post(address(other, "restore", number=4), {"reason": "Mine."}).status_code == 404


# --- what makes a version ---------------------------------------------------------------------


def test_a_save_without_a_change_makes_no_version(maya, article):
    maya.post(address(article), opened(maya, article))
    maya.post(address(article), opened(maya, article))

    assert article.versions.count() == 4


def test_a_hand_over_makes_one_that_says_to_whom_though_the_copy_is_the_same(maya, article):
    nadia = person("nadia")

    maya.post(address(article), opened(maya, article) | {"state": "legal", "assigned_to": nadia.pk})

    newest = Version.objects.filter(article=article).first()
    assert (newest.number, newest.reason, newest.made_by.username) == (5, "Legal check, with nadia", "maya")
    assert newest.is_intact()


def test_a_hand_over_of_what_readers_have_is_no_newer_copy_and_publishes_nothing_anew(maya):
    article = newsdesk.live("As readers have it", slug="as-it-is")
    edition = article.editions.get()

    maya.post(address(article), opened(maya, article) | {"state": "edit"})

    assert article.versions.count() == 2
    assert b"newer than what readers have" not in maya.get(address(article)).content
    assert newsdesk.put_out(article) == edition
    assert article.editions.count() == 1


def test_a_story_with_one_version_says_so_and_compares_it_with_nothing(maya):
    article = newsdesk.story("One")

    page = maya.get(address(article, "history")).text
    newsdesk.save(article, headline="Two")
    then = maya.get(address(article, "history")).text

    assert "There is only one version, v1, so there is nothing to compare it with." in page
    assert "There is only one version" not in then
    told = ('name="before"', "Compare these", "Last two", "What differs")
    assert [words in page for words in told] == [False] * 4
    assert [words in then for words in told] == [True] * 4
    assert "What readers have had" in page


def with_versions(article, count):
    """Rows as saving makes them, made at once."""
    first = article.versions.get()
    Version.objects.bulk_create(
        Version(article=article, number=number, snapshot=first.snapshot, hash=f"{number:064}")
        for number in range(2, count + 1)
    )
    return article


def numbers_told(page) -> list[int]:
    return [version.number for version in page.context["choice"].listed]


def test_a_long_history_is_told_a_hundred_at_once_and_the_older_ones_lie_behind_a_link(maya):
    article = with_versions(newsdesk.story("One"), 250)

    newest = maya.get(address(article, "history"))
    older = maya.get(f"{address(article, 'history')}?before=249&after=250&up_to=150")
    oldest = maya.get(f"{address(article, 'history')}?before=1&after=250&up_to=50")
    one_of_old = maya.get(f"{address(article, 'history')}?before=7")

    assert numbers_told(newest) == list(range(250, 150, -1))
    assert 'up_to=150">150 older versions</a>' in newest.text
    assert "The newest versions" not in newest.text
    assert numbers_told(older) == [250, 249, *range(150, 50, -1)]
    assert 'up_to=50">50 older versions</a>' in older.text
    assert "The newest versions" in older.text
    assert '<input type="hidden" name="up_to" value="150">' in older.text
    assert numbers_told(oldest) == [250, 249, *range(50, 0, -1)]
    assert "older versions</a>" not in oldest.text
    assert numbers_told(one_of_old) == [*range(250, 150, -1), 7]
    assert one_of_old.text.count('<option value="7" selected>') == 1


@pytest.mark.parametrize(
    "asked", ["", "?before=1", "?before=1&after=2&up_to=3", "?before=9999999999999999&up_to=x"]
)
def test_the_history_asks_no_more_of_many_versions_than_of_three(maya, asked):
    few, many = newsdesk.story("Few"), newsdesk.story("Many", slug="many")
    counted = []
    for article in (with_versions(few, 3), with_versions(many, 300)):
        maya.get(f"{address(article, 'history')}{asked}")
        with CaptureQueriesContext(connection) as queries:
            maya.get(f"{address(article, 'history')}{asked}")
        counted.append(len(queries))

    # Of three, all are at hand; of many, the one that is asked for is asked for once more.
    assert counted[1] - counted[0] in {0, 1}
