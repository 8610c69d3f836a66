"""Lists of very many rows at the desk."""

from __future__ import annotations

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest


class PickedFirst(ChangeList):
    """Picks the rows of a page before it asks what is told of each.

    Else the database works out what is told of every row of the table that it puts in order.
    """

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        page = self.root_queryset.filter(pk__in=self.result_list.values("pk"))
        self.result_list = self.apply_select_related(page).order_by(*self.queryset.query.order_by)
