"""A moment is typed on the newsroom's clock, where one hour of the year is missing and one comes twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from articles.forms.moments import MomentForm


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), tick=False):
        yield


def meant(at: str, **more: str) -> str:
    form = MomentForm({"at": at, **more})
    assert form.is_valid(), form.errors
    return form.cleaned_data["moment"].astimezone(UTC).isoformat()


def refused(at: str, **more: str) -> str:
    form = MomentForm({"at": at, **more})
    assert not form.is_valid()
    return form.errors["at"][0]


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        ("2026-03-24T21:14:07", "2026-03-24T20:14:07+00:00"),
        ("2026-07-24 21:14:07", "2026-07-24T19:14:07+00:00"),
        ("2026-07-24T21:14", "2026-07-24T19:14:00+00:00"),
        ("2026-07-24T21:14:07+00:00", "2026-07-24T21:14:07+00:00"),
        ("2026-07-24T21:14:07Z", "2026-07-24T21:14:07+00:00"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59+00:00"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00+00:00"),
        ("2026-10-25T02:30:15+02:00", "2026-10-25T00:30:15+00:00"),
        ("2026-10-25T02:30:15+01:00", "2026-10-25T01:30:15+00:00"),
    ],
)
def test_a_time_that_comes_once_means_one_moment(at, utc):
    assert meant(at) == utc


def test_of_the_hour_that_comes_twice_it_is_asked_which_is_meant():
    form = MomentForm({"at": "2026-10-25T02:30:15"})

    assert not form.is_valid()
    assert "showed this time twice" in form.errors["at"][0]
    assert form.twice == [
        ("first", "the first time, CEST (UTC+02:00)"),
        ("second", "the second time, CET (UTC+01:00)"),
    ]
    assert meant("2026-10-25T02:30:15", which="first") == "2026-10-25T00:30:15+00:00"
    assert meant("2026-10-25T02:30:15", which="second") == "2026-10-25T01:30:15+00:00"


def test_of_the_hour_that_is_missing_it_is_said_what_came_next():
    assert "over 02:30 that night. The next minute there was is 03:30" in refused("2026-03-29T02:30:00")


def test_what_has_not_come_and_what_is_no_time_is_refused_with_a_sentence():
    assert "has not come yet" in refused("2026-11-20T10:00:01")
    assert meant("2026-11-20T10:00:00")
    for nonsense in ("yesterday", "2026-13-01T00:00", "0001-01-01T00:00:00+23:59", "9" * 400):
        assert "Write it as 2026-03-24 21:14:07" in refused(nonsense)
    assert refused("") == "Say at what date and time."
