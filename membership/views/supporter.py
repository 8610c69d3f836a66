"""Where a supporter turns our appeals off in this browser. It does not know who comes."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse

from membership.tokens.supporter_token import holds_until
from membership.views.answers import page


def supporter(request: HttpRequest, token: str) -> HttpResponse:
    until = holds_until(token)
    if until is None:
        raise Http404
    return page(
        request, "membership/me/supporter.html", {"until": until, "off_until": until + timedelta(days=1)}
    )
