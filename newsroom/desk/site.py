"""The desk: Django's admin as this newspaper's own, its tables sorted by the job they belong to."""

from collections.abc import Iterable
from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import PasswordChangeView
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model
from django.db.models.base import ModelBase
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom import __version__
from newsroom.desk import start_page, unsent
from newsroom.desk.autocompletes import Names
from newsroom.desk.model_admin import More
from newsroom.desk.pages import DeskPage
from newsroom.desk.refused_filters import is_senseless
from newsroom.models import Imprint, User
from newsroom.signin import again, devices
from newsroom.signin.forms import OwnPasswordForm, SignInForm


class DeskSite(admin.AdminSite):
    site_title = _("Desk")
    index_title = _("Your desk")
    login_form = SignInForm
    empty_value_display = SafeString('<span class="nothing">–</span>')

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[DeskPage] = []
        #: Tables with `more_until_used` that have a row, as far as this process has seen.
        self.used: set[str] = set()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if is_senseless(request):
                # As Django answers any other filter that is none: the whole list.
                return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
            return view(request, *args, **kwargs)

        inner = super().admin_view(asked, cacheable)

        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if self._would_lose(request):
                return again.signed_out(request)
            if page := unsent.of_another_person(request) or unsent.with_too_long_a_list(request):
                return page
            try:
                return inner(request, *args, **kwargs)
            except (PermissionDenied, Http404) as refusal:
                if page := unsent.refused(request, refusal):
                    return page
                raise

        return door

    def _would_lose(self, request: HttpRequest) -> bool:
        """Whether the sign-in page would leave behind what was sent, or answer a script."""
        sends = request.method == "POST" and request.path != reverse("admin:logout", current_app=self.name)
        return (sends or again.asks_for_data(request)) and not self.has_permission(request)

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[admin.ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Only our own admins: what libraries bring (tags, e-mail rows, stock groups) stays off the desk."""
        room = (admin_class.__module__ if admin_class else "").split(".")[0]
        if room in start_page.ours() | {"tests"}:
            models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
            super().register(models, admin_class, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables this person may open, by job; with `app_label`, those of one app as Django has them."""
        if app_label:
            return super().get_app_list(request, app_label)
        jobs: dict[str, list[dict[str, Any]]] = {job.key: [] for job in start_page.all_jobs()}
        for app in self._build_app_dict(request).values():
            for table in app["models"]:
                job, table["place"] = start_page.place_of(table["model"])
                table["label"] = label = table["model"]._meta.label
                table["more"] = self._waits_for_use(table["model"]) and label not in self.used
                jobs[job].append(table)
        for tables in jobs.values():
            tables.sort(key=lambda table: (table["place"], str(table["name"])))
        return [
            {
                "name": job.name,
                "app_label": job.key,
                "app_url": "",
                "models": jobs[job.key],
                "more": any(table["more"] for table in jobs[job.key]),
            }
            for job in start_page.all_jobs()
            if jobs[job.key]
        ]

    def index(self, request: HttpRequest, extra_context: More = None) -> TemplateResponse:
        """The start page looks, in one query, which tables under “More” have been used since."""
        waiting = {
            model._meta.label: model
            for model in self._registry
            if self._waits_for_use(model) and model._meta.label not in self.used
        }
        if waiting and request.user.pk:
            asked = {
                f"has_{place}": Exists(model._base_manager.all())
                for place, model in enumerate(waiting.values())
            }
            found = User.objects.filter(pk=request.user.pk).values_list(*asked.values()).first() or ()
            self.used |= {label for label, has in zip(waiting, found, strict=False) if has}
        return super().index(request, extra_context)

    def _waits_for_use(self, model: type[Model]) -> bool:
        """What a small newsroom may never need: its admin says so with `more_until_used`."""
        return bool(getattr(self._registry.get(model), "more_until_used", False))

    def get_urls(self) -> list[Any]:
        """Django's own, but that its short cut from a row's number to the row's address asks for leave first:
        a donor's page is guarded by nothing but its address."""
        guarded = path(
            "r/<int:content_type_id>/<path:object_id>/", self.admin_view(self._on_site), name="view_on_site"
        )
        urls: list[Any] = super().get_urls()
        pages = [path(page.route, self.admin_view(page.view), name=page.name) for page in self.pages]
        return [guarded, *pages, *(url for url in urls if getattr(url, "name", "") != "view_on_site")]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", Names.as_view(admin_site=self)(request))

    def _on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponseBase:
        kind = ContentType.objects.filter(pk=content_type_id).first()
        model = kind.model_class() if kind else None
        table = self._registry.get(model) if model else None
        if table is None or not table.has_view_permission(request):
            raise Http404
        answer: HttpResponseBase = shortcut(request, content_type_id, object_id)
        return answer

    def login(self, request: HttpRequest, extra_context: More = None) -> HttpResponse:
        """With `?another` also for whoever is signed in already: somebody else is to be, in their place."""
        if request.method == "GET" and "another" in request.GET:
            request.user = AnonymousUser()
        answer: HttpResponse = super().login(request, extra_context)
        if request.method == "POST" and isinstance(answer, HttpResponseRedirect):
            assert isinstance(request.user, User)
            devices.remember(request, answer, request.user)
        return answer

    def password_change(self, request: HttpRequest, extra_context: More = None) -> TemplateResponse:
        """Django's own, with a form that bears only so many tries at the old password."""
        answer = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)
        return cast("TemplateResponse", answer)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        tables = {table["label"]: table for job in context["available_apps"] for table in job["models"]}
        imprint = Imprint.current()
        context["site_header"] = imprint.name
        context["desk_nav"] = _navigation(request, tables, self.pages)
        for tell in start_page.told:
            context |= tell(tables)
        context["version"] = __version__
        context["time_zone"] = timezone.get_current_timezone_name()
        return context


def _navigation(
    request: HttpRequest, tables: dict[str, dict[str, Any]], pages: list[DeskPage]
) -> list[dict[str, Any]]:
    home, here = reverse("admin:index"), request.path
    links = [{"name": _("Desk"), "url": home, "current": here == home}]
    fronts = {page.front_of: page for page in pages if request.user.has_perm(page.permission)}
    for table, name in start_page.navigation:
        label = table._meta.label
        url = tables.get(label, {}).get("admin_url")
        current = here.startswith(url or " ")
        if front := fronts.get(label):
            url = reverse(f"admin:{front.name}")
            current = here.startswith(reverse("admin:app_list", args=[table._meta.app_label]))
        if url:
            links.append({"name": name, "url": url, "current": current})
    return links
