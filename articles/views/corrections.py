from django.http import Http404, HttpRequest, HttpResponse

from articles.reading import lists
from articles.views.pages import page_number, show_and_keep


def corrections(request: HttpRequest) -> HttpResponse:
    page = page_number(request)
    months, has_older = lists.corrections(page)
    if page > 1 and not months:
        raise Http404
    context = {
        "months": months,
        "page": page,
        "older": page + 1 if has_older else 0,
        "year": lists.this_year(),
    }
    shown = {f"article:{fix.article_id}" for _month, fixes in months for fix in fixes}
    return show_and_keep(request, "articles/corrections.html", context, shown | {"corrections", "latest"})
