"""What may stand between two separators of a credit: a person, an organisation, a job, a town, a day."""

import re
from dataclasses import dataclass, field, replace

from articles.importers import licence
from articles.importers.draft import Name
from articles.importers.pasted_copy.credits import naming, organisations, staff
from articles.importers.pasted_copy.credits.beside import MAIL, READING_TIME, dated
from articles.importers.pasted_copy.credits.roles import role_of
from articles.importers.towns import is_town

_MAIL_LAST = re.compile(r" [(<\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>\]]?$| @\w{2,30}$")
_WHERE = r"(?P<where>(?:reporting |reports )?(?:in|en|à|aus|at|from|desde|depuis) [^\W\d_a-zß-öø-ÿ][^,;/|]*)"
_PLACE, _PLACE_ALONE = re.compile(rf"(?P<who>.+?),? {_WHERE}"), re.compile(_WHERE)
_WORKS_FOR = re.compile(
    r"(?:(?P<who>.+?),? )?(?:special to|for|of|para|pour|für|especial para) "
    r"(?-i:(?:the|la|le|el|die|den|das|der) |l[’'])?(?P<whose>.+)",
    re.IGNORECASE,
)
SPECIAL = re.compile(r"(?:special(?= to )|(?:special|especial) (?=(?:for|para) ))", re.IGNORECASE)
#: “JANE ROE Associated Press”, as a wire sets one under the other.
_IN_CAPITALS = re.compile(
    r"(?P<who>[A-ZÀ-ÖØ-Þ’'-]{2,}(?: [A-ZÀ-ÖØ-Þ]\.)?(?: [A-ZÀ-ÖØ-Þ’'-]{2,})+) (?P<whose>[A-ZÀ-Þ][a-zß-ÿ].*)"
)
#: “(Kelby, correspondant)”: the word before is a town.
_OF_A_TOWN = re.compile(
    r", ?(?:correspondante?s?|envoyée?s? spéciale?s?|corresponsal(?:es)?|enviad[oa]s? especial(?:es)?"
    r"|korrespondent\w*|bureau [^\W\d_])",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"(?P<who>.+?) (?P<whose>The [A-Z].+)")
#: What stands before an organisation and is no part of its name.
_BEFORE = re.compile(r"(?P<with>(?:with|avec|mit|con) (?:l[’'])?)|(?-i:the )", re.IGNORECASE)
_POSSESSED = re.compile(r"(?:[’']s)? ?")
_NEWS_OF_IT = re.compile(r"(?:updated|exclusive|aktualisiert|exklusiv|actualizado|mis à jour)", re.IGNORECASE)


@dataclass
class Reading:
    text: str
    shouted: bool
    roles: tuple[str, ...] = ("by",)
    names: list[Name] = field(default_factory=list)
    #: Where the last person begins and ends, and how many roles that person has.
    person: tuple[int, int, int] | None = None
    #: How many of `names` the organisations so far are of.
    placed: int = 0
    singles: bool = False
    nobody: bool = False
    #: How many of `names` have been told what they did: “Jörg Weiß (Text)”.
    told: int = 0
    #: How many of `left` prove that this is a credit: a job, an address, a day behind a sign.
    proofs: int = 0
    #: It stands under a byline, so a job needs nobody before it.
    under: bool = False
    outlets: list[tuple[int, int]] = field(default_factory=list)
    left: list[tuple[int, int]] = field(default_factory=list)


def take(reading: Reading, start: int, end: int, *, strong: bool, joined: bool) -> bool:
    """Put what stands from `start` to `end` where it belongs; False if it is nothing that we know."""
    if (before := _BEFORE.match(reading.text, start, end)) and not naming.is_nobody(reading.text[start:end]):
        # “(avec Luc Morel)” is a person beside another, and no paper of theirs.
        start, strong = before.end(), strong and not before["with"]
    said = reading.text[start:end]
    if reading.person and naming.is_suffix(said):
        return _lengthen(reading, end)
    if reading.person and naming.is_suffix(first := said.partition(" ")[0]) and len(first) < len(said):
        # “Jane Roe, MA Coast Health News”.
        begin = start + len(first)
        return _lengthen(reading, begin) and take(reading, begin + 1, end, strong=strong, joined=joined)
    if licence.read(said):
        return False
    if reading.person and (role := role_of(said)) and (strong or not naming.is_nobody(said)):
        return _take_role(reading, role, joined=joined)
    if _is_beside(reading, start, end) or (not joined and _is_town(reading, said)):
        # “Town Hall, 4 March” is signed by nobody.
        reading.proofs += _proves(reading.text, start, end, strong=strong)
        reading.left.append((start, end))
        return True
    if naming.is_nobody(said) or staff.whose_staff(said):
        return _take_nobody(reading, start, end)
    return (_take_behind_sign if strong else _take_in_row)(reading, start, end, joined=joined)


