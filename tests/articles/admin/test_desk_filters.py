"""Whoever may see a list may not ask it what stops the desk for everybody, or breaks it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import newsdesk
from tests.driving.storydesk import desk, person

pytestmark = pytest.mark.django_db
LONG = "9" * 23
LISTS = {"article": ("section", "assigned_to"), "author": ("outlet",)}


@pytest.fixture
def editor():
    newsdesk.story("Cranes stand still")
    return desk(person("ines", may=("view_article", "view_author")))


@pytest.mark.parametrize("table", LISTS)
@pytest.mark.parametrize("way", ["", "__exact", "__gte", "__in", "__id__exact"])
def test_a_number_that_no_row_has_is_answered_as_any_filter_that_is_none(table, way, editor):
    path = reverse(f"admin:articles_{table}_changelist")

    for field in LISTS[table]:
        assert editor.get(path, {f"{field}{way}": LONG}).url == f"{path}?e=1"
    assert editor.get(f"{path}?e=1").status_code == 200


@pytest.mark.parametrize("name", ["headline__regex", "body__iregex", "id__regex", "section__name__regex"])
@pytest.mark.parametrize("pattern", ["((a", "(a+)+$"])
def test_nobody_has_a_pattern_computed(name, pattern, editor):
    path = reverse("admin:articles_article_changelist")

    assert editor.get(path, {name: pattern}).url == f"{path}?e=1"


@pytest.mark.parametrize("year", ["0", "1", "9999", "10000", "-5", "01", "2026,1"])
@pytest.mark.parametrize("way", ["year", "iso_year", "year__gte", "year__in"])
def test_a_year_whose_ends_no_zone_can_name_is_answered_as_any_filter_that_is_none(way, year, editor):
    path = reverse("admin:articles_article_changelist")

    assert editor.get(path, {f"saved_at__{way}": year}).url == f"{path}?e=1"
    assert editor.get(path, {"saved_at__year": "2026"}).status_code == 200


def test_what_is_typed_to_search_by_is_searched_for(editor):
    path = reverse("admin:articles_article_changelist")

    assert editor.get(path, {"q": LONG}).status_code == 200
    assert editor.get(path, {"section": "1"}).status_code == 200
    # An account number of that many digits is still there on the way back from what it found.
    story = reverse("admin:articles_article_change", args=[newsdesk.story("Cranes move again").pk])
    assert editor.get(story, {"_changelist_filters": f"q=DE{LONG}"}).status_code == 200


def test_an_action_on_such_a_list_is_not_begun(editor):
    path = reverse("admin:articles_article_changelist")

    assert editor.post(f"{path}?section={LONG}", {"action": "delete_selected"}).url == f"{path}?e=1"
