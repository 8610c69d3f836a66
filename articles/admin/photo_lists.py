"""The list of pictures as cards, and the few questions a photo desk asks of them."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.photo_cards import PictureCard, cards
from articles.admin.photo_rights import SOON
from articles.forms.pictures_sought import SoughtForm, unused
from articles.models import Photo
from newsroom.desk.long_lists import PickedFirst

UNCLEAR = (
    Q(credit__isnull=True) | Q(credit__licence__isnull=True) | Q(credit__creator="", credit__organisation="")
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
            "unused": unused(),
        }


class SoughtFilter(admin.ListFilter):
    """Creator, licence, date and use, as one form of the list and of the library."""

    title = _("what is looked for")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        # Taken off what the list looks up by itself.
        given = {name: params.pop(name)[-1] for name in SoughtForm.base_fields if name in params}
        self.form = SoughtForm(given)

    def expected_parameters(self) -> list[str | None]:
        return list(SoughtForm.base_fields)

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        return iter(())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        return queryset.filter(self.form.condition())


class CardList(PickedFirst):
    """The list of pictures as cards, and the buttons above it."""

    cards: list[PictureCard]

    def get_results(self, request: HttpRequest) -> None:
        self._asked = request
        super().get_results(request)
        self.cards = cards(self.result_list)

    @property
    def sought(self) -> SoughtForm:
        return next(each.form for each in self.filter_specs if isinstance(each, SoughtFilter))

    @property
    def kept(self) -> dict[str, str]:
        """What the address says beside what the form over the list asks for."""
        asked = {"q", "p", *SoughtForm.base_fields}
        return {name: value for name, value in self.params.items() if name not in asked}

    @property
    def earlier(self) -> str:
        return self.get_query_string({"p": self.page_num - 1})

    @property
    def later(self) -> str:
        return self.get_query_string({"p": self.page_num + 1})

    @cached_property
    def chips(self) -> list[dict[str, Any]]:
        """Counted only where they are shown."""
        request = self._asked
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
