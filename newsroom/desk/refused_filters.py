"""Filters in an address that no list of the desk is asked by."""

import re

from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpRequest

#: Ways to ask a list that nobody needs; and longer than any number that both databases know.
PATTERNS = frozenset({"regex", "iregex"})
TOO_LONG_A_NUMBER = re.compile(r"\d{19}")
#: Years whose first and last moment can be named in every zone; and the ways to ask for one.
YEARS, OF_A_YEAR = range(2, 9999), frozenset({"year", "iso_year"})
#: What a person types to search by, which is never a filter; and the pages that are asked by filters.
TYPED = frozenset({SEARCH_VAR})
ASKED = ("_changelist", "_add")


def is_senseless(request: HttpRequest) -> bool:
    """Whether a filter is a pattern, which may be computed for hours, or a number that no row has."""
    page = request.resolver_match.url_name if request.resolver_match else None
    return (page or "").endswith(ASKED) and any(
        name.rpartition("__")[2] in PATTERNS or TOO_LONG_A_NUMBER.search(value) or _is_no_year(name, value)
        for name, values in request.GET.lists()
        if name not in TYPED
        for value in values
    )


def _is_no_year(name: str, value: str) -> bool:
    if OF_A_YEAR.isdisjoint(name.split("__")):
        return False
    try:
        return any(int(year) not in YEARS for year in value.split(","))
    except ValueError:
        return False  # Django says so itself.
