"""Who stands in a byline as one of many: “dpx correspondents”, “Press Union Political Editor Jo Vale”."""

import re

from articles.importers.pasted_copy.credits.naming import is_name
from articles.importers.pasted_copy.credits.organisations import (
    ORGANISATION_WORDS,
    SHORT,
    is_named_as_organisation,
    is_organisation,
)

#: “dpx correspondents”, “Harbour Chronicle Staff”: an organisation, and nobody.
_OF_STAFF = re.compile(
    r"(?:the )?(?P<whose>.+?)(?:[’']s)? (?:(?:news|web|city) )?(?:staff|reporters?|correspondents?"
    r"|writers|newsroom|journalists"
    r"|team|desk|editorial board|redaktion|korrespondent\w*|redacción|corresponsales|rédaction)$",
    re.IGNORECASE,
)
#: “Redacción EFX”: the same the other way round.
_STAFF_OF = re.compile(
    r"(?:redaktion|redacción|rédaction|equipo|équipe)(?: de| du)? (?P<whose>.+)", re.IGNORECASE
)
_STAFF_LAST = re.compile(
    r"(?P<who>.+?) (?P<job>(?:staff|senior|guest|contributing|managing) (?:writer|reporter|photographer"
    r"|correspondent|columnist|editor)|enviad[oa] especial|envoyée? spéciale?)",
    re.IGNORECASE,
)
#: “dpx-Korrespondent Jörg Weiß”, “our correspondent Ana Ruiz”: what stands before the name.
_JOB_FIRST = re.compile(
    r"(?:(?:our|unsere\w*|notre|nuestr[oa]|the)\ |(?P<whose>\w{2,12})-)?"
    r"(?:(?:special|senior|political|chief)\ )?(?:correspondent|reporter|editor|korrespondent\w*"
    r"|reporter\w*|redakteur\w*"
    r"|mitarbeiter\w*|corresponsal|enviad[oa](?:\ especial)?|periodista|correspondante?|envoyée?\ spéciale?"
    r"|journaliste?)(?:\ (?:in|en|à|at)\ [^\W\d_]\w+,?)?,?\ (?=[^\W\d_])",
    re.IGNORECASE,
)


def whose_staff(text: str) -> re.Match[str] | None:
    """“dpx correspondents”, “the Harbour Chronicle staff”: nobody of an organisation; group `whose`."""
    match = _STAFF_OF.fullmatch(text)
    if match and is_named_as_organisation(match["whose"]):
        return match
    match = _OF_STAFF.fullmatch(text)
    if match is None or re.search(r" (?:of|for) (?=the\b)", match["whose"], re.IGNORECASE):
        return None
    whose = match["whose"]
    one_word = whose.isalpha() and whose[0].isupper() and text.casefold().endswith(("staff", "s", "team"))
    return match if one_word or is_named_as_organisation(whose) else None


def employer(job: str) -> str:
    """The organisation that “Press Association Political Editor” begins with; "" if there is none."""
    words = job.split()
    for count in range(len(words) - 1, 0, -1):
        whose = " ".join(words[:count])
        last = words[count - 1]
        if last.casefold() in ORGANISATION_WORDS or (SHORT.fullmatch(last) and last.isupper()):
            return whose if is_organisation(whose) else ""
    return ""


def job_first(text: str) -> re.Match[str] | None:
    """What a person does where it stands before the name: “dpx-Korrespondent Jörg Weiß”; group `whose`."""
    return _JOB_FIRST.match(text)


def staff_last(text: str) -> re.Match[str] | None:
    """“Jane Roe Staff Writer”; groups `who` and `job`."""
    match = _STAFF_LAST.fullmatch(text)
    return match if match and is_name(match["who"]) else None
