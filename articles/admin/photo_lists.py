"""The list of pictures as cards, and the few questions a photo desk asks of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.photo_cards import SOON, Card, cards
from articles.models import Photo

UNCLEAR = (
    Q(credit__isnull=True) | Q(credit__licence__isnull=True) | Q(credit__creator="", credit__organisation="")
)
UNUSED = Q(
    uses__isnull=True,
    edition_photos__isnull=True,
    portrait_of__isnull=True,
    page_edition_photos__isnull=True,
)


def _ending() -> Q:
    return Q(credit__expires_on__lte=timezone.localdate() + SOON)


class RightsFilter(admin.SimpleListFilter):
    """The few questions a photo desk asks of its pictures, as buttons with counts."""

    title = _("rights")
    parameter_name = "show"

    names = {
        "unclear": _("Licence unclear"),
        "ending": _("Rights end soon"),
        "no-file": _("No file yet"),
        "unused": _("Not used yet"),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.names.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        condition = self.conditions().get(self.value() or "")
        # A picture may meet a condition through several rows; it is still one picture.
        return queryset.filter(condition).distinct() if condition else queryset

    @staticmethod
    def conditions() -> dict[str, Q]:
        return {"unclear": UNCLEAR, "ending": _ending(), "no-file": Q(width=0), "unused": UNUSED}


class CardList(ChangeList):
    """The list of pictures as cards, and the buttons above it."""

    cards: list[Card]
    chips: list[dict[str, Any]]

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.cards = cards(self.result_list)
        self.chips = self._chips(request)

    def _chips(self, request: HttpRequest) -> list[dict[str, Any]]:
        conditions = RightsFilter.conditions()
        counts = Photo.objects.aggregate(
            all=Count("pk", distinct=True),
            **{
                f"n_{index}": Count("pk", filter=q, distinct=True)
                for index, q in enumerate(conditions.values())
            },
        )
        chosen = request.GET.get("show")
        chips = [
            {
                "name": gettext("All"),
                "count": counts["all"],
                "query": self.get_query_string(remove=["show", "p"]),
                "on": chosen not in conditions,
            }
        ]
        for index, key in enumerate(conditions):
            count = counts[f"n_{index}"]
            if count or chosen == key:
                chips.append(
                    {
                        "name": RightsFilter.names[key],
                        "count": count,
                        "query": self.get_query_string({"show": key}, remove=["p"]),
                        "on": chosen == key,
                    }
                )
        return chips
