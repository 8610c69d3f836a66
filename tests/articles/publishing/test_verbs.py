"""One hand opens and closes Editions: what each verb does, refuses, and does only once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Address, Article, Byline, Edition, State
from articles.publishing import cancel_schedule, withdraw
from newsroom.models import Touched
from tests.builders import newsdesk
from tests.builders.at_nine import NINE, article, boss, clock, spans  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_publishing_opens_an_edition_with_all_that_readers_need(boss, clock):
    otto = newsdesk.author("Otto Brandt")
    picture = newsdesk.photo()
    other = newsdesk.live("Another story")
    article = newsdesk.story(
        " Pilot boats find nothing ",
        body="<p>One two three.</p>",
        key_points="First\n\n Second ",
        kicker="Sea",
        authors=[otto, newsdesk.author()],
        topics=[newsdesk.topic()],
        lead=picture,
        related=[other],
    )

    edition = newsdesk.put_out(article, by=boss)

    edition.refresh_from_db()
    assert (edition.headline, edition.path) == (
        "Pilot boats find nothing",
        "/harbour/pilot-boats-find-nothing/",
    )
    assert (edition.live_from, edition.live_until, edition.closed) == (NINE, None, "")
    assert (edition.first_live, edition.updated_at, edition.published_by) == (NINE, None, boss)
    assert (edition.words, edition.key_points, edition.kicker) == (3, ["First", "Second"], "Sea")
    assert edition.parts == [["html", "<p>One two three.</p>"]]
    assert edition.search_text == "Pilot boats find nothing\nWhat the crews saw.\nOne two three."
    assert [line.author.name for line in edition.bylines.order_by("order")] == ["Otto Brandt", "Ines Amaral"]
    assert [use.topic.name for use in edition.topics.all()] == ["Pilotage"]
    assert [(use.photo, use.place, use.alt) for use in edition.photos.all()] == [
        (picture, "lead", picture.alt)
    ]
    assert [(link.target_id, link.place) for link in edition.links.all()] == [(other.pk, "list")]
    assert edition.version.snapshot["headline"] == " Pilot boats find nothing "
    assert Article.objects.get(pk=article.pk).state == State.READY
    assert Address.objects.get(path=edition.path).article == article


def test_publishing_twice_is_publishing_once(boss, article):
    first, second = (newsdesk.put_out(article, by=boss) for _time in range(2))

    assert first == second
    assert spans(article) == [(0, None, "")]
    # The save, and the address that the first publication gave it.
    assert article.versions.count() == 2


def test_publishing_twice_touches_nothing_the_second_time(boss, article):
    newsdesk.put_out(article, by=boss)
    touched = Touched.objects.count()

    newsdesk.put_out(article, by=boss)

    assert Touched.objects.count() == touched


def test_publishing_a_changed_copy_closes_the_edition_before_it(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)

    newsdesk.put_out(newsdesk.save(article, headline="They found a lantern"), by=boss)

    assert spans(article) == [(0, 1, "replaced"), (1, None, "")]


def test_the_first_publication_stays_the_date_and_only_a_change_that_matters_moves_the_update(
    boss, clock, article
):
    newsdesk.put_out(article, by=boss, substantive=True)
    for headline, substantive in (("Second", True), ("Third", False)):
        clock.shift(HOUR)
        newsdesk.put_out(newsdesk.save(article, headline=headline), by=boss, substantive=substantive)

    dates = [(each.first_live, each.updated_at) for each in article.editions.order_by("pk")]

    assert dates == [(NINE, None), (NINE, NINE + HOUR), (NINE, NINE + HOUR)]


def test_scheduling_waits_and_scheduling_again_is_done_once(boss, article):
    first, second = (newsdesk.put_out(article, by=boss, at=NINE + HOUR) for _time in range(2))

    assert first == second
    assert spans(article) == [(1, None, "")]
    assert list(Edition.objects.readable()) == []
    assert list(Edition.objects.readable(NINE + HOUR)) == [first]


def test_a_later_schedule_takes_the_place_of_an_earlier_one(boss, article):
    for hours in (3, 1, 2):
        newsdesk.put_out(article, by=boss, at=NINE + hours * HOUR)

    assert spans(article) == [(3, 3, "cancelled"), (1, 1, "cancelled"), (2, None, "")]


def test_scheduling_over_a_live_edition_leaves_no_gap(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    changed = newsdesk.save(article, headline="Changed")
    for hours in (1, 3, 2):
        newsdesk.put_out(changed, by=boss, at=NINE + hours * HOUR)

    assert spans(article) == [(0, 2, "replaced"), (1, 1, "cancelled"), (3, 3, "cancelled"), (2, None, "")]


def test_publishing_now_cancels_what_was_scheduled(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    changed = newsdesk.save(article, headline="Changed")
    newsdesk.put_out(changed, by=boss, at=NINE + 2 * HOUR)
    clock.shift(HOUR)

    newsdesk.put_out(changed, by=boss)

    assert spans(article) == [(0, 1, "replaced"), (2, 2, "cancelled"), (1, None, "")]


def test_cancelling_a_schedule_leaves_readers_what_they_have_and_can_be_done_twice(boss, article):
    newsdesk.put_out(article, by=boss)
    changed = newsdesk.save(article, headline="Changed")
    for hours in (1, 2, 2):
        newsdesk.put_out(changed, by=boss, at=NINE + hours * HOUR)

    cancel_schedule(article, by=boss)
    cancel_schedule(article, by=boss)

    assert spans(article) == [(0, None, ""), (1, 1, "cancelled"), (2, 2, "cancelled")]


def test_two_schedules_for_one_moment_can_be_cancelled(boss, article):
    newsdesk.put_out(article, by=boss)
    for headline in ("Changed", "Changed again"):
        newsdesk.put_out(newsdesk.save(article, headline=headline), by=boss, at=NINE + HOUR)

    cancel_schedule(article, by=boss)

    assert spans(article) == [(0, None, ""), (1, 1, "cancelled"), (1, 1, "cancelled")]


def test_cancelling_does_not_bring_back_a_withdrawn_story(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)
    withdraw(article, by=boss, reason="Mixed up.")
    newsdesk.put_out(newsdesk.save(article, headline="Right"), by=boss, at=NINE + 2 * HOUR)

    cancel_schedule(article, by=boss)

    assert spans(article) == [(0, 1, "withdrawn"), (2, 2, "cancelled")]


def test_withdrawing_closes_what_is_live_and_cancels_what_is_scheduled_once(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    newsdesk.put_out(newsdesk.save(article, headline="Changed"), by=boss, at=NINE + 2 * HOUR)
    clock.shift(HOUR)
    withdraw(article, by=boss, reason=" Two people were mixed up. ")
    clock.shift(HOUR / 2)

    withdraw(article, by=boss, reason="Another reason.")

    assert spans(article) == [(0, 1, "withdrawn"), (2, 2, "cancelled")]
    assert article.editions.get(closed="withdrawn").reason == "Two people were mixed up."


def test_a_withdrawn_story_can_be_published_again_and_keeps_its_date(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)
    withdraw(article, by=boss, reason="Mixed up.")
    clock.shift(HOUR)

    again = newsdesk.put_out(article, by=boss)

    assert spans(article) == [(0, 1, "withdrawn"), (2, None, "")]
    assert again.first_live == NINE


def test_a_schedule_that_was_cancelled_is_not_the_first_publication(boss, clock, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    cancel_schedule(article, by=boss)
    clock.shift(3 * HOUR)

    assert newsdesk.put_out(article, by=boss).first_live == NINE + 3 * HOUR


def test_two_stories_of_one_headline_get_addresses_of_their_own(boss, clock):
    paths = [newsdesk.put_out(newsdesk.story("Same headline"), by=boss).path for _time in range(2)]

    assert paths == ["/harbour/same-headline/", "/harbour/same-headline-2/"]


def test_a_new_slug_keeps_the_old_address(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    newsdesk.put_out(newsdesk.save(article, slug="lantern"), by=boss)

    assert sorted(article.addresses.values_list("path", flat=True)) == [
        "/harbour/lantern/",
        "/harbour/pilot-boats-find-nothing/",
    ]


def test_a_changed_byline_is_touched_on_both_sides(boss, clock, article):
    ines = newsdesk.author()
    newsdesk.put_out(article, by=boss)
    otto = newsdesk.author("Otto Brandt")
    article.bylines.all().delete()
    Byline.objects.create(article=article, author=otto)
    Touched.objects.all().delete()

    newsdesk.put_out(newsdesk.save(article, kicker="New"), by=boss)

    assert {f"author:{ines.pk}", f"author:{otto.pk}", f"article:{article.pk}", "latest"} <= set(
        Touched.objects.values_list("tag", flat=True)
    )
