"""Two texts compared word by word: first line by line, then by sentences, so that long ones are quick too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A line, a sentence, a word or a sign, each with the space behind it.
_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCES = re.compile(r".+?(?:[.!?…]+[\"'”’»)\]]*\s+|$)|\s+", re.DOTALL)
_WORDS = re.compile(r"\w+(?:[-’'.,/]\w+)*\s*|\s+|[^\w\s]\s*")
_LEVELS = (_LINES, _SENTENCES, _WORDS)
#: Past this many pairs of words no single word is looked for any more; nobody reads so fine where all is new.
_MOST_PAIRS = 1_000_000
#: Letters that stand between two changes and are not worth stopping for.
_SMALL = 3
#: Below this share of common letters two paragraphs are two, not one that was changed.
_ALIKE = 0.35

#: (kind, text): kind is "same", "out" (only before) or "in" (only after).
Mark = tuple[str, str]


@dataclass(frozen=True)
class Stretch:
    """Words as they were and as they are; the same in both, but for the space behind them, where `same`."""

    same: bool
    before: str
    after: str


def stretches(before: str, after: str) -> list[Stretch]:
    """Both texts whole, cut where they part and where they meet again."""
    if before == after:
        return [Stretch(True, before, after)] if before else []
    found = _tidied(list(_compared(before, after, _LEVELS)))
    common = sum(len(each.before) for each in found if each.same)
    if before and after and common < _ALIKE * min(len(before), len(after)):
        return [Stretch(False, before, after)]
    return found


def _compared(before: str, after: str, levels: Sequence[re.Pattern[str]]) -> Iterator[Stretch]:
    level, *finer = levels
    a, b = level.findall(before), level.findall(after)
    if not finer and len(a) * len(b) > _MOST_PAIRS:
        yield Stretch(False, before, after)
        return
    said_a, said_b = [each.strip() for each in a], [each.strip() for each in b]
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, said_a, said_b, autojunk=False).get_opcodes():
        was, now = "".join(a[a1:a2]), "".join(b[b1:b2])
        if kind == "equal":
            yield Stretch(True, was, now)
        elif finer and was and now:
            yield from _compared(was, now, finer)
        else:
            yield Stretch(False, was, now)


def _tidied(found: list[Stretch]) -> list[Stretch]:
    """Neighbours of one kind are one, and a sign or two between two changes belong to them."""
    kept: list[Stretch] = []
    for place, each in enumerate(found):
        changed = not each.same
        if each.same and 0 < place < len(found) - 1 and len(each.before.strip()) <= _SMALL:
            changed = not kept[-1].same and not found[place + 1].same
        before, after = each.before, each.after
        if kept and kept[-1].same != changed:
            last = kept.pop()
            before, after = last.before + before, last.after + after
        kept.append(Stretch(not changed, before, after))
    return kept


def before_of(found: Sequence[Stretch]) -> list[Mark]:
    return [mark for each in found for mark in _marks("same" if each.same else "out", each.before)]


def after_of(found: Sequence[Stretch]) -> list[Mark]:
    return [mark for each in found for mark in _marks("same" if each.same else "in", each.after)]


def both_of(found: Sequence[Stretch]) -> list[Mark]:
    """All of it in reading order: what went stands before what came in its place."""
    marks: list[Mark] = []
    for each in found:
        if each.same:
            marks.append(("same", each.after))
            continue
        went, came = list(_marks("out", each.before)), list(_marks("in", each.after))
        apart = [("same", " ")] if went and came and went[-1][0] == "out" else []
        marks += [*went, *apart, *came]
    return marks


def _marks(kind: str, text: str) -> Iterator[Mark]:
    """The words, and by itself the space behind them, which is never marked."""
    words = text.rstrip() if kind != "same" else text
    if words:
        yield kind, words
    if text[len(words) :]:
        yield "same", text[len(words) :]
