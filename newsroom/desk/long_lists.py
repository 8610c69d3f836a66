"""Lists of very many rows at the desk."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils import timezone


class PickedFirst(ChangeList):
    """Picks the rows of a page before it asks what is told of each.

    Else the database works out what is told of every row of the table that it puts in order.
    """

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        page = self.root_queryset.filter(pk__in=self.result_list.values("pk"))
        self.result_list = self.apply_select_related(page).order_by(*self.queryset.query.order_by)


class DatesByIndex(models.QuerySet[Any]):
    """Finds the years, months or days of a list of records by asking for one row of each.

    Django asks for the year of each row.
    """

    def datetimes(self, field_name: str, kind: str, *args: Any, **kwargs: Any) -> Any:
        first, last = self.aggregate(models.Min(field_name), models.Max(field_name)).values()
        found: list[datetime] = []
        begins = _beginning(timezone.localtime(first), kind) if first else None
        while begins and begins <= last:
            ends = _beginning(begins + timedelta({"year": 366, "month": 31, "day": 1}[kind]), kind)
            if self.filter(**{f"{field_name}__gte": begins, f"{field_name}__lt": ends}).exists():
                found.append(begins)
            begins = ends
        return found


def _beginning(moment: datetime, kind: str) -> datetime:
    """Of the year, month or day."""
    begins = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if kind != "day":
        begins = begins.replace(day=1)
    return begins.replace(month=1) if kind == "year" else begins
