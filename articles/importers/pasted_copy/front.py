"""What stands before the running text: kicker, headline, standfirst, bylines, picture lines, no copy.

Only here is a line taken for a headline or a byline. What does not fit is left to the running text.
"""

import re
from dataclasses import dataclass, field

from articles.importers.draft import Embargo
from articles.importers.pasted_copy import around, embargo, notices, picture, readline
from articles.importers.pasted_copy.credits import byline
from articles.importers.pasted_copy.credits.byline import Credited
from articles.importers.pasted_copy.found import Found
from articles.importers.pasted_copy.lines import Unit

LONGEST_HEADLINE, LONGEST_STANDFIRST, LONGEST_KICKER = 160, 400, 40
#: A line between headline and story that is neither; a paragraph is longer.
LONGEST_BETWEEN = 80
#: A byline further down than this is a line of the story.
MOST_BEFORE_BYLINE, MOST_LINES_IN_FRONT = 4, 16
_ABBREVIATED = re.compile(r"(?:\b\w\.){2,}$|\.\.\.$")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟")
_NO_HEADLINE_ENDS = (".", ",", ";", ":", "。", "，", "、", "；", "।", " —", " –", " -", " |")
_SMALL = frozenset({
    "of", "the", "and", "for", "a", "by", "in", "de", "del", "la", "el", "y", "et", "le", "les", "du", "des",
    "und", "der", "die", "das", "von", "van", "dem", "den", "zu",
})  # fmt: skip
_HAS_WORD = re.compile(r"[^\W\d_]")
_LABELS = {
    "headline": r"headline|hed|head|title|titel|überschrift|titular|título|titre",
    "standfirst": r"standfirst|dek|deck|sub-?head(?:line)?|summary|teaser|vorspann|entradilla|bajada"
    r"|chap[ôo]|abstract",
    "kicker": r"kicker|dachzeile|antetítulo|volanta|surtitre|strapline",
}
#: What may be a credit or a kicker where it stands under a headline.
_ASKED = re.compile(
    r"(?:protokoll|recherche|interview|reporter(?:in)?|journalist(?:in)?|writer|editor|investigación|enquête"
    r"|das interview führten?|(?:guest )?(?:essay|column) by|as told to)\b ?:?",
    re.IGNORECASE,
)
#: “Jane Roe Harbour correspondent”, “Jane Roe, University of Kelby and Tom Day, Brack University”.
_NAME_AND_JOB = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ][\w’'.-]+ ){2,5}(?:correspondent|editor|reporter|writer|columnist|fellow)"
    r"|(?:[^\W\d_a-zß-öø-ÿ][\w’'.-]+ ){1,3}[^\W\d_a-zß-öø-ÿ][\w’'.-]+, (?:[^.!?]{0,80} )?"
    r"(?:University|College|Institute|Université|Universität|Universidad)\b[^.!?]{0,160}"
)
_LABEL = re.compile("|".join(f"(?P<{kind}>(?:{said}) ?: ?)" for kind, said in _LABELS.items()), re.IGNORECASE)


@dataclass
class FrontMatter:
    """What the first units are, by their number."""

    found: dict[int, Found] = field(default_factory=dict)
    #: The number of a line that begins as a byline does and was not understood; it stays text.
    unread: int | None = None


def find(units: list[Unit]) -> FrontMatter:
    front = FrontMatter()
    plain, place = _walk(units, front.found)
    unread = place is None
    if unread:
        place = next(
            (number for number in plain if _may_be_credit(units[number], under=number > plain[0])), None
        )
        front.unread = place
    if place is None:
        front.found |= _without_byline(units, plain, front.found)
        after = max(front.found, default=-1) + 1
    else:
        over = [number for number in plain if number < place]
        heads = (
            _over_the_byline(units, over, signed=not unread) if over else _below(units, place, front.found)
        )
        if unread and over and not heads:
            # What was not understood may be a line of the story, and takes no headline down.
            heads = _without_byline(units, plain, front.found)
        front.found |= heads
        after = place + 1
    _under(units, after, front.found)
    return front


