"""“EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER”: a line that says before when nothing may be public."""

from __future__ import annotations

import re

from articles.importers import dates
from articles.importers.draft import Embargo
from articles.importers.found import Found

_EN = (
    r"(?:strict(?:ly)? |under |press |news |media |publication |[\w-]{1,14} ?[|/] ?)*"
    r"embargo(?:ed)?(?: copy| release| notice)?"
    r"(?: (?:until|till|to|for|before|sino|fino|lifts?(?: at| on)?|ends?(?: at| on)?)\b"
    r"| ?[:–—-]|[\W_]{1,8}(?=\d)"
    r"| ?$)"
    r"|not for (?:publication|release|broadcast|use)(?:[ ,]+(?:or )?(?:publication|release|broadcast"
    r"|use(?: on club tapes)?|online|posting))*"
    r",? (?:before|until)\b|(?:hold|held) (?:for release )?(?:until|till)\b"
    r"|hold for (?:release|publication|[ap]ms(?: of)?)\b|for release (?:at|on|after"
    r"|not before)\b"
    r"|do not (?:publish|use|release) (?:before|until)\b"
)
_OTHERS = (
    r"(?:bajo )?embarg(?:o|ado)(?: informativo)? hasta\b|no (?:publicar|difundir) (?:antes|hasta)\b"
    r"|(?:sous )?embargo (?:jusqu['’]|valable jusqu['’])|ne pas (?:diffuser|publier) avant\b"
    r"|(?:achtung[ ,:!]+)?sperr(?:frist|vermerk)\b|gesperrt bis\b|nicht (?:zur veröffentlichung )?vor\b"
    r"|embargo bis\b|frei ab\b"
)
_LABEL = re.compile(rf"[\W_]*(?:{_EN}|{_OTHERS})", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"[\W_]*(?:{_OTHERS})", re.IGNORECASE)
#: A sentence of the story that begins so has more words than the moment.
LONGEST, MOST_WORDS, FEW_WORDS = 200, 14, 4


def find(text: str) -> Found | None:
    """The embargo that the tidied line `text` is. Its moment may still be open."""
    label = _LABEL.match(text) if len(text) <= LONGEST else None
    if label is None or len(dates.without(text[label.end() :]).split()) > MOST_WORDS:
        return None
    rest = text[label.end() :]
    is_marked = label[0].strip("[(*_ ").isupper() or ":" in text or len(rest.split()) <= FEW_WORDS
    if dates.find_day(rest) is None and not is_marked:
        return None
    day_first = _DAY_FIRST.match(text) is not None
    moment = dates.said(rest, day_first=day_first)
    return Found("embargo", Embargo(text, moment), ((0, len(text), "embargo"),))
