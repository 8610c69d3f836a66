"""Clean HTML for a body: an allow-list, never svg, math or style.

Text is cleaned here when it comes in (form, pasted copy, import) and nowhere else. The editor in the
browser is a convenience, not a control.
"""

import re
from collections import Counter
from functools import lru_cache

import nh3

from articles.body import addresses
from articles.body.tidying import tidy
from newsroom.plain_text import plain_text

TAGS = frozenset(
    {"p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br", "sub", "sup", "news-block"}
)
BLOCK_ATTRIBUTES = frozenset({"data-kind", "data-id", "data-href", "data-label", "data-text", "data-by"})
#: What word processors and old systems call things, and what we call them.
SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}
#: Their content is no text of the story.
DROPPED_WHOLE = frozenset(
    {"script", "style", "svg", "math", "template", "noscript", "iframe", "object", "head", "title"}
)
KINDS = frozenset({"photo", "read", "quote"})

#: Markup deeper than this was not written by a person, and a parser takes hours over a megabyte of it.
DEEPEST = 64
#: What ends by itself where the next begins, or holds nothing.
_FLAT = frozenset(
    {"p", "li", "br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "source", "option"}
    | {"td", "th", "tr", "dd", "dt", "tbody", "thead", "tfoot"}
)
#: The cleaner writes a text of so many ampersands or hard spaces in a moment; the time for more grows with
#: the square of their number: 15 s for a megabyte of them.
TOGETHER = 1000
#: What markup is cleaned of in one go may come together anew; it is cleaned until nothing changes.
PASSES = 8


def _value(tag: str, attribute: str, value: str) -> str | None:
    """What an attribute may say; None leaves it out."""
    if _written_slowly(value) > TOGETHER:
        return None
    if tag == "a":
        return addresses.plain(value) or None
    if tag == "ol":
        # A list that goes on after a paragraph.
        return value if _NUMBER.match(value) else None
    if tag != "news-block":
        return value
    if attribute == "data-kind":
        return value if value in KINDS else None
    if attribute == "data-id":
        return value if _IDENTITY.match(value) else None
    if attribute == "data-href":
        return value if _WEB.match(value) else None
    return value


_TAG_NAME = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_IDENTITY = re.compile(r"[0-9]{1,18}\Z")
_NUMBER = re.compile(r"(?!1\Z)[1-9][0-9]{0,3}\Z")
_WEB = re.compile(r"https?://\S+\Z")
_TEXT_RUN = re.compile(r"(?:\A|>|<(?![a-z/!?]))[^<>]*", re.IGNORECASE)
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WHOLE),
    attributes={"a": {"href"}, "ol": {"start"}, "news-block": set(BLOCK_ATTRIBUTES)},
    attribute_filter=_value,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
_SYNONYM = re.compile(rf"<(/?)({'|'.join(SYNONYMS)})(?=[\s>/])", re.IGNORECASE)
# Google Docs wraps everything it copies in this bold that is not bold.
_FALSE_BOLD = re.compile(
    r"<b\b[^<>]*(?:docs-internal-guid|(?<![\w-])font-weight:\s*(?:normal|400))[^<>]*>", re.IGNORECASE
)
# A body has no tables: a row is a paragraph, and its cells do not run into each other.
_ROW = re.compile(r"<tr(?=[\s>/])[^<>]*>(?:\s*<t[dh](?=[\s>/])[^<>]*>)?", re.IGNORECASE)
_CELL = re.compile(r"<t[dh](?=[\s>/])[^<>]*>", re.IGNORECASE)
_OF_TABLE = re.compile(r"</?(?:table|tbody|thead|tfoot|tr|td|th|colgroup)(?=[\s>/])[^<>]*>", re.IGNORECASE)


# Kept for a moment: the desk cleans a text before a transaction is begun, and its form asks inside it.
@lru_cache(maxsize=4)
def clean(html: str) -> str:
    """The same text with nothing in it but what a story may hold. Cleaning twice changes nothing more."""
    html = plain_text(html)
    if _too_deep(html):
        # Nested without end: nobody's story; its words are kept.
        html = _ANY_TAG.sub(" ", html).replace("<", "&lt;")
    html = _FALSE_BOLD.sub("<span>", html)
    html = _OF_TABLE.sub("", _CELL.sub(" ", _ROW.sub("<p>", html.replace("</tr>", "</p>"))))
    html = _SYNONYM.sub(lambda match: f"<{match[1]}{SYNONYMS[match[2].lower()]}", html)
    for _pass in range(PASSES):
        # Once more after the cleaner, which writes out what came as &#x202e;.
        before, html = html, tidy(plain_text(_cleaner.clean(_parted(html))))
        if before == html:
            return html
    # Markup that never comes to rest is nobody's story; its words are kept.
    return tidy(plain_text(nh3.clean(_parted(html), tags=set())))


def _parted(html: str, together: int = TOGETHER) -> str:
    """The same, very many ampersands parted by comments, which the cleaner takes out again."""
    if _written_slowly(html) <= together:
        return html
    many = re.compile(rf"(?:[&\xa0][^&\xa0]*){{{together}}}")
    return _TEXT_RUN.sub(lambda run: many.sub(r"\g<0><!---->", run[0]), html)


def _written_slowly(text: str) -> int:
    return text.count("&") + text.count("\xa0")


def _too_deep(html: str) -> bool:
    """Whether more tags are open at once than any story has. An end tag ends only what has begun."""
    depth, begun = 0, Counter[str]()
    for match in _TAG_NAME.finditer(html):
        name = match[2].lower()
        if name in _FLAT:
            continue
        if not match[1]:
            depth, begun[name] = depth + 1, begun[name] + 1
            if depth > DEEPEST:
                return True
        elif begun[name]:
            depth, begun[name] = depth - 1, begun[name] - 1
    return False
