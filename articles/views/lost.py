"""Pages for what is not there: unknown, withdrawn, broken."""

import re
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from articles.reading import latest
from articles.reading.searching import search
from articles.reading.values import Card
from articles.views.pages import show

_NO_WORD = re.compile(r"[\W_]+|\b\d{1,2}\b")


def words_of(path: str) -> str:
    """The words of an address, to search with: `/harbour/kelder-point.html` asks for `kelder point`."""
    last = unquote(path).rstrip("/").rpartition("/")[2]
    return " ".join(_NO_WORD.sub(" ", last.partition(".")[0]).split())[:80]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = words_of(request.path)
    context = {"words": words, "match": _best_match(words), "latest": latest()}
    return show(request, "articles/not_found.html", context, status=404)


def gone(request: HttpRequest, reason: str, *, own_page: bool = False) -> HttpResponse:
    """A story that was withdrawn, or a page of the paper itself."""
    context = {"reason": reason, "own_page": own_page, "latest": latest()}
    return show(request, "articles/gone.html", context, status=410)


def _best_match(words: str) -> Card | None:
    """The story that fits all of these words best, or else most of them."""
    terms = words.split()
    for query in dict.fromkeys((words, " ".join(sorted(terms, key=len, reverse=True)[:2]))):
        if query and (hits := search(query).items):
            return hits[0].card
    return None
