from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone

from articles.reading import all_sections, front
from articles.views.pages import show_and_keep


def home(request: HttpRequest) -> HttpResponse:
    page = front(all_sections(request))
    context = {"page": page, "today": timezone.localtime()}
    return show_and_keep(request, "articles/home.html", context, page.tags() | {"appeal"})


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers and feed readers ask for this address without having been told of it."""
    response = HttpResponseRedirect(static("reader/icon.ico"))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
