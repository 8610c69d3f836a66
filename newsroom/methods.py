"""Which HTTP methods an address takes. What it does not take is answered before anything is looked up."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_http_methods

from newsroom.middleware import Middleware
from newsroom.pagestore import PRIVATE

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

READ = ("GET", "HEAD")
#: What the desk's views take: Django's admin does not say it of each.
WORK = (*READ, "POST")


def takes(*methods: str) -> Callable[[View], View]:
    """`@takes("GET", "HEAD", "POST")`: a view of readers that takes more, or other, than reading."""

    def decorate(view: View) -> View:
        checked: Any = require_http_methods(methods)(view)
        checked.takes = methods
        return cast("View", checked)

    return decorate


class MethodsMiddleware(Middleware):
    """OPTIONS tells what an address takes (204); every other method is refused (405; RFC 9110, 15.5.6)."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READ:
            return self.get_response(request)
        taken = _taken(request.path_info)
        if request.method in taken:
            return self.get_response(request)
        response = HttpResponse(status=204 if request.method == "OPTIONS" else 405)
        response.headers["Allow"] = ", ".join((*taken, "OPTIONS"))
        return response


def _taken(path: str) -> tuple[str, ...]:
    if path.startswith(PRIVATE):
        return WORK
    try:
        taken: tuple[str, ...] = getattr(resolve(path).func, "takes", READ)
    except Resolver404:
        return READ
    return taken
