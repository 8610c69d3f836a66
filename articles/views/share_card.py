from __future__ import annotations

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse

from articles.pictures.share_cards import file_of, is_readable

_DIGEST = re.compile(r"[0-9a-f]{32}")


def share_card(request: HttpRequest, digest: str) -> HttpResponse:
    """The drawn card of a story that readers have; its address is made of its bytes, so it may be kept."""
    if not _DIGEST.fullmatch(digest) or not is_readable(digest):
        raise Http404
    try:
        with default_storage.open(file_of(digest)) as file:
            data = file.read()
    except OSError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
