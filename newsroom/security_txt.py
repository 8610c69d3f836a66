"""`/.well-known/security.txt` (RFC 9116): where to tell us of a weakness."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from newsroom.imprint import current_imprint

#: RFC 9116, 2.5.5: less than a year ahead is recommended. It moves on by itself with each month.
HOLDS = timedelta(days=180)


def security_txt(request: HttpRequest) -> HttpResponse:
    """SECURITY_CONTACT, else the imprint's e-mail for readers; 404 where there is neither."""
    contact = settings.SECURITY_CONTACT or current_imprint(request).email
    if not contact:
        raise Http404
    month = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": contact if ":" in contact else f"mailto:{contact}",
        "Expires": f"{month + HOLDS:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": settings.LANGUAGE_CODE,
        "Canonical": f"{settings.SITE_URL}/.well-known/security.txt",
    }
    response = HttpResponse(
        "".join(f"{name}: {value}\n" for name, value in lines.items()),
        content_type="text/plain; charset=utf-8",
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
