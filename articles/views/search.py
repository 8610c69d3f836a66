from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from articles.reading import all_sections
from articles.reading.searching import search as find
from articles.views.pages import show


def search(request: HttpRequest) -> HttpResponse:
    """A form that is its own address: question, section and year are in it, so it can be sent to a friend."""
    asked = request.GET.get("q", "").strip()
    section = next((row for row in all_sections(request) if row.slug == request.GET.get("section")), None)
    year = _number(request.GET.get("year"))
    results = find(asked, section=section, year=year, page=_number(request.GET.get("page")) or 1)
    chosen = {"q": asked, "section": section.slug if section else "", "year": year or ""}

    def link(**changed: object) -> str:
        return "?" + urlencode({name: value for name, value in (chosen | changed).items() if value})

    context = {
        "asked": asked,
        "results": results,
        "in_section": section,
        "in_year": year,
        "any_section": link(section=""),
        "any_year": link(year=""),
        "sections_found": [(link(section=facet.value), facet) for facet in results.facets.get("section", [])],
        "years_found": [(link(year=facet.value), facet) for facet in results.facets.get("year", [])],
        "pages": [(link(page=number), number) for number in _around(results.page, results.pages)],
        "older": link(page=results.page + 1) if results.page < results.pages else "",
    }
    response = show(request, "articles/search.html", context)
    # Made for one question: not stored, and not for an index.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _around(page: int, pages: int) -> range:
    """Up to five page numbers with this one among them."""
    first = max(1, min(page - 2, pages - 4))
    return range(first, min(first + 5, pages + 1))
