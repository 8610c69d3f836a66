"""Words that are worked out once are worked out once for each language and zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from articles.reading import dates

MOMENT = datetime(2026, 3, 14, 22, 5, tzinfo=UTC)


def test_a_day_is_said_in_the_language_of_the_page():
    said = []
    for language in ("en-gb", "de", "es", "en-gb"):
        with translation.override(language):
            said.append(dates.long_day(MOMENT))

    assert said == ["14 March 2026", "14 März 2026", "14 marzo 2026", "14 March 2026"]


def test_a_moment_is_said_by_the_clock_of_the_newsroom():
    said = []
    for name in ("Europe/Berlin", "America/Lima", "Europe/Berlin"):
        with timezone.override(ZoneInfo(name)):
            said.append(dates.full_moment(MOMENT))

    assert said == [
        "14 March 2026, 11.05 p.m. CET",
        "14 March 2026, 5.05 p.m. -05",
        "14 March 2026, 11.05 p.m. CET",
    ]


@pytest.mark.django_db
def test_a_cached_part_of_a_page_is_cached_for_its_language(rf):
    page = Template('{% load cached i18n %}{% cached "day" %}{% translate "Monday" %}{% endcached %}')
    said = []
    for language in ("en-gb", "de", "en-gb"):
        with translation.override(language):
            said.append(page.render(Context({"request": rf.get("/")})))

    assert said == ["Monday", "Montag", "Monday"]
