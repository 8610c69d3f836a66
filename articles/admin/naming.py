"""What is chosen by name at the desk: found whatever its case, what begins with the letters first."""

from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from articles.transliteration import same_name
from newsroom.desk.model_admin import DeskAdmin, Row


class NamedAdmin(DeskAdmin[Row]):
    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Row], search_term: str) -> Any:
        """For a list of names to choose from. The table's own search is Django's."""
        if request.resolver_match is None or request.resolver_match.url_name != "autocomplete":
            return super().get_search_results(request, queryset, search_term)
        letters = same_name(search_term)
        if not letters:
            return queryset.order_by("name", "pk"), False
        found = queryset.filter(name_as_compared__contains=letters)
        place = Case(
            When(name_as_compared=letters, then=Value(0)),
            When(name_as_compared__startswith=letters, then=Value(1)),
            When(name_as_compared__contains=f" {letters}", then=Value(2)),
            default=Value(3),
        )
        return found.order_by(place, "name", "pk"), False

    def note_of(self, row: Any) -> str:
        """The second line of a name to choose."""
        return ""


def stories(count: int) -> str:
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": count} if count else ""


def day(moment: datetime) -> str:
    """2 March; with the year if it is another."""
    local = timezone.localtime(moment)
    return date_format(local, "j F" if local.year == timezone.localdate().year else "j F Y")


def line(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)
