"""Where providers send their events. Nobody is signed in here and nothing is answered but a word."""

import logging

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from membership import providers
from membership.books import reconciling
from membership.providers.base import BadSignature, Misconfigured
from newsroom.methods import takes

log = logging.getLogger(__name__)

#: No event of any provider is longer.
MOST_BYTES = 256 * 1024


@csrf_exempt
@takes("POST")
def webhook(request: HttpRequest, slug: str) -> HttpResponse:
    """Store what the provider sends; anything else gets the same short answer, whatever is wrong with it.

    200: stored, or here before. 400: not the provider's, or too long. 404: no such provider. 503: we cannot
    tell, because the signing secret is missing; the provider sends it again.
    """
    through = providers.REGISTRY.get(slug)
    if through is None or not through.caps().events:
        return _answer("unknown", 404)
    body = _body(request)
    if body is None:
        return _answer("refused", 400)
    try:
        reconciling.take_in(through, body, request.headers)
    except BadSignature:
        return _answer("refused", 400)
    except Misconfigured:
        log.error("An event of %s came, but its signing secret is not set.", slug)
        return _answer("not set up", 503)
    return _answer("thank you", 200)


def _body(request: HttpRequest) -> bytes | None:
    """The body as it came, or None if it is too long: that is read off its head, before any of it is read."""
    length = request.headers.get("Content-Length", "")
    # More figures than this Python would not even read.
    if not (length.isascii() and length.isdigit()) or len(length) > 10 or int(length) > MOST_BYTES:
        return None
    try:
        body = request.read(MOST_BYTES + 1)
    except (UnreadablePostError, RawPostDataException, OSError):
        return None
    return body if len(body) == int(length) else None


def _answer(word: str, status: int) -> HttpResponse:
    response = HttpResponse(word, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
