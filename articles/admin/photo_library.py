"""The library of pictures as the story form shows it: the list of pictures, without the page around it."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Photo
from newsroom.desk.model_admin import DeskAdmin


def library_view(desk: DeskAdmin[Photo], request: HttpRequest) -> HttpResponse:
    """`GET library/` with what the list of pictures may be asked for."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    try:
        found = desk.get_changelist_instance(request)
    except IncorrectLookupParameters:
        return redirect(request.path)
    return render(request, "admin/articles/photo/library.html", {"cl": found, "library": request.path})
