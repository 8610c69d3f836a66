"""What stands under a story: “(Reporting by A; Editing by B)”, “C contributed to this report.”"""

import re

from articles.importers.pasted_copy.credits import byline
from articles.importers.pasted_copy.credits.byline import Credited
from articles.importers.pasted_copy.found import Found

#: So many lines before the end are looked at.
MOST_LINES = 8
_CONTRIBUTED = re.compile(
    r"(?P<who>.{3,160}?) (?:(?:also )?contributed (?:to )?"
    r"(?:this |the )?(?:report(?:ing)?|research|story|article)?"
    r"(?: (?:from|in) (?-i:[A-Z])[\w’-]+(?: (?-i:[A-Z])[\w’-]+)*)?"
    r"|contribuy(?:ó|eron) (?:a|en|con) (?:est[ea] )?(?:reportaje|informe|nota|artículo|información)"
    r"|(?:a|ont) contribué à (?:cet article|ce reportage)|(?:hat|haben) (?:zu diesem (?:bericht|artikel"
    r"|text) )?"
    r"(?:beigetragen|mitgearbeitet))\.?",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"(?:[\w’. ]{2,60} )?(?:staff )?(?:writers?|reporters?|correspondents?"
    r"|journalists?) (?=(?-i:[^\W\d_a-z]))",
    re.IGNORECASE,
)


def find(text: str) -> Found | None:
    """The credits that the tidied line `text` at the end of the copy is made of."""
    start, end = 0, len(text)
    if (text[:1], text[-1:]) in (("(", ")"), ("[", "]")):
        start, end = 1, end - 1
    inner = text[start:end]
    if contributed := _CONTRIBUTED.fullmatch(inner):
        return _contributors(text, start, contributed)
    found = byline.find(inner, closing=True)
    if found is None or not found.value.names:
        return None
    if start == 0 and any(name.role == "by" for name in found.value.names):
        # A line that begins with “By” is the story's, unless brackets say that it is not.
        return None
    return Found("byline", found.value, tuple((a + start, b + start, kind) for a, b, kind in found.stretches))


def _contributors(text: str, start: int, match: re.Match[str]) -> Found | None:
    who = match["who"]
    staff = _STAFF.match(who)
    names = byline.find(f"Reporting by {who[staff.end() :] if staff else who}")
    if names is None or not names.value.names or any(" " not in one.name for one in names.value.names):
        return None
    return Found("byline", Credited(names.value.names), ((start, len(text) - start, "byline"),))
