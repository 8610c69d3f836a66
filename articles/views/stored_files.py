"""A file of the storage is sent, once a view has found that whoever asks may have it.

With MEDIA_BY_NGINX the answer has no body: it names the file, and nginx sends that with the answer's headers.
"""

from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from newsroom.media import Away

#: Of a file whose address tells of its bytes.
FOR_GOOD = "public, max-age=31536000, immutable"
#: The location of nginx that nobody can ask for from outside (deploy/nginx.conf).
INTERNAL = "/media-on-disk/"


def stored_file(
    request: HttpRequest, name: str, *, content_type: str, cache: str, etag: str = ""
) -> HttpResponse | None:
    """The file of that name, or 304 if whoever asks has it; None if there is none. Raises media.Away.

    `cache`: for Cache-Control. It can do nothing but be seen.
    """
    answer: HttpResponse | None = get_conditional_response(request, etag=etag or None)
    send = _by_nginx if settings.MEDIA_BY_NGINX else _whole
    answer = answer or send(name, content_type)
    if answer is None:
        return None
    if etag:
        answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = cache
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _whole(name: str, content_type: str) -> HttpResponse | None:
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except Away:
        raise
    except OSError:
        return None


def _by_nginx(name: str, content_type: str) -> HttpResponse | None:
    if not default_storage.exists(name):
        return None
    return HttpResponse(content_type=content_type, headers={"X-Accel-Redirect": INTERNAL + quote(name)})
