"""“EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER”: a line that says before when nothing may be public."""

import re

from articles.importers import dates
from articles.importers.draft import Embargo
from articles.importers.pasted_copy.found import Found

_EN = (
    r"(?:strict(?:ly)? |under |press |news |media |publication |[\w-]{1,14} ?[|/] ?)*"
    r"embargo(?:ed)?(?: copy| release| notice)?"
    r"(?: (?:until|till|to|for|before|sino|fino|lifts?(?: at| on)?|ends?(?: at| on)?)\b"
    r"| ?[:–—-]|[\W_]{1,8}(?=\d)"
    r"| ?$)"
    r"|(?P<order>not for (?:publication|release|broadcast|use)"
    r"(?:[ ,]+(?:or )?(?:publication|release|broadcast|use(?: on club tapes)?|online|posting))*"
    r",? (?:before|until)\b|(?:hold|held) (?:for release )?(?:until|till)\b"
    r"|hold for (?:release|publication|[ap]ms(?: of)?)\b"
    r"|(?P<use>(?-i:HOLD FOR)\b|for (?:release|publication|use)(?: (?:on or after|after|not before))?[ :])"
    r"|do not (?:publish|use|release) (?:before|until)\b)"
)
_OTHERS = (
    r"(?:bajo )?embarg(?:o|ado)(?: informativo)? hasta\b"
    r"|(?:sous )?embargo (?:jusqu['’]|valable jusqu['’])"
    r"|(?:achtung[ ,:!]+)?sperr(?:frist|vermerk)\b|gesperrt bis\b|embargo bis\b"
    r"|(?P<auftrag>no (?:publicar|difundir) (?:antes|hasta)\b"
    r"|prohibida su (?:difusión|publicación) (?:antes|hasta)\b"
    r"|(?:à )?ne pas (?:diffuser|publier) avant\b|nicht (?:zur veröffentlichung )?vor\b"
    r"|(?:zur )?veröffentlichung (?:erst |frühestens )?ab\b|frei ab\b)"
)
_LABEL = re.compile(rf"[\W_]*(?:{_EN}|{_OTHERS})", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"[\W_]*(?:{_OTHERS})", re.IGNORECASE)
_BARE = re.compile(r"[\W_]*embargo ?[:–—-]", re.IGNORECASE)
#: A line under “EMBARGOED” that says until when.
_UNTIL = re.compile(r"[\W_]*(?:until|till|not before|hasta|bis|jusqu['’])\b", re.IGNORECASE)
#: A sentence of the story that begins so has more words than the moment.
LONGEST, MOST_WORDS, FEW_WORDS = 200, 14, 4


def find(text: str, *, in_front: bool = True) -> Found | None:
    """The embargo that the tidied line `text` is. Its moment may still be open.

    In the running text, where “Embargo until Friday, she said” is a sentence, only what stands in capitals
    or names a moment whole.
    """
    label = _LABEL.match(text) if len(text) <= LONGEST else None
    if label is None or len(dates.without(text[label.end() :]).split()) > MOST_WORDS:
        return None
    rest = text[label.end() :]
    shouted = label[0].strip("[(*_ ").isupper()
    # “Embargo: how the port survives” is a headline.
    bare = _BARE.fullmatch(label[0]) is not None
    few = len(rest.split()) <= (FEW_WORDS // 2 if bare else FEW_WORDS)
    is_marked = shouted or few or dates.names_day(rest) or (":" in text and not bare)
    if label["use"] and not dates.begins_with_moment(rest):
        return None
    if label["order"] or label["auftrag"]:
        # “Hold until it rains”, “Frei ab 18 Jahren” and “For use in schools” name no moment.
        is_marked = is_marked and dates.names_day(rest)
    if dates.find_day(rest) is None and not is_marked:
        return None
    moment = dates.said(rest, day_first=_DAY_FIRST.match(text) is not None)
    if not in_front and not shouted and (moment is None or moment.at is None):
        return None
    return _found(text, moment)


def goes_on(text: str) -> Found | None:
    """The line under “EMBARGOED” that says until when."""
    until = _UNTIL.match(text) if len(text) <= LONGEST else None
    if until is None or not dates.names_day(text) or len(dates.without(text).split()) > FEW_WORDS:
        return None
    return _found(text, dates.said(text[until.end() :]))


def _found(text: str, moment: dates.NamedMoment | None) -> Found:
    return Found("embargo", Embargo(text, moment), ((0, len(text), "embargo"),))
