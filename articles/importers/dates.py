"""Days and times as copy names them, in English, Spanish, French and German. Nothing is guessed.

A day that may be another (`04/12/2026`), or a weekday that is not its own, is `unclear`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = """
    january jan enero ene janvier janv januar jänner | february feb febrero février févr fév februar |
    march mar marzo mars märz mrz | april apr abril abr avril avr | may mayo mai | june jun junio juin
    juni | july jul julio juillet juil juli | august aug agosto ago août | september sept sep septiembre
    septembre | october oct octubre octobre oktober okt | november nov noviembre novembre | december dec
    diciembre dic décembre déc dezember dez
"""
_WEEKDAYS = """
    monday mon lunes lundi lun montag mo | tuesday tue tues martes mardi dienstag di | wednesday wed
    miércoles miercoles mercredi mittwoch mi | thursday thu thur thurs jueves jeudi donnerstag do |
    friday fri viernes vendredi freitag fr | saturday sat sábado sabado samedi samstag sonnabend sa |
    sunday sun domingo dimanche sonntag so
"""


def _numbered(words: str) -> dict[str, int]:
    return {word: number for number, group in enumerate(words.split("|")) for word in group.split()}


MONTHS, WEEKDAYS = _numbered(_MONTHS), _numbered(_WEEKDAYS)


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WEEKDAY = rf"(?P<weekday>{_any_of(WEEKDAYS)})\b\.?"
_MONTH = rf"(?P<month>{_any_of(MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_LINK = r"(?: de(?:l)?| of| le| den|,)*"
DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:{_WEEKDAY}{_LINK} )?(?:the |le |el |den |am )?{_DAY}(?: de"
            rf"| of)? ?{_MONTH}(?:{_LINK} ?{_YEAR})?"
        ),
        rf"(?:{_WEEKDAY}{_LINK} )?{_MONTH} {_DAY}(?:,? {_YEAR})?(?!\d)",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?=T|\b)",
        (
            rf"(?:{_WEEKDAY}{_LINK} )?(?P<day>\d{{1,2}})(?P<sign>[./-])(?P<month>\d{{1,2}})(?P=sign)"
            r"(?P<year>(?:20)?\d\d)?(?!\d)"
        ),
    )
)
_ZONES: dict[str, tzinfo] = {
    **dict.fromkeys(("gmt", "utc", "z"), UTC),
    **{
        name: timezone(timedelta(hours=hours))
        for name, hours in (
            *(("bst", 1), ("cet", 1), ("mez", 1), ("cest", 2), ("mesz", 2), ("eet", 2), ("eest", 3)),
            *(("est", -5), ("edt", -4), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8), ("pdt", -7)),
        )
    },
    **{
        name.strip(): ZoneInfo(zone)
        for zone, names in (
            ("America/New_York", "et, eastern, eastern time, new york time, washington time"),
            ("America/Chicago", "ct, central time"),
            ("America/Denver", "mt, mountain time"),
            ("America/Los_Angeles", "pt, pacific, pacific time"),
            ("Europe/London", "uk time, london time, british time, british summer time"),
            ("Europe/Paris", "paris time, heure de paris, heure française"),
            ("Europe/Berlin", "berlin time, german time, berliner zeit, deutscher zeit"),
            ("Europe/Brussels", "brussels time, heure de bruxelles"),
            ("Europe/Madrid", "madrid time, hora de madrid, hora peninsular"),
        )
        for name in names.split(",")
    },
}
_HALF = r"(?P<half>[ap])\.?m\b\.?"
_HOURS = r"(?:hrs?|hours|uhr|horas|heures|h)\b"
_ZONE = rf"(?: ?\(?(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})\b\)?)?"
#: A zone that we do not know, behind a time or anywhere beside it.
_UNKNOWN_ZONE = re.compile(r" ?\(?[A-Z]{2,4}T\b")
_SOMEWHERE = re.compile(r"\b(?:time|zeit|ortszeit|heure|hora|local|locale)\b", re.IGNORECASE)
TIMES = tuple(
    re.compile(rf"(?<![\d./:-]){pattern}{_ZONE}", re.IGNORECASE)
    for pattern in (
        rf"(?P<hour>\d{{1,2}}) ?[:.h] ?(?P<minute>\d\d)(?::\d\d)?(?![\d./-]) ?(?:{_HALF}|{_HOURS})?",
        rf"(?P<hour>\d{{1,2}}) ?(?:{_HALF}|{_HOURS})",
        (
            rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?: ?{_HOURS}|(?= ?(?:GMT|UTC|[BCEMP]S?T)\b)"
            rf"|(?= \D)|$)"
        ),
        r"(?P<noon>noon|midday|mediodía|midi)\b",
    )
)


_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Said:
    """A moment as it was named: what is None was not said."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    at: time | None = None
    zone: tzinfo | None = None
    #: Day and month may be the other way round.
    unclear: bool = False


