"""Embargo lines as newsrooms, agencies and journals print them, and the hour of another place."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.importers import dates
from tests.copy_shapes import STORY, under_headline

BERLIN = ZoneInfo("Europe/Berlin")
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 28, 15, tzinfo=BERLIN)
FOURTH = datetime(2026, 12, 4, 0, 1, tzinfo=BERLIN)


def moment(line: str) -> datetime | None:
    draft = under_headline(line)
    [found] = draft.embargoes
    assert (draft.headline, draft.standfirst, draft.names) == ("Council votes for the pier", "", ())
    assert STORY in "".join(piece.html for piece in draft.pieces)
    assert line not in "".join(piece.html for piece in draft.pieces)
    return dates.moment(found.moment, now=NOW) if found.moment else None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("STRICT EMBARGO: Not for publication before 00:01 on Friday 4 December 2026", FOURTH),
        ("NOT FOR PUBLICATION, BROADCAST OR USE ON CLUB TAPES BEFORE 0001 FRIDAY DECEMBER 4", FOURTH),
        ("Achtung Sperrfrist: Freitag, 4. Dezember, 0.01 Uhr (frei für Freitagausgaben)", FOURTH),
        ("Publication embargo: 2026-12-04T05:00:00Z", datetime(2026, 12, 4, 5, tzinfo=UTC)),
        (
            "HOLD FOR RELEASE 12:01 A.M. ET FRIDAY, DEC. 4, 2026",
            datetime(2026, 12, 4, 0, 1, tzinfo=NEW_YORK),
        ),
        (
            "Peer-reviewed | Embargo 23:30 hours UK time Thursday 3 December 2026",
            datetime(2026, 12, 3, 23, 30, tzinfo=LONDON),
        ),
        ("EMBARGOED UNTIL NOON EASTERN TIME ON DEC. 4", datetime(2026, 12, 4, 12, tzinfo=NEW_YORK)),
        ("Embargoed until 5 pm London time, 4 December", datetime(2026, 12, 4, 17, tzinfo=LONDON)),
        (
            "Sous embargo jusqu’au 4 décembre 2026 à 6h00 heure de Paris",
            datetime(2026, 12, 4, 6, tzinfo=ZoneInfo("Europe/Paris")),
        ),
    ],
)
def test_an_embargo_of_any_wording_is_read_with_its_moment(line, at):
    assert moment(line) == at


@pytest.mark.parametrize(
    "line",
    [
        "HOLD FOR RELEASE UNTIL FRIDAY, DEC. 4",
        "Hold for AMs of Friday",
        "Sperrvermerk: bis Freitag 12 Uhr",
        # The hour of a place that cannot be told is never one of our own.
        "EMBARGOED UNTIL 10:00 KELBY TIME, 4 DECEMBER 2026",
        "EMBARGOED UNTIL 10:00 AEST 4 DECEMBER 2026",
        "Sperrfrist: 4. Dezember 2026, 10 Uhr Ortszeit",
        "Embargo hasta el 4 de diciembre de 2026 a las 10.00 hora local",
    ],
)
def test_an_embargo_whose_moment_is_not_certain_is_asked(line):
    assert moment(line) is None


@pytest.mark.parametrize(
    "line", ["Embargo on arms is lifted", "Hold for the ferries", "Pier/embargo talks go on"]
)
def test_a_line_about_embargoes_is_none(line):
    assert under_headline(line).embargoes == ()


def test_a_word_to_whoever_reads_a_speech_is_no_line_of_the_story():
    assert under_headline("CHECK AGAINST DELIVERY").notices == ("CHECK AGAINST DELIVERY",)
