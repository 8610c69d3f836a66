"""Pages of the desk that are no tables: who may open each, and the frame that all of them are shown in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from newsroom.models import User

View = Callable[[HttpRequest, User], HttpResponseBase]


@dataclass(frozen=True)
class DeskPage:
    """`front_of`: the table whose place in the navigation it takes."""

    route: str
    name: str
    view: Callable[[HttpRequest], HttpResponseBase]
    permission: str
    front_of: str = ""


def page(route: str, name: str, permission: str, *, front_of: str = "") -> Callable[[View], View]:
    """Puts a view on the desk, for those who have the permission."""

    def put(view: View) -> View:
        def asked(request: HttpRequest) -> HttpResponseBase:
            user = cast("User", request.user)
            if not user.has_perm(permission):
                raise PermissionDenied
            return view(request, user)

        cast("Any", admin.site).pages.append(DeskPage(route, name, asked, permission, front_of))
        return view

    return put


def answer(request: HttpRequest, template: str, **told: Any) -> TemplateResponse:
    """In the desk's frame; 422 where it tells of a `problem`, or its `form` has errors."""
    form = told.get("form")
    wrong = told.get("problem") or (form is not None and form.errors)
    context = {**admin.site.each_context(request), **told}
    return TemplateResponse(request, f"admin/{template}.html", context, status=422 if wrong else 200)
