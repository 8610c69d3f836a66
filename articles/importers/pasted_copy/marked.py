"""Markdown, where plain text is it: headings, lists, quotations, links, bold and italic."""

import html
import re
from dataclasses import replace

from articles.body import addresses
from articles.importers.draft import Aside
from articles.importers.pasted_copy.lines import Unit, readable

_IS_ONE = re.compile(r"(?m)^#{1,6} \S|(?<!!)\[[^\[\]\n]{1,200}\]\(https?://[^\s()]{1,500}\)")
_LEAD = re.compile(r"(?P<heading>#{1,6}) +(?=\S)|(?P<item>[-*+]) +(?=\S)|(?P<quoted>>) ?(?=\S)")
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]{0,200})\]\((?P<source>[^\s()]{1,500})\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((https?://[^\s()]{1,500})\)")
_BOLD = re.compile(r"(?<![\w*])\*\*([^*\s](?:[^*\n]{0,300}[^*\s])?)\*\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w*])([*_])([^*_\s](?:[^*_\n]{0,300}[^*_\s])?)\1(?![\w*])")


def is_marked(source: str) -> bool:
    """Whether the text has a heading or a link as Markdown writes them; nobody else does."""
    return _IS_ONE.search(source) is not None


def read(units: list[Unit]) -> tuple[list[Unit], tuple[Aside, ...]]:
    """The units with what their marks mean, and the pictures that they name."""
    asides: list[Aside] = []
    made = []
    for unit in units:
        asides += [Aside("picture", one["alt"] or one["source"]) for one in _PICTURE.finditer(unit.text)]
        made.append(unit if unit.is_rest else _read(unit))
    return made, tuple(asides)


def _read(unit: Unit) -> Unit:
    lead = _LEAD.match(unit.text)
    at = lead.end() if lead else 0
    text = unit.text[at:]
    links = tuple((words, addresses.plain(address)) for words, address in _LINK.findall(text))
    changed = replace(unit, start=unit.start + at, text=text, html=_inline(text), links=links)
    if lead is None:
        return changed
    if lead["heading"]:
        rank = len(lead["heading"])
        return replace(changed, tag="h2" if rank < 3 else "h3", title=rank == 1)
    return replace(changed, tag="ul" if lead["item"] else "blockquote", level=1 if lead["item"] else 0)


def _inline(text: str) -> str:
    made = html.escape(readable(text), quote=False)
    made = _BOLD.sub(r"<strong>\1</strong>", _PICTURE.sub("", made))
    made = _ITALIC.sub(r"<em>\2</em>", made)
    return _LINK.sub(_anchor, made)


def _anchor(match: re.Match[str]) -> str:
    address = html.escape(addresses.plain(html.unescape(match[2])))
    return f'<a href="{address}">{match[1]}</a>'
