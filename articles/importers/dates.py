"""Days and times as copy names them, in English, Spanish, French and German. Nothing is guessed.

A day that may be another (`04/12/2026`), or a weekday that is not its own, is `unclear`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from articles.importers.towns import is_town

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


_WEEKDAY = rf"(?<!\w)(?P<weekday>{_any_of(WEEKDAYS)})\b\.?"
#: Written out: “mar” and “so” are words.
_ANY_WEEKDAY = re.compile(
    rf"\b(?:{'|'.join(word for word in WEEKDAYS if len(word) > 4)}|today|tomorrow|heute|morgen|hoy|mañana)\b",
    re.IGNORECASE,
)
_MONTH = rf"(?P<month>{_any_of(MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_LINK = r"(?: de(?:l)?| of| le| den|,)*"
DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            # In “12:01 am 4 December” the “am” is the hour's.
            rf"(?:{_WEEKDAY}{_LINK} )?(?:the |le |el |den |(?<![\d.m] )(?<!\d)am )?{_DAY}(?: de"
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
_SECONDS = r"(?::\d\d(?:\.\d{1,6})?)?"
_HOURS = r"(?:hrs?|hours|uhr|horas|heures|h)\b"
#: “et” and “est” are words as well.
_NAMED = "|".join(
    f"(?-i:{name.upper()})" if len(name) < 4 else name for name in sorted(_ZONES, key=len, reverse=True)
)
#: “(UTC+2)”, “GMT-5”, and as computers write it “06:00+02:00”. “06:00-08:00” is from one hour to another.
_OFFSET = (
    r"(?:(?-i:UTC|GMT) ?(?P<offset>[+−-]\d{1,2}(?::?[0-5]\d)?)"
    r"|(?P<apart>(?:\+|(?<=:\d\d:\d\d)[−-])[01]\d:?[0-5]\d))(?![\d./-])"
)
_ZONE = rf"(?: ?\(?(?:{_OFFSET}|(?P<zone>{_NAMED})\b)\)?)?"
_ZONE_APART = re.compile(rf"\b(?:{_NAMED})\b", re.IGNORECASE)
#: A zone that we do not know, behind a time or anywhere beside it.
_UNKNOWN_ZONE = re.compile(r" ?\(?[A-Z]{2,4}T\b")
_UNKNOWN_ZONE_APART = re.compile(r"[(,] ?[A-Z]{2,4}T\b")
_SOMEWHERE = re.compile(r"\b(?:time|zeit|ortszeit|heure|hora|local|locale)\b", re.IGNORECASE)
TIMES = tuple(
    re.compile(rf"(?<![\d./:-]){pattern}{_ZONE}", re.IGNORECASE)
    for pattern in (
        rf"(?P<hour>\d{{1,2}}) ?[:.h] ?(?P<minute>\d\d){_SECONDS}(?![\d./]|-\d\d-) ?(?:{_HALF}|{_HOURS})?",
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
class NamedMoment:
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


def names_day(text: str) -> bool:
    """Whether a day is named, be it only by its place in the week."""
    return find_day(text) is not None or _ANY_WEEKDAY.search(text) is not None


def begins_with_moment(text: str) -> bool:
    """Whether nothing stands before the day, its place in the week or the time."""
    begins = re.match(r"[\W_]*(?:(?:at|on|from|the) )*", text, re.IGNORECASE)
    at = begins.end() if begins else 0
    return any(pattern.match(text, at) for pattern in (*DAYS, *TIMES, _ANY_WEEKDAY))


def find_time(text: str) -> re.Match[str] | None:
    found = [match for pattern in TIMES if (match := pattern.search(text))]
    return min(found, key=lambda match: (match.start(), -match.end())) if found else None


def without(text: str) -> str:
    """The text without the days and times in it: what else it says."""
    for pattern in (*DAYS, *TIMES):
        text = pattern.sub(" ", text)
    return text


def said(text: str, *, day_first: bool = False) -> NamedMoment | None:
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
    zone = _zone(at) if at else None
    if at and not zone:
        beside = rest[: at.start()] + rest[at.end() :]
        zones = {_ZONES[name.lower()] for name in _ZONE_APART.findall(beside)}
        zone = zones.pop() if len(zones) == 1 else None
        elsewhere = (
            _UNKNOWN_ZONE.match(rest, at.end())
            or _UNKNOWN_ZONE_APART.search(beside)
            or _SOMEWHERE.search(rest)
        )
        if find_time(beside) or (not zone and (zones or elsewhere or _in_town(beside))):
            # An hour of a place that we cannot tell is asked, and never taken for one of our own.
            at, zone = None, None
    return NamedMoment(
        int(named["day"]),
        number,
        (int(year) + (2000 if len(year) == 2 else 0)) if year else None,
        WEEKDAYS[weekday.lower()] if weekday else None,
        _time(at) if at else None,
        zone,
        named.get("sign") in ("/", "-")
        and not day_first
        and int(named["day"]) != number <= 12 >= int(named["day"]),
    )


def _in_town(text: str) -> bool:
    return any(is_town(piece.strip()) for piece in re.split(r"[^\w .’-]", text))


def _zone(match: re.Match[str]) -> tzinfo | None:
    named = match.groupdict()
    if zone := named.get("zone"):
        return _ZONES[zone.lower()]
    if not (offset := named.get("offset") or named.get("apart")):
        return None
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    apart = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(apart if offset[0] == "+" else -apart) if apart < timedelta(hours=15) else None


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


def as_moment(named: NamedMoment, *, now: datetime) -> datetime | None:
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


def _day(year: int, named: NamedMoment) -> date | None:
    try:
        day = date(year, named.month, named.day)
    except ValueError:
        return None
    return day if named.weekday in (None, day.weekday()) else None
