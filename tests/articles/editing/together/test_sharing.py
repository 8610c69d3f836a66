"""One text of several people: begun from a save, joined by those who began there, and saved out of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editing.restoring import restore
from articles.editing.saving import saved
from articles.editing.together import presence, saves, sharing
from articles.editing.together.presence import Window
from articles.editing.together.schema import html
from articles.editing.together.sharing import Elsewhere, Place, head, join, take, told_since
from articles.models import Article, Presence, SharedText, Version
from tests.builders.newsdesk import story
from tests.driving.storydesk import person

pytestmark = pytest.mark.django_db


def put(at: int, words: str) -> dict:
    slice_ = {"content": [{"type": "text", "text": words}]}
    return {"stepType": "replace", "from": at, "to": at, "slice": slice_}


def cut(first: int, last: int) -> dict:
    return {"stepType": "replace", "from": first, "to": last}


@pytest.fixture
def article():
    return story(body="<p>one two</p>")


@pytest.fixture
def windows(article):
    """Two people who have the story open."""
    both = [Window(person(name), article, name) for name in ("maya", "ines")]
    for window in both:
        presence.here(window, "", timedelta(seconds=15))
    return both


def text(article: Article) -> str:
    return html(head(SharedText.objects.get(article=article)))


def revision(article: Article) -> int:
    return Article.objects.get(pk=article.pk).revision


def save(article: Article, place: Place, body: str) -> Article:
    """As a form does whose body stands at `place`."""
    fresh = Article.objects.get(pk=article.pk)
    written = saves.body_at(article.pk, place)
    fresh.body = body
    fresh.save()
    saved(fresh, by=None)
    saves.was_saved(fresh, place, written)
    return fresh


def test_both_take_turns_and_have_one_text(article, windows):
    maya, ines = windows
    first, second = (join(window, revision(article), None) for window in windows)
    assert first.at == second.at

    assert take(maya, first.at, [put(8, "!")]) == []
    told = take(ines, second.at, [put(1, "So ")])

    assert [(step["from"], who) for step, who in told] == [(8, "maya"), (1, "ines")]
    assert text(article) == "<p>So one two!</p>"
    assert [
        who for _step, who in told_since(Article.objects.get(pk=article.pk), Place(first.at.epoch, 1))
    ] == ["ines"]


def test_what_comes_twice_is_taken_once(article, windows):
    maya, _ines = windows
    at = join(maya, revision(article), None).at
    take(maya, at, [put(8, "!")])

    assert take(maya, at, [put(8, "!")]) is None
    assert text(article) == "<p>one two!</p>"


def test_what_others_took_out_is_sorted_out_by_the_window_itself(article, windows):
    maya, ines = windows
    at = join(maya, revision(article), None).at
    take(maya, at, [cut(4, 8)])

    assert take(ines, at, [put(6, "x")]) is None
    assert text(article) == "<p>one</p>"


def test_whoever_joins_late_gets_the_beginning_and_all_steps(article, windows):
    maya, ines = windows
    at = join(maya, revision(article), None).at
    for number in range(60):
        take(maya, Place(at.epoch, number), [put(8, "!")])

    joined = join(ines, revision(article), None)

    assert (joined.at, len(joined.steps)) == (at, 60)
    assert join(ines, revision(article), Place(at.epoch, 55)).at.version == 55
    sharing._held.clear()
    assert text(article) == f"<p>one two{'!' * 60}</p>"


def test_a_form_of_another_save_joins_nobody(article, windows):
    maya, ines = windows
    before = revision(article)
    at = join(maya, before, None).at
    save(article, at, "<p>Of somebody else</p>")

    for known in (None, Place("other", 0)):
        with pytest.raises(Elsewhere):
            join(ines, revision(article), known)
    with pytest.raises(Elsewhere):
        join(ines, before - 1, None)
    with pytest.raises(Elsewhere):
        take(ines, Place("other", 0), [put(1, "x")])


def test_where_nobody_writes_any_more_it_begins_anew_from_what_is_saved(article, windows):
    maya, ines = windows
    at = join(maya, revision(article), None).at
    take(maya, at, [put(8, "!")])
    save(article, at, "<p>Of somebody else</p>")
    presence.left(maya)

    joined = join(ines, revision(article), None)

    assert joined.at.epoch != at.epoch
    assert text(article) == "<p>Of somebody else</p>"


def test_who_opens_what_was_saved_out_of_it_joins_from_there(article, windows):
    maya, ines = windows
    at = join(maya, revision(article), None).at
    take(maya, at, [put(8, "!")])
    there = Place(at.epoch, 1)
    take(maya, there, [put(9, "?")])
    save(article, there, "<p>one two!</p>")

    joined = join(ines, revision(article), None)

    assert (joined.at, len(joined.steps)) == (there, 1)


def test_of_two_saves_out_of_one_text_the_later_holds_both(article, windows):
    maya, _ines = windows
    at = join(maya, revision(article), None).at
    for number in range(3):
        take(maya, Place(at.epoch, number), [put(8, "!")])
    saved_copy = save(article, Place(at.epoch, 2), "<p>one two!!</p>")

    newer = [saves.whose_is_newer(saved_copy, Place(at.epoch, version)) for version in (1, 2, 3)]
    assert newer == ["theirs", "mine", "mine"]
    assert saves.whose_is_newer(saved_copy, Place("other", 3)) == ""
    assert saves.whose_is_newer(saved_copy, None) == ""


def test_a_save_that_is_not_the_text_counts_as_none(article, windows):
    maya, _ines = windows
    at = join(maya, revision(article), None).at
    saved_copy = save(article, at, "<p>one two, and merged</p>")

    assert saves.whose_is_newer(saved_copy, at) == ""


def test_a_restore_is_steps_for_those_who_write_and_keeps_what_they_wrote(article, windows):
    maya, ines = windows
    first = article.versions.get()
    at = join(maya, revision(article), None).at
    take(maya, at, [put(8, "!")])
    save(article, Place(at.epoch, 1), "<p>one two!</p>")
    take(maya, Place(at.epoch, 1), [put(9, " Not saved.")])

    restore(article, first, by=person("kim"), reason="Why not")

    assert text(article) == "<p>one two</p>"
    assert [who for _step, who in told_since(Article.objects.get(pk=article.pk), Place(at.epoch, 2))] == [""]
    kept = [row.copy.body for row in Version.objects.order_by("number")]
    assert kept[-2:] == ["<p>one two! Not saved.</p>", "<p>one two</p>"]
    assert join(ines, revision(article), None).at.version == 3


def test_what_was_typed_with_others_comes_back_as_all_have_written_it(article, windows):
    maya, ines = windows
    at = join(maya, revision(article), None).at
    take(maya, at, [put(8, "!")])
    typed = [("headline", "H"), ("body", "<p>one two!</p>"), ("shared", f"{at.epoch}:1")]
    assert not saves.with_text_of_all(typed, article).is_other
    take(ines, Place(at.epoch, 1), [put(1, "So ")])

    written = saves.with_text_of_all(typed, article)

    assert dict(written.typed) == {"headline": "H", "body": "<p>So one two!</p>", "shared": f"{at.epoch}:2"}
    assert written.is_other
    assert saves.with_text_of_all([*typed[:2], ("shared", "")], article) is None


def test_it_is_forgotten_once_it_is_saved_and_nobody_is_there(article, windows):
    maya, _ines = windows
    at = join(maya, revision(article), None).at
    take(maya, at, [put(8, "!")])
    long_ago = timezone.now() - timedelta(hours=1)
    SharedText.objects.update(changed_at=long_ago)

    def kept() -> bool:
        saves.clear()
        return SharedText.objects.exists()

    assert kept()
    save(article, Place(at.epoch, 1), "<p>one two!</p>")
    assert kept()
    Presence.objects.update(until=long_ago)
    assert not kept()


def test_what_nobody_saved_is_kept_for_a_month(article, windows):
    maya, _ines = windows
    take(maya, join(maya, revision(article), None).at, [put(8, "!")])
    Presence.objects.all().delete()
    for days, there in ((29, True), (31, False)):
        SharedText.objects.update(changed_at=timezone.now() - timedelta(days=days))
        saves.clear()
        assert SharedText.objects.exists() is there
