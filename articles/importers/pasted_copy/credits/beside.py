"""What stands beside a name and is none: an address, a day, a time to read."""

import re

from articles.importers import dates

_ENDS = r"(?= ?(?:[,;|/·•)]|[–—-] |$)|\. ?$)"
MAIL = re.compile(rf"<?(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?{_ENDS}|@\w{{2,30}}{_ENDS}", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(?:first |last )?(?:published|updated|modified|posted|veröffentlicht|aktualisiert|stand"
    r"|publicado|actualizado"
    r"|publié|mis à jour)(?: on| at| am| el| le)?:? ?|on )?",
    re.IGNORECASE,
)
#: “5 min read”, “she/her”: what pages put beside a name.
READING_TIME = re.compile(
    r"(?:\d+ ?[- ]?(?:min(?:ute)?s?|Minuten|minutos)\b(?: read| lectura)?"
    r"|\d+ (?:hours?|hrs?|minutes?|mins?|days?) ago|vor \d+ (?:Stunden?|Minuten?|Tagen?)"
    r"|il y a \d+ (?:heures?|minutes?|jours?)|hace \d+ (?:horas?|minutos?|días?)"
    r"|\d+ (?:comments?|Kommentare?|commentaires?|comentarios?)"
    rf"|(?:she|he|they)/(?:her|him|his|them|hers|theirs)(?:/\w+)?){_ENDS}",
    re.IGNORECASE,
)


def dated(text: str, at: int, end: int) -> int:
    """Where the day (and time) that begins at `at` ends; 0 if none does."""
    said = _DATED.match(text, at, end)
    begin = said.end() if said else at
    stop = 0
    for pattern in (*dates.DAYS, *dates.TIMES):
        if match := pattern.match(text, begin, end):
            stop = max(stop, match.end())
    while stop:
        more = re.compile(r",? ?(?:at |um |à |a las )?").match(text, stop, end)
        found = [
            match.end()
            for pattern in (*dates.TIMES, *dates.DAYS)
            if more and (match := pattern.match(text, more.end(), end))
        ]
        if not found:
            return stop
        stop = max(found)
    return 0
