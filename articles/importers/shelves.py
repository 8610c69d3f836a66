"""Pieces of a body put together: lines of lists stand in their lists, and those in each other."""

from __future__ import annotations

from collections.abc import Iterable


def joined(pieces: Iterable[tuple[str, str, int, int]]) -> str:
    """The HTML of (html, shelf, level, number): shelf is "ul", "ol" or "", the html of a line a whole `<li>`.

    An ordered list begins with the number of its first line.
    """
    html: list[str] = []
    shelves: list[str] = []

    def close(down_to: int) -> None:
        while len(shelves) > down_to:
            html.append(f"</li></{shelves.pop()}>")

    for text, shelf, level, number in pieces:
        if not shelf:
            close(0)
            html.append(text)
            continue
        close(level)
        if len(shelves) == level and shelves[-1] != shelf:
            close(level - 1)
        if len(shelves) == level:
            html.append("</li>")
        else:
            # A line deeper than the one before stands in that one, whatever number the source gives it.
            shelves.append(shelf)
            html.append(f'<ol start="{number}">' if shelf == "ol" and number > 1 else f"<{shelf}>")
        html.append(text.removesuffix("</li>"))
    close(0)
    return "".join(html)
