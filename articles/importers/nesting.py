"""Pieces of a body put together: lines of lists stand in their lists, and those in each other."""

from collections.abc import Iterable


def joined(pieces: Iterable[tuple[str, str, int, int]]) -> str:
    """The HTML of (html, tag, level, number): tag is "ul", "ol" or "", the html of a line a whole `<li>`.

    An ordered list begins with the number of its first line.
    """
    html: list[str] = []
    open_lists: list[str] = []

    def close(down_to: int) -> None:
        while len(open_lists) > down_to:
            html.append(f"</li></{open_lists.pop()}>")

    for text, tag, level, number in pieces:
        if not tag:
            close(0)
            html.append(text)
            continue
        close(level)
        if len(open_lists) == level and open_lists[-1] != tag:
            close(level - 1)
        if len(open_lists) == level:
            html.append("</li>")
        else:
            # A line deeper than the one before stands in that one, whatever number the source gives it.
            open_lists.append(tag)
            html.append(f'<ol start="{number}">' if tag == "ol" and number > 1 else f"<{tag}>")
        html.append(text.removesuffix("</li>"))
    close(0)
    return "".join(html)
