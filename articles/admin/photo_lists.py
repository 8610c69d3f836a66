"""The list of pictures as cards, and the few questions a photo desk asks of them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.photo_cards import PictureCard, cards
from articles.admin.photo_rights import SOON
from articles.models import Author, EditionPhoto, PageEditionPhoto, Photo, PhotoUse
from newsroom.desk.long_lists import PickedFirst

UNCLEAR = (
    Q(credit__isnull=True) | Q(credit__licence__isnull=True) | Q(credit__creator="", credit__organisation="")
)
#: Asked of each by itself: joined, they are as many rows as all of them multiplied.
UNUSED = ~(
    Q(Exists(PhotoUse.objects.filter(photo=OuterRef("pk"))))
    | Q(Exists(EditionPhoto.objects.filter(photo=OuterRef("pk"))))
    | Q(Exists(Author.objects.filter(portrait=OuterRef("pk"))))
    | Q(Exists(PageEditionPhoto.objects.filter(photo=OuterRef("pk"))))
)


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
        return queryset.filter(condition) if condition else queryset

    @staticmethod
    def conditions() -> dict[str, Q]:
        return {
            "unclear": UNCLEAR,
            "ending": Q(credit__expires_on__lte=timezone.localdate() + SOON),
            "no-file": Q(width=0),
            "unused": UNUSED,
        }


class CardList(PickedFirst):
    """The list of pictures as cards, and the buttons above it."""

    cards: list[PictureCard]
    chips: list[dict[str, Any]]

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.cards = cards(self.result_list)
        self.chips = self._chips(request)

    def _chips(self, request: HttpRequest) -> list[dict[str, Any]]:
        conditions = RightsFilter.conditions()
        # Of what is searched for: each button leads to so many.
        searched = self.get_queryset(request, exclude_parameters=[RightsFilter.parameter_name])
        counts = searched.aggregate(
            all=Count("pk"),
            **{f"n_{index}": Count("pk", filter=q) for index, q in enumerate(conditions.values())},
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
