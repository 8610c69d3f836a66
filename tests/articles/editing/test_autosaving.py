"""What is typed is kept on the way: one row a form, theirs alone, and nothing else knows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing import autosaving
from articles.editing.autosaving import Form, Late, TooLong, keep, not_saved, was_saved
from articles.models import Autosave, Edition, Version
from newsroom.models import Stamp, Touched
from tests.builders.newsdesk import live, story
from tests.driving.storydesk import person

pytestmark = pytest.mark.django_db


def said(headline: str) -> list[tuple[str, str]]:
    return [("headline", headline), ("revision", "1")]


def kept(user) -> list[tuple[str, str]]:
    return [(row.form_key, row.headline) for row in not_saved(user)]


def test_one_row_rolls_along_with_what_is_typed_in_a_form():
    maya, article = person("maya"), story()

    keep(Form(maya, "a1"), article, 1, said("One"))
    keep(Form(maya, "a1"), article, 2, said("Two"))

    assert kept(maya) == [("a1", "Two")]
    assert Autosave.objects.get().article == article


def test_what_comes_late_replaces_nothing_newer():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 5, said("Newer"))

    with pytest.raises(Late) as late:
        keep(Form(maya, "a1"), article, 4, said("Older, and late"))

    assert late.value.count == 5
    assert kept(maya) == [("a1", "Newer")]


def test_what_was_typed_first_and_comes_in_between_is_not_kept_in_its_place(monkeypatch):
    maya, article = person("maya"), story()
    create = Autosave.objects.bulk_create

    def late(rows, **how):
        monkeypatch.undo()
        keep(Form(maya, "a1"), article, 1, said("Typed first"))
        return create(rows, **how)

    monkeypatch.setattr(Autosave.objects, "bulk_create", late)
    keep(Form(maya, "a1"), article, 2, said("Typed last"))

    assert kept(maya) == [("a1", "Typed last")]


def test_two_tabs_of_one_person_keep_both_texts():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 1, said("First tab"))
    keep(Form(maya, "b2"), article, 1, said("Second tab"))
    keep(Form(maya, "a1"), article, 2, said("First tab again"))

    assert sorted(kept(maya)) == [("a1", "First tab again"), ("b2", "Second tab")]


def test_text_that_is_taken_up_elsewhere_goes_on_there():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 7, said("Begun"))

    keep(Form(maya, "b2", taken=("a1", 7)), article, 1, said("Begun, and more"))

    assert kept(maya) == [("b2", "Begun, and more")]


def test_text_that_was_taken_up_while_its_own_tab_wrote_on_is_there_twice():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 7, said("Begun"))
    keep(Form(maya, "a1"), article, 8, said("Written on in its own tab"))

    keep(Form(maya, "b2", taken=("a1", 7)), article, 1, said("Taken up elsewhere"))
    keep(Form(maya, "a1"), article, 9, said("And on"))

    assert sorted(kept(maya)) == [("a1", "And on"), ("b2", "Taken up elsewhere")]


def test_a_tab_whose_text_was_taken_away_gets_a_row_again():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 7, said("Begun"))
    keep(Form(maya, "b2", taken=("a1", 7)), article, 1, said("Taken up elsewhere"))

    keep(Form(maya, "a1"), article, 8, said("The first tab was still there"))

    assert sorted(kept(maya)) == [("a1", "The first tab was still there"), ("b2", "Taken up elsewhere")]


def test_saving_a_story_forgets_the_text_of_that_form_alone():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 1, said("Saved now"))
    keep(Form(maya, "b2"), article, 1, said("In another tab"))

    was_saved(Form(maya, "a1"), article, is_new=False)

    assert kept(maya) == [("b2", "In another tab")]


def test_saving_what_was_put_in_forgets_it_unless_it_was_written_on_elsewhere():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 3, said("Put in, and saved as it was"))
    keep(Form(maya, "c3"), article, 3, said("Written on"))
    keep(Form(maya, "c3"), article, 4, said("Written on elsewhere"))

    was_saved(Form(maya, "b2", taken=("a1", 3)), article, is_new=False)
    was_saved(Form(maya, "d4", taken=("c3", 3)), article, is_new=False)

    assert kept(maya) == [("c3", "Written on elsewhere")]


def test_a_new_story_is_known_by_its_form_once_it_is_saved():
    maya = person("maya")
    keep(Form(maya, "a1"), None, 1, said("A new story"))
    article = story()

    was_saved(Form(maya, "a1"), article, is_new=True)

    assert (kept(maya), autosaving.became(maya, "a1")) == ([], article.pk)
    keep(Form(maya, "a1"), None, 2, said("Typed on before the answer came"))
    assert Autosave.objects.get().article == article


def test_nobody_sees_or_replaces_what_another_typed():
    maya, ines, article = person("maya"), person("ines"), story()
    keep(Form(maya, "a1"), article, 1, said("Hers"))

    keep(Form(ines, "a1", taken=("a1", 1)), article, 9, said("Another's"))

    assert (kept(maya), kept(ines)) == ([("a1", "Hers")], [("a1", "Another's")])
    assert autosaving.kept_as(ines, article, "a1").headline == "Another's"
    assert autosaving.throw_away(ines, "b2") is None


def test_whoever_may_not_write_is_refused():
    reader, article = person("rosa", ("view_article",)), story()

    for of in (article, None):
        with pytest.raises(PermissionDenied):
            keep(Form(reader, "a1"), of, 1, said("No"))

    assert Autosave.objects.count() == 0


def test_a_text_without_end_is_refused_and_the_last_one_stays():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 1, said("Short"))

    with pytest.raises(TooLong):
        keep(Form(maya, "a1"), article, 2, [("body", "x" * (autosaving.LONGEST + 1))])

    assert kept(maya) == [("a1", "Short")]


def test_it_is_one_statement_that_names_no_story_and_touches_nothing_else():
    maya = person("maya")
    article = live()
    keep(Form(maya, "a1"), article, 1, said("Typed"))
    before = _seen_by_others(article)

    with CaptureQueriesContext(connection) as asked:
        keep(Form(maya, "a1"), article, 2, said("Typed on"))

    changes = [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]
    assert len(changes) == 1
    assert changes[0].startswith('UPDATE "articles_autosave" SET')
    assert '"articles_article"' not in changes[0]
    assert _seen_by_others(article) == before


def _seen_by_others(article) -> list:
    article.refresh_from_db()
    return [
        (article.revision, article.saved_at, article.headline),
        list(Version.objects.values_list("pk", flat=True)),
        list(Edition.objects.values()),
        list(Stamp.objects.values()),
        Touched.objects.count(),
    ]


def test_what_was_thrown_away_can_be_opened_and_comes_back_when_it_is_typed_on():
    maya, article = person("maya"), story()
    keep(Form(maya, "a1"), article, 3, said("Thrown away"))
    autosaving.throw_away(maya, "a1")

    assert kept(maya) == []
    assert autosaving.kept_as(maya, article, "a1").headline == "Thrown away"
    keep(Form(maya, "b2", taken=("a1", 3)), article, 1, said("After all"))
    assert kept(maya) == [("b2", "After all")]


def test_only_what_was_saved_or_thrown_away_long_ago_is_cleared():
    maya, article = person("maya"), story()
    for key in ("typed", "thrown", "saved", "thrown just now"):
        keep(Form(maya, key), article, 1, said(key))
    long_ago = timezone.now() - autosaving.KEPT - timedelta(minutes=1)
    rows = Autosave.objects
    rows.update(saved_at=long_ago)
    rows.filter(form_key="thrown").update(thrown_at=long_ago)
    rows.filter(form_key="thrown just now").update(thrown_at=timezone.now())
    rows.filter(form_key="saved").update(typed=None)

    autosaving.clear()

    assert sorted(rows.values_list("form_key", flat=True)) == ["thrown just now", "typed"]
