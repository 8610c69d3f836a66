"""What a comparison of two versions is set of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from articles.editing.comparing.words import Mark
from articles.editing.status import short_moment
from articles.publishing.seen.plain import zoned

register = template.Library()
#: The element of each kind of words; those that are the same in both have none.
_ELEMENTS = {"out": "del", "in": "ins"}
#: What a list is set in, and each of its lines.
_LISTS = {"lines": ("ul", "diff-lines"), "chips": ("ul", "diff-chips")}


@register.filter
def called(choice: Any, version: Any) -> str:
    """`{{ choice|called:choice.before }}`: v9 · live since 18:02."""
    name: str = choice.name(version)
    return name


@register.filter
def moment(value: datetime) -> str:
    """21:14 today, 14 Mar 21:14 else."""
    return short_moment(value)


register.filter("zoned", zoned)


@register.simple_tag
def marked(marks: Sequence[Mark], shape: str) -> SafeString:
    """`{% marked row.before row.shape %}`: the words, what went as <del>, what came as <ins>."""
    words = [_mark(kind, text) for kind, text in marks]
    if shape not in _LISTS:
        return format_html(
            '<div class="diff-text">{}</div>', format_html_join("", "{}", ((word,) for word in words))
        )
    element, name = _LISTS[shape]
    lines = format_html_join("", "<li>{}</li>", ((word,) for word in words))
    return format_html('<{} class="{}">{}</{}>', element, name, lines, element)


def _mark(kind: str, text: str) -> SafeString:
    element = _ELEMENTS.get(kind)
    return format_html("<{}>{}</{}>", element, text, element) if element else conditional_escape(text)


@register.filter
def exact(value: datetime) -> str:
    """With its offset, so that it means one moment: 2026-10-25T02:30:15+01:00"""
    return timezone.localtime(value).isoformat()


@register.filter
def local_input(value: datetime) -> str:
    """For a field of date and time: 2026-10-25T02:30:15"""
    return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M:%S")