def find_day(text: str) -> re.Match[str] | None:
    """The first day that `text` names."""
    found = [match for pattern in DAYS if (match := pattern.search(text))]
    return min(found, key=lambda match: (match.start(), -match.end())) if found else None


def find_time(text: str) -> re.Match[str] | None:
    found = [match for pattern in TIMES if (match := pattern.search(text))]
    return min(found, key=lambda match: (match.start(), -match.end())) if found else None


def without(text: str) -> str:
    """The text without the days and times in it: what else it says."""
    for pattern in (*DAYS, *TIMES):
        text = pattern.sub(" ", text)
    return text


def said(text: str, *, day_first: bool = False) -> Said | None:
    """The moment that `text` names; None if no day is in it. `day_first` is how its language writes days."""
    day = find_day(text)
    if day is None:
        return None
    named = day.groupdict()
    month = named["month"].lower()
    number = int(month) if month.isdecimal() else MONTHS[month] + 1
    weekday, year = named.get("weekday"), named.get("year")
    rest = text[: day.start()] + " " * (day.end() - day.start()) + text[day.end() :]
    at = find_time(rest)
    zone = at and at.groupdict().get("zone")
    if at and not zone and (_UNKNOWN_ZONE.match(rest, at.end()) or _SOMEWHERE.search(rest)):
        # An hour of a place that we cannot tell is asked, and never taken for one of our own.
        at = None
    return Said(
        int(named["day"]),
        number,
        (int(year) + (2000 if len(year) == 2 else 0)) if year else None,
        WEEKDAYS[weekday.lower()] if weekday else None,
        _time(at) if at else None,
        _ZONES[zone.lower()] if zone else None,
        named.get("sign") in ("/", "-")
        and not day_first
        and int(named["day"]) != number <= 12 >= int(named["day"]),
    )


def _time(match: re.Match[str]) -> time | None:
    named = match.groupdict()
    if named.get("noon"):
        return time(12)
    hour, minute, half = int(named["hour"]), int(named.get("minute") or 0), (named.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment(named: Said, *, now: datetime) -> datetime | None:
    """When that is, seen from `now` (aware; its zone counts where none was said). None if it is not certain.

    Without a year it is the nearest such day, within half a year. “Midnight” belongs to two days, so it is
    no time.
    """
    if named.unclear or named.at is None:
        return None
    years = (named.year,) if named.year else (now.year - 1, now.year, now.year + 1)
    days = [day for year in years if (day := _day(year, named))]
    nearest = min(days, key=lambda day: abs(day - now.date()), default=None)
    if nearest is None or (named.year is None and abs(nearest - now.date()) > _HALF_A_YEAR):
        return None
    return datetime.combine(nearest, named.at, tzinfo=named.zone or now.tzinfo)


def _day(year: int, named: Said) -> date | None:
    try:
        day = date(year, named.month, named.day)
    except ValueError:
        return None
    return day if named.weekday in (None, day.weekday()) else None
