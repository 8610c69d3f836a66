"""The desk's pages go over the wire compressed: a story form is 75 KB as it stands, and 13 KB so."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from newsroom.pagestore import PRIVATE

TYPES = ("text/html", "text/javascript")


class PackedMiddleware(GZipMiddleware):
    """Django's own, for what nobody else can write into.

    A compressed answer tells by its length whether something in it is like something else in it (BREACH).
    So what says again what was sent, in a query or a form, goes as it is; see docs/decisions.md.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if (
            request.method == "GET"
            and request.path_info.startswith(PRIVATE)
            and not request.META.get("QUERY_STRING")
            and response.status_code == 200
            and not response.streaming
            and response.headers.get("Content-Type", "").startswith(TYPES)
        ):
            packed: HttpResponseBase = super().process_response(request, response)
            return packed
        return response
