"""Clean HTML for a body: an allow-list, never svg, math or style.

Text is cleaned here when it comes in (form, pasted copy, import) and nowhere else. The editor in the
browser is a convenience, not a control.
"""

from __future__ import annotations

import re

import nh3

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

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WHOLE),
    attributes={"a": {"href"}, "news-block": set(BLOCK_ATTRIBUTES)},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
_SYNONYM = re.compile(r"<(/?)(%s)(?=[\s>/])" % "|".join(SYNONYMS), re.IGNORECASE)
# Google Docs wraps everything it copies in this bold that is not bold.
_FALSE_BOLD = re.compile(
    r"<b\b[^>]*(?:docs-internal-guid|font-weight:\s*(?:normal|400))[^>]*>", re.IGNORECASE
)
_TEXT_IN_BLOCK = re.compile(r"(<news-block\b[^>]*>).*?</news-block>", re.DOTALL)
_EMPTY = re.compile(r"<(p|h2|h3|strong|em|li|blockquote)>(?:\s|&nbsp;|<br>)*</\1>")


def clean(html: str) -> str:
    """The same text with nothing in it but what a story may hold. Cleaning twice changes nothing more."""
    html = html.replace("\x00", "")
    html = _FALSE_BOLD.sub("<span>", html)
    html = _SYNONYM.sub(lambda match: f"<{match[1]}{SYNONYMS[match[2].lower()]}", html)
    html = _cleaner.clean(html)
    html = _TEXT_IN_BLOCK.sub(r"\1</news-block>", html)
    before = ""
    while before != html:
        before, html = html, _EMPTY.sub("", html)
    return html.strip()
