"""Renditions of photos, and nothing else of the media folder: originals are never served to the public.

A photo's folder is named by 128 random bits, so a picture that stands on no page yet cannot be guessed.
A remake changes the bytes under the same address (a new credit in the file), so a browser keeps a picture
for a day and then asks by ETag whether it is still the same.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.photos.renditions import CONTENT_TYPES, PATH, folder

CACHE_CONTROL = "public, max-age=86400, stale-while-revalidate=604800"


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponse:
    found = PATH.fullmatch(path)
    if not found:
        raise Http404
    file = folder(settings.MEDIA_ROOT, found["key"]) / found["file"]
    try:
        with file.open("rb") as opened:
            data = opened.read()
            changed = file.stat().st_mtime_ns
    except OSError as error:
        raise Http404 from error
    etag = f'"{changed:x}-{len(data):x}"'
    response = HttpResponse(data, content_type=CONTENT_TYPES[file.suffix[1:]])
    response.headers["ETag"] = etag
    answer: HttpResponse = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
