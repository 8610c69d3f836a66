"""Corrections at the desk: who has them, how severe they are, and what they are called, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from articles.models import Correction
from articles.publishing.correcting import correct
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db
DESK = ("view_correction", "add_correction", "change_correction", "view_article")


@pytest.fixture
def boss():
    return newsdesk.editor(may=DESK)


def test_the_desk_says_whether_readers_have_a_correction_and_where(boss, client):
    client.force_login(boss)
    live, draft = newsdesk.live("Cranes"), newsdesk.story("Ferries")
    made = {
        "kind": "correction",
        "text": "It is the east pier.",
        "made_at_0": "2026-11-20",
        "made_at_1": "09:00",
    }
    add = reverse("admin:articles_correction_add")

    public = client.post(add, {**made, "article": live.pk}, follow=True).text
    fix = Correction.objects.get()
    assert (
        'Saved. Readers have it now, <a href="/harbour/cranes/">on the story</a> and '
        f'<a href="/corrections/#correction-{fix.pk}">among all corrections</a>.'
    ) in public
    page = reverse("admin:articles_correction_change", args=[fix.pk])
    reworded = client.post(page, {**made, "text": "The east pier.", "_continue": "1"}, follow=True)
    assert "Readers have it now" in reworded.text
    assert reworded.redirect_chain[-1][0] == page

    waits = client.post(add, {**made, "article": draft.pk}, follow=True).text
    assert "Saved. Readers have it when they have the story." in waits
    assert "Readers have it now" not in waits
    assert waits.count("Public with its story") == 1


def test_the_desk_says_in_words_how_severe_a_correction_is(boss, client):
    client.force_login(boss)
    for severe in (True, False):
        correct(Correction(article=newsdesk.live("Cranes"), text="East.", severe=severe), by=boss)

    rows = client.get(reverse("admin:articles_correction_changelist")).text

    assert rows.count("Not severe</td>") == 1
    assert rows.count("Severe</span>") == 1
    assert "icon-no" not in rows


def test_a_correction_that_is_named_shortly_shows_that_there_is_more(boss):
    long = correct(Correction(article=newsdesk.live("Cranes"), text="It is the east pier. " * 9), by=boss)
    short = Correction(article=long.article, text="East.")

    assert str(long).endswith("…")
    assert len(str(long)) == len("Correction: ") + 60
    assert str(short) == "Correction: East."


def test_no_is_no_alarm_in_any_list_of_the_desk():
    drawn = {name: finders.find(f"admin/img/icon-{name}.svg") for name in ("no", "yes")}

    for name, path in drawn.items():
        assert str(path).endswith(f"newsroom/static/admin/img/icon-{name}.svg")
        assert "circle" not in Path(str(path)).read_text()
