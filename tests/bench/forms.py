"""What a browser sends of a form of a page, read from its HTML."""

from __future__ import annotations

from html.parser import HTMLParser


def form_of(page: str, identity: str) -> list[tuple[str, str]]:
    """The fields of the form with this id as they stand, in order; nothing if it is not there."""
    read = _Form(identity)
    read.feed(page)
    return read.fields


class _Form(HTMLParser):
    def __init__(self, identity: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._identity, self._inside = identity, False
        self._area, self._select, self._chosen = "", "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = told.get("id") == self._identity
        if not (self._inside or told.get("form") == self._identity):
            return
        name = told.get("name", "")
        if tag == "input" and name:
            kind = told.get("type", "text")
            if kind in {"file", "submit", "button"} or (
                kind in {"checkbox", "radio"} and "checked" not in told
            ):
                return
            self.fields.append((name, told.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "textarea" and name:
            self._area = name
            self.fields.append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in told:
            self.fields.append((self._select, told.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[-1] = (self._area, self.fields[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False