def _take_behind_sign(reading: Reading, start: int, end: int, *, joined: bool) -> bool:
    """What stands behind a bar or a dash, or in brackets, is no person."""
    if _OF_A_TOWN.match(reading.text, end):
        reading.left.append((start, end))
        return True
    return (
        _take_job(reading, start, end)
        or _take_special(reading, start, end)
        or _take_outlet(reading, start, end)
    )


def _take_in_row(reading: Reading, start: int, end: int, *, joined: bool) -> bool:
    said = reading.text[start:end]
    if special := SPECIAL.match(reading.text, start, end):
        return _take_special(reading, special.end() if special[0].endswith(" ") else start, end)
    if (reading.person or reading.outlets or reading.under) and _take_job(reading, start, end):
        return True
    if _take_works_for(reading, start, end, joined=joined):
        return True
    if not reading.person and organisations.runs_together(said):
        return _take_in_capitals(reading, start, end)
    if _is_outlet(reading, said, joined=joined):
        return _take_outlet(reading, start, end)
    return _take_person(reading, start, end, joined=joined)


def _is_beside(reading: Reading, start: int, end: int) -> bool:
    """Whether this is no name at all: an address, a day, a time to read, a town."""
    said = reading.text[start:end]
    if MAIL.fullmatch(said) or READING_TIME.fullmatch(said) or dated(reading.text, start, end) == end:
        return True
    if _PLACE_ALONE.fullmatch(said):
        return bool(reading.person or reading.outlets)
    if reading.person and _NEWS_OF_IT.fullmatch(said):
        return True
    # One word after the agency is the town that it writes from.
    is_placed = bool(reading.names and reading.outlets) and reading.placed == len(reading.names)
    return is_placed and " " not in said and re.search(r"[a-z][A-Z]", said) is None


def _proves(text: str, start: int, end: int, *, strong: bool) -> bool:
    if dated(text, start, end):
        return strong
    return bool(MAIL.fullmatch(text, start, end) or READING_TIME.fullmatch(text, start, end))


def _is_town(reading: Reading, said: str) -> bool:
    """Whether this is where the person before it writes from."""
    return not (not (reading.person or reading.outlets) or not is_town(said))


def _take_role(reading: Reading, role: str, *, joined: bool) -> bool:
    """“Jörg Weiß (Text)”, “Ana Ruiz (text and photos)”: what stands behind a name is what that person did."""
    if joined and reading.person and reading.told == len(reading.names):
        reading.names.append(replace(reading.names[-1], role=role))
    elif reading.told == len(reading.names):
        return False
    for number in range(reading.told, len(reading.names)):
        reading.names[number] = replace(reading.names[number], role=role)
    reading.told = len(reading.names)
    return True


def _take_in_capitals(reading: Reading, start: int, end: int) -> bool:
    both = _IN_CAPITALS.fullmatch(reading.text, start, end)
    return bool(
        both
        and organisations.is_named_as_organisation(both["whose"])
        and _take_name(reading, start, both.end("who"), joined=False)
        and _take_outlet(reading, both.start("whose"), end)
    )


def _take_special(reading: Reading, start: int, end: int) -> bool:
    """“/ Special to The Coast Wire”."""
    works = _WORKS_FOR.fullmatch(reading.text, start, end)
    return bool(works and not works["who"] and _take_outlet(reading, works.start("whose"), end))


def _is_outlet(reading: Reading, said: str, *, joined: bool) -> bool:
    """Whether the words say that this is an organisation, or one word alone follows a whole name."""
    if organisations.is_named_as_organisation(said, shouted=reading.shouted):
        return True
    if reading.person and not joined and " " in said:
        # Behind a name that is not in capitals: “Jane Roe, COAST WEEK”.
        name = reading.text[reading.person[0] : reading.person[1]]
        if organisations.may_be_paper(said) or (said.isupper() and not name.isupper()):
            return True
    return not joined and _is_more_than_a_word(reading) and " " not in said


