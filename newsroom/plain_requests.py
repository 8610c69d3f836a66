"""The door of every form and query: what views get to see holds text only."""

from typing import Any

from django.http import HttpRequest, QueryDict

from newsroom.middleware import Middleware
from newsroom.plain_text import plain_text


class PlainTextMiddleware(Middleware):
    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.META.get("QUERY_STRING"):
            request.GET = _plain(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _plain(request.POST)  # type: ignore[assignment]


def _plain(sent: QueryDict) -> QueryDict:
    """The same, if all of it is text; a copy otherwise."""
    said = [(name, values, _text(name), [*map(_text, values)]) for name, values in sent.lists()]
    if all((name, values) == (plain_name, plain) for name, values, plain_name, plain in said):
        return sent
    made = QueryDict(mutable=True, encoding=sent.encoding)
    for _name, _values, name, values in said:
        made.setlist(name, made.getlist(name) + values)
    return made


def _text(sent: str) -> str:
    # A zero byte is left: nobody types one, and forms refuse it with a sentence.
    return "\0".join(map(plain_text, sent.split("\0")))
