"""Embargo lines as newsrooms, agencies and journals print them, and the hour of another place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from articles.importers import dates, pasted_copy
from tests.builders.copy_shapes import STORY, in_text, kinds, under_headline

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
    return dates.as_moment(found.moment, now=NOW) if found.moment else None


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
        # The offset of an hour, as calendars and computers write it.
        (
            "EMBARGOED UNTIL 06:00 (UTC-5) 4 DECEMBER 2026",
            datetime(2026, 12, 4, 6, tzinfo=timezone(-timedelta(hours=5))),
        ),
        (
            "EMBARGOED UNTIL 06:00 GMT+5:30 4 DECEMBER 2026",
            datetime(2026, 12, 4, 6, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        ),
        (
            "Embargo: 2026-12-04T06:00:00-0500",
            datetime(2026, 12, 4, 6, tzinfo=timezone(-timedelta(hours=5))),
        ),
        ("Embargo: 2026-12-04T05:00:00.000Z", datetime(2026, 12, 4, 5, tzinfo=UTC)),
        # The zone behind the day.
        ("Embargo: 6am on 4 December 2026, EST", datetime(2026, 12, 4, 6, tzinfo=NEW_YORK)),
        ("EMBARGOED UNTIL 06:00, 4 DECEMBER 2026 (GMT)", datetime(2026, 12, 4, 6, tzinfo=UTC)),
        # “am” is of the hour, and no German word before the day.
        ("EMBARGOED UNTIL 12:01 am 4 December 2026", FOURTH),
        ("EMBARGOED UNTIL 12.01am 4 December 2026", FOURTH),
        ("FOR RELEASE: Friday, December 4, 2026, 12:01 AM EST", FOURTH.replace(tzinfo=NEW_YORK)),
        ("Zur Veröffentlichung ab 4. Dezember 2026, 0:01 Uhr", FOURTH),
        ("À ne pas publier avant le 4 décembre 2026 à 0h01", FOURTH),
        ("Prohibida su difusión hasta el 4 de diciembre de 2026 a las 0:01", FOURTH),
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
        "Embargo: 4 December 2026, 10:00 (Paris)",
        "EMBARGOED UNTIL 10:00 LONDON / 11:00 CET 4 DECEMBER 2026",
        "FOR USE AFTER 6 A.M. FRIDAY",
        "Embargoed until the speech is delivered",
        "Sperrfrist: Beginn der Rede",
        "FOR PUBLICATION FRIDAY, DEC. 4",
    ],
)
def test_an_embargo_whose_moment_is_not_certain_is_asked(line):
    assert moment(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Embargo on arms is lifted",
        "Hold for the ferries",
        "Pier/embargo talks go on",
        "Frei ab 18 Jahren",
        "Hold until it rains",
        "For use in schools from 4 December",
    ],
)
def test_a_line_about_embargoes_is_none(line):
    assert under_headline(line).embargoes == ()


def test_a_word_to_whoever_reads_a_speech_is_no_line_of_the_story():
    assert under_headline("CHECK AGAINST DELIVERY").notices == ("CHECK AGAINST DELIVERY",)


@pytest.mark.parametrize(
    "line",
    [
        "Embargo until Friday, the minister said",
        "Embargo ends on Friday 4 December 2026",
        "Embargo: a history",
        "Hold until Friday",
        "Nicht vor Freitag, 4. Dezember, sagte der Minister.",
        "Not for use before 1945",
    ],
)
def test_a_line_of_the_story_that_speaks_of_an_embargo_stays_in_it(line):
    draft = in_text(line)

    assert draft.embargoes == ()
    assert kinds(draft) == ["headline", "byline", "text", "text", "text"]


def test_an_embargo_on_two_lines_is_one_and_no_headline():
    draft = pasted_copy.read(
        f"EMBARGOED\nUNTIL 00:01 FRIDAY 4 DECEMBER\n\n{under_headline('By Jo Vale').source}"
    )

    assert draft.headline == "Council votes for the pier"
    assert [one.moment is None for one in draft.embargoes] == [True, False]