def _walk(units: list[Unit], found: dict[int, Found]) -> tuple[list[int], int | None]:
    """Fill in `found` down to the byline: the lines that are nothing known, and the number of the byline."""
    plain: list[int] = []
    heads = 0
    for number, unit in enumerate(units[:MOST_LINES_IN_FRONT]):
        heads = heads or number + notices.mail_heads([one.tidy for one in units[number:MOST_LINES_IN_FRONT]])
        heads = heads if heads > number else 0
        if not unit.tidy:
            continue
        if number < heads:
            found[number] = _whole(unit, "notice")
        elif said := embargo.find(unit.tidy) or _embargo_goes_on(unit, found.get(number - 1)):
            found[number] = said
        elif credited := byline.find(unit.tidy, bare=bool(plain)):
            found[number] = credited
            return plain, number
        elif one := _labelled(unit) or around.find(unit) or _picture(unit):
            found[number] = one
        elif unit.row or len(unit.tidy) > LONGEST_STANDFIRST or readline.find(unit.tidy, html=""):
            break
        else:
            plain.append(number)
            if len(plain) > MOST_BEFORE_BYLINE:
                break
    return plain, None


def _under(units: list[Unit], after: int, found: dict[int, Found]) -> None:
    """The lines from `after` on, as long as they are more credits, pictures or no copy."""
    for number in range(after, min(len(units), after + MOST_LINES_IN_FRONT)):
        tidy = units[number].tidy
        goes_on = byline.goes_on(tidy) if _is_credit(found.get(number - 1)) else None
        if number in found and not _is_credit(found[number]):
            continue
        one = byline.find(tidy) or _picture(units[number]) or around.find(units[number]) or goes_on
        if one is None:
            break
        found[number] = one


def _is_credit(found: Found | None) -> bool:
    return found is not None and isinstance(found.value, Credited)


def _embargo_goes_on(unit: Unit, above: Found | None) -> Found | None:
    is_open = above is not None and isinstance(above.value, Embargo) and above.value.moment is None
    return embargo.goes_on(unit.tidy) if is_open else None


def _labelled(unit: Unit) -> Found | None:
    """“HEADLINE: …”: the copy says itself what the line is."""
    label = _LABEL.match(unit.tidy)
    if label is None or not label.lastgroup:
        return None
    words = unit.tidy[label.end() :]
    most = LONGEST_STANDFIRST if label.lastgroup == "standfirst" else LONGEST_HEADLINE
    if not 3 <= len(words) <= most or not (label[0][0].isupper()):
        return None
    stretch = (label.end(), len(unit.tidy), label.lastgroup)
    return Found(label.lastgroup, unit.written(*stretch[:2]), (stretch,))


def _over_the_byline(units: list[Unit], lines: list[int], *, signed: bool = False) -> dict[int, Found]:
    """Kicker, headline and standfirst; nothing where it cannot be told which is which.

    `signed`: a byline that is known stands under them, so one line alone is the headline.
    """
    kinds = ["headline", "standfirst"]
    titled = next((at for at, number in enumerate(lines) if units[number].title), None)
    if titled is not None:
        kinds = ["kicker"] * titled + kinds
    elif len(lines) > 1 and _is_kicker(units[lines[0]]) and is_headline(units[lines[1]]):
        kinds.insert(0, "kicker")
    if not lines or kinds.count("kicker") > 1:
        return {}
    if len(lines) > len(kinds):
        # What more of them are is not known; that takes no headline down.
        kinds, lines = ["headline"], lines[:1] if _is_longer(units[lines[0]]) else []
    headline = units[lines[kinds.index("headline")]] if lines else None
    if headline is None or not is_headline(headline, alone=signed and len(lines) == 1):
        return {}
    return {number: _whole(units[number], kind) for number, kind in zip(lines, kinds, strict=False)}


def _without_byline(units: list[Unit], plain: list[int], known: dict[int, Found]) -> dict[int, Found]:
    """A first line that is no sentence, over a longer paragraph that is; or what is marked as a title."""
    if not plain:
        return {}
    first = units[plain[0]]
    if first.title and is_headline(first):
        return {plain[0]: _whole(first, "headline")}
    lines = plain[:1]
    if len(plain) > 1 and _is_kicker(first) and is_headline(units[plain[1]]):
        lines = plain[:2]
    if any(one.kind == "headline" for one in known.values()):
        return {}
    under = [unit for number, unit in enumerate(units) if number > lines[-1] and number not in known]
    stories = [unit for unit in under[:MOST_BEFORE_BYLINE] if not _may_stand_between(unit)]
    if not any(_stands_over_a_story(units[lines[-1]], story) for story in stories):
        return {}
    return _over_the_byline(units, lines)


