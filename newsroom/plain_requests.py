"""The door of every form and query: views see text only, and nothing that no database can be asked for."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from newsroom.middleware import Middleware
from newsroom.plain_text import plain_text


class PlainTextMiddleware(Middleware):
    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if "\0" in request.path_info:
            raise Http404
        if request.META.get("QUERY_STRING"):
            request.GET = _plain(request.GET, plain_text)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _plain(request.POST, _typed)  # type: ignore[assignment]


def _plain(sent: QueryDict, text: Callable[[str], str]) -> QueryDict:
    """The same, if all of it is text; a copy otherwise."""
    said = [(name, values, text(name), [*map(text, values)]) for name, values in sent.lists()]
    if all((name, values) == (plain_name, plain) for name, values, plain_name, plain in said):
        return sent
    made = QueryDict(mutable=True, encoding=sent.encoding)
    for _name, _values, name, values in said:
        made.setlist(name, made.getlist(name) + values)
    return made


def _typed(sent: str) -> str:
    # A zero byte is left: nobody types one, and forms refuse it with a sentence.
    return "\0".join(map(plain_text, sent.split("\0")))