def _take_nobody(reading: Reading, start: int, end: int) -> bool:
    """“Staff Reporter”; in “dpx correspondents” stands an organisation as well."""
    said = reading.text[start:end]
    reading.nobody = True
    team = None if naming.is_nobody(said) else staff.whose_staff(said)
    if team is None:
        reading.left.append((start, end))
        return True
    after = start + team.end("whose")
    if after < end:
        possessed = _POSSESSED.match(reading.text, after)
        reading.left.append((possessed.end() if possessed else after, end))
    else:
        reading.left.append((start, start + team.start("whose") - 1))
    return _take_outlet(reading, start + team.start("whose"), start + team.end("whose"))


def _is_more_than_a_word(reading: Reading) -> bool:
    """Whether the last person has a whole name, so that a single word after it is no other person."""
    return reading.person is not None and " " in reading.text[reading.person[0] : reading.person[1]]


def _take_job(reading: Reading, start: int, end: int) -> bool:
    """“Harbour Correspondent”; in “Coast Wire Writer” stands an organisation as well."""
    said = reading.text[start:end]
    if not naming.is_job(said):
        return False
    whose = staff.employer(said)
    if whose and _take_outlet(reading, start, start + len(whose)):
        start += len(whose) + 1
    reading.proofs += 1
    reading.left.append((start, end))
    return True


def _take_outlet(reading: Reading, start: int, end: int) -> bool:
    said = reading.text[start:end]
    if not (organisations.is_organisation(said) or organisations.is_named_as_organisation(said)):
        return False
    if reading.outlets and reading.placed == len(reading.names):
        # A second organisation of the same people is something that we do not understand.
        return False
    for number in range(reading.placed, len(reading.names)):
        reading.names[number] = replace(reading.names[number], outlet=said)
    reading.placed = len(reading.names)
    reading.outlets.append((start, end))
    return True


def _take_person(reading: Reading, start: int, end: int, *, joined: bool) -> bool:
    text = reading.text
    if mail := _MAIL_LAST.search(text, start, end):
        reading.left.append((mail.start() + 1, end))
        reading.proofs += 1
        end = mail.start()
    place = _PLACE.fullmatch(text, start, end)
    if place and not naming.is_name(text[start:end]):
        # “New Pier in Kelby” is signed by nobody.
        reading.left.append(place.span("where"))
        end = place.end("who")
        if naming.is_nobody(text[start:end]):
            reading.nobody = True
            return True
        if organisations.is_named_as_organisation(text[start:end], shouted=reading.shouted):
            return _take_outlet(reading, start, end)
    if both := staff.staff_last(text[start:end]):
        reading.left.append((start + both.start("job"), end))
        end = start + both.end("who")
    if job := staff.job_first(text[start:end]):
        if job["whose"] and not _take_outlet(reading, start, start + len(job["whose"])):
            return False
        start += job.end()
    return _take_works_for(reading, start, end, joined=joined) or _take_name(
        reading, start, end, joined=joined
    )


def _take_works_for(reading: Reading, start: int, end: int, *, joined: bool) -> bool:
    """“Lee Park for The Coast Wire”, “special to The Coast Wire”."""
    works = _THEIRS.fullmatch(reading.text, start, end)
    if works is None or not naming.is_name(works["who"]):
        works = (
            None
            if naming.is_name(reading.text[start:end])
            else _WORKS_FOR.fullmatch(reading.text, start, end)
        )
    if works is None or not organisations.is_organisation(works["whose"]):
        return False
    if works["who"] and not (
        # “Center for Public Integrity” is nobody of the name of Center.
        naming.is_name(works["who"]) and _take_name(reading, start, works.end("who"), joined=joined)
    ):
        return False
    return _take_outlet(reading, works.start("whose"), end)


def _take_name(reading: Reading, start: int, end: int, *, joined: bool) -> bool:
    said = reading.text[start:end]
    if joined and reading.person and " " not in said and reading.text[:start].endswith((" y ", " Y ")):
        # “José Ortega y Gasset” is one.
        return naming.is_name(said, alone=True) and _lengthen(reading, end)
    if not naming.is_name(said, alone=True) or not reading.roles:
        return False
    reading.singles = reading.singles or not naming.is_name(said)
    name, shouted = naming.spoken(said)
    reading.names += [Name(name, role, shouted) for role in reading.roles]
    reading.person = (start, end, len(reading.roles))
    return True


def _lengthen(reading: Reading, end: int) -> bool:
    """The last person's name goes on to `end`."""
    if not reading.person:
        return False
    start, _last, count = reading.person
    name, shouted = naming.spoken(reading.text[start:end])
    reading.names[-count:] = [replace(one, name=name, shouted=shouted) for one in reading.names[-count:]]
    reading.person = (start, end, count)
    return True