def _may_stand_between(unit: Unit) -> bool:
    """Whether the line may be a credit that is not understood, or a label, over the first paragraph."""
    if len(unit.tidy) > LONGEST_BETWEEN or readline.find(unit.tidy, html=""):
        return False
    return not unit.tidy.endswith(_SENTENCE_ENDS) or byline.speaks_of_credit(unit.tidy)


def _below(units: list[Unit], place: int, known: dict[int, Found]) -> dict[int, Found]:
    """The headline under a byline that stands on top: a line that is no sentence, over one that is."""
    below = [
        number
        for number in range(place + 1, min(len(units), place + MOST_BEFORE_BYLINE))
        if number not in known and not byline.find(units[number].tidy)
    ][:2]
    if len(below) < 2 or units[below[0]].tidy.endswith(_SENTENCE_ENDS):
        return {}
    headline, story = (units[number] for number in below)
    if _picture(headline) or around.find(headline) or byline.goes_on(headline.tidy):
        return {}
    is_one = _stands_over_a_story(headline, story) or (headline.title and is_headline(headline))
    return {below[0]: _whole(headline, "headline")} if is_one else {}


def is_headline(unit: Unit, *, alone: bool = False) -> bool:
    """Whether it can be one; that ends with a stop only if the markup or its place says what it is."""
    text = unit.tidy
    if not 3 <= len(text) <= LONGEST_HEADLINE or len(text.split()) > 30:
        return False
    if not _HAS_WORD.search(text) or (text[0] + text[-1]) in ("()", "[]"):
        return False
    if (unit.title or alone) and text.endswith("."):
        return True
    return not text.endswith(_NO_HEADLINE_ENDS) or bool(_ABBREVIATED.search(text))


def _is_kicker(unit: Unit) -> bool:
    text = unit.tidy
    return len(text) <= LONGEST_KICKER and len(text.split()) <= 3 and (text.isupper() or text.endswith(":"))


def _may_be_credit(unit: Unit, *, under: bool) -> bool:
    """Whether the line begins as a byline does and is no sentence, or would be one after “By”."""
    if unit.tidy.endswith(_SENTENCE_ENDS):
        return False
    if under and (_ASKED.match(unit.tidy) or _NAME_AND_JOB.fullmatch(unit.tidy)):
        return True
    if under and byline.find(f"By {unit.tidy}"):
        return True
    return byline.speaks_of_credit(unit.tidy) and (under or _goes_on_like_names(unit.tidy))


def _goes_on_like_names(text: str) -> bool:
    """“By Order of the Council” may be a credit. “By the time it burnt” and “Por qué ha vuelto” are none."""
    words = text.split()
    return len(words) < 3 or all(not word[0].islower() or word in _SMALL for word in words[1:])


def _stands_over_a_story(headline: Unit, story: Unit) -> bool:
    first = headline.tidy
    if not is_headline(headline) or readline.find(first, html="") or _may_be_credit(headline, under=False):
        return False
    if not _is_longer(headline):
        return False
    ends = story.tidy.rstrip("”’»\"')）").endswith(_SENTENCE_ENDS) or len(story.tidy) > LONGEST_BETWEEN
    return len(story.tidy) > len(first) and ends


def _is_longer(unit: Unit) -> bool:
    """Longer than what stands over a headline, or greets."""
    return len(unit.tidy.split()) > 2 or len(unit.tidy) > 9


def _picture(unit: Unit) -> Found | None:
    return picture.find(unit.tidy, unit.links, in_front=True, caption=unit.caption)


def _whole(unit: Unit, kind: str) -> Found:
    # On the wire “ =” ends the lines over a story.
    end = len(unit.tidy.removesuffix(" ="))
    return Found(kind, unit.written(0, end), ((0, end, kind),))
