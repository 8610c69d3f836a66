"""A translation says in which form days and hours are told, as it says the words around them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from articles.reading import dates

MOMENT = datetime(2026, 11, 21, 18, 5, tzinfo=ZoneInfo("Europe/Berlin"))
GERMAN = {
    "j M": "j. M",
    "j F Y": "j. F Y",
    "j F": "j. F",
    "g.i a": "H:i \\U\\h\\r",
    "j F Y, g.i a T": "j. F Y, H:i \\U\\h\\r T",
}


@pytest.mark.parametrize(
    ("way", "english", "german"),
    [
        (dates.short_day, "21 Nov", "21. Nov"),
        (dates.long_day, "21 November 2026", "21. November 2026"),
        (dates.day_in_year, "21 November", "21. November"),
        (dates.clock, "6.05 p.m.", "18:05 Uhr"),
        (dates.full_moment, "21 November 2026, 6.05 p.m. CET", "21. November 2026, 18:05 Uhr CET"),
    ],
)
def test_a_moment_is_told_in_the_form_of_the_language(monkeypatch, settings, way, english, german):
    settings.TIME_ZONE = "Europe/Berlin"
    assert way(MOMENT) == english

    monkeypatch.setattr(dates, "pgettext", lambda _context, form: GERMAN[form])
    with translation.override("de"):
        assert way(MOMENT) == german


def test_the_day_over_the_front_page_can_be_translated_too():
    home = Path(__file__).resolve().parents[3] / "templates" / "articles" / "home.html"

    assert 'today|date:_("l j F Y")' in home.read_text()
