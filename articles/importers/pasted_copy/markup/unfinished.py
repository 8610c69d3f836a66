"""Markup that begins what never ends, made harmless for a parser."""

import re

#: No tag begins so; the parser would go on from each of a million.
_NO_TAG = re.compile(r"<(?![a-z/!?])", re.IGNORECASE)
_UNKNOWN_SECTION = re.compile(r"<!\[(?!(?:if|else|endif|cdata)\b)", re.IGNORECASE)
#: What begins with a `<` and does not end with the next `>`, and how it ends.
_ENDS = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<!\[cdata\b", re.IGNORECASE), re.compile(r"\]\s*\]\s*>")),
    (re.compile(r"<!\["), re.compile(r"\]\s*>")),
)


def ended(markup: str) -> str:
    """The markup with a plain `<` for each that begins what never ends.

    The parser looks for such an end anew from every beginning: a megabyte of `<b ` would take it hours. And
    it stops at a marked section that it does not know.
    """
    markup = _UNKNOWN_SECTION.sub("&lt;![", _NO_TAG.sub("&lt;", markup))
    for begin, end in _ENDS:
        places = [match.end() for match in end.finditer(markup)]
        last = places[-1] if places else 0
        markup = markup[:last] + begin.sub(lambda match: f"&lt;{match[0][1:]}", markup[last:])
    last = markup.rfind(">") + 1
    return markup[:last] + markup[last:].replace("<", "&lt;")
