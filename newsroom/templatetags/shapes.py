"""Shapes that stand beside a word, so that no state is told by colour alone."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def shape(name: str) -> SafeString:
    """`{% shape "warning" %}`: an SVG from templates/admin/_shapes.html, hidden from screen readers."""
    return format_html('<svg class="i" aria-hidden="true" focusable="false"><use href="#s-{}"/></svg>', name)


def worded(name: str, word: Any) -> SafeString:
    """A state in a list: its shape and its word."""
    return format_html('<span class="st {}">{} {}</span>', name, shape(name), word)
