"""What every table of the desk has in common, whichever app it is of."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, BaseModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from newsroom.desk.autocompletes import SentSelect
from newsroom.desk.deleting import kept_because

Row = TypeVar("Row", bound=models.Model)
#: What a view of Django’s admin hands on to its template beside its own.
More = dict[str, Any] | None


class ChosenByName(BaseModelAdmin[Any]):
    """For a table or a list inside one: a row that is chosen by typing may be sent as anything."""

    widget: type[SentSelect] = SentSelect

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = self.widget(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DeskAdmin(ChosenByName, admin.ModelAdmin[Row]):
    #: Of "add", "change" and "delete" what nobody does here, whatever they may do elsewhere.
    never: tuple[str, ...] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return "add" not in self.never and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return "change" not in self.never and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return "delete" not in self.never and super().has_delete_permission(request, obj)

    def own_page(
        self, route: str, view: Callable[..., HttpResponseBase], name: str, *, post: bool = False, **more: Any
    ) -> URLPattern:
        """An address below this table, behind the desk's door, where `view(table, request, …)` answers."""
        own: Callable[..., HttpResponseBase] = partial(view, self)
        door = self.admin_site.admin_view(require_POST(own) if post else own)
        return path(route, door, more, f"{self.opts.app_label}_{self.opts.model_name}_{name}")

    def row(self, request: HttpRequest, pk: int | str, *, view: bool = False) -> Row:
        """The row that something is done to, or with `view` only looked at; 404 or PermissionDenied."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        allowed = self.has_view_permission if view else self.has_change_permission
        if not allowed(request, row):
            raise PermissionDenied
        return row

    def lead_to(self, row: models.Model) -> HttpResponseRedirect:
        """Leads to the row's own page."""
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)

    def frame(self, request: HttpRequest, row: models.Model, title: str) -> dict[str, Any]:
        """What the desk's templates ask of every page about a row."""
        return {**self.admin_site.each_context(request), "title": title, "original": row, "opts": self.opts}

    def act_page(
        self,
        request: HttpRequest,
        row: models.Model,
        name: str,
        title: str,
        told: dict[str, Any],
        *,
        bad: bool = False,
    ) -> HttpResponse:
        """The page on which something is done to a row. `name`: its template; `bad`: it cannot be done."""
        template = f"admin/{self.opts.app_label}/{self.opts.model_name}/{name}.html"
        told = {**self.frame(request, row, title), **told}
        return render(request, template, told, status=422 if bad else 200)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """What was sent to a row that is gone meanwhile is given back by the desk's door; Django drops it."""
        if request.method == "POST":
            raise Http404
        answer: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )
        return answer

    def get_deleted_objects(self, objs: Iterable[Row], request: HttpRequest) -> Any:
        """Django gathers all that hangs on a row, in the transaction of the deletion: too much is refused."""
        rows = list(objs)
        if kept := kept_because(rows):
            return list(kept), {}, set(), list(kept.values())
        return super().get_deleted_objects(cast("Any", rows), request)


class AnsweredAlike(DeskAdmin[Row]):
    """A table that answers every save in one way, but to a window of a choice, which closes."""

    def after_save(self, request: HttpRequest, row: Row) -> HttpResponse:
        raise NotImplementedError

    def response_add(self, request: HttpRequest, obj: Row, post_url_continue: Any = None) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.after_save(request, obj)

    def response_change(self, request: HttpRequest, obj: Row) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self.after_save(request, obj)


class OneRow(DeskAdmin[Row]):
    """A table of one row: its list leads straight to it, and it can be neither added nor deleted."""

    never = ("add", "delete")

    def changelist_view(self, request: HttpRequest, extra_context: More = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        self.model._default_manager.get_or_create(pk=1)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", 1)
