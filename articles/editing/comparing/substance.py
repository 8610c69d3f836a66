"""Whether a change of the text is one of substance: readers are told of it, unless an editor says no."""

import re

from articles.body import parts
from articles.copies import Copy

_WORD = re.compile(r"\w+(?:[.,]\d+)*")


def is_substantive(before: Copy, after: Copy) -> bool:
    """Whether headline, standfirst, points or text say something in other words.

    Not so: signs, capitals, how words are set, pictures, names around the text; nor a word with its letters
    in another order, or doubled ones, which is a slip of the pen. A figure is never one.
    """
    was, now = _words(before), _words(after)
    return len(was) != len(now) or any(
        one != other and not _is_slip(one, other) for one, other in zip(was, now, strict=True)
    )


def _words(copy: Copy) -> list[str]:
    quoted = [f"{value['text']} {value['by']}" for kind, value in copy.cut if kind == "quote"]
    said = (copy.headline, copy.standfirst, *copy.points, parts.plain_text(copy.cut), *quoted)
    return _WORD.findall("\n".join(said).casefold())


def _is_slip(one: str, other: str) -> bool:
    return set(one) == set(other) and abs(len(one) - len(other)) <= 1 and not any(map(str.isdigit, one))
