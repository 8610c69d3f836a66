"""Members at the desk: to look at, with every look written down. What they gave is changed elsewhere."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving, members
from membership.admin.lists import ListPages
from membership.admin.read_only import look_at_list
from membership.forms.lists import MemberDeskForm
from membership.forms.member import EraseForm
from membership.members import audit
from membership.models import Member
from membership.providers.base import ProviderError, for_staff
from newsroom.desk import pages
from newsroom.desk.list_filters import Questions
from newsroom.desk.model_admin import More
from newsroom.staff import staff


class KnownFilter(Questions):
    title = gettext_lazy("consent")
    parameter_name = "consent"
    questions = {
        "yes": (gettext_lazy("May be written to"), Q(consented_at__isnull=False)),
        "no": (gettext_lazy("Not"), Q(consented_at__isnull=True, erased_at__isnull=True)),
        "erased": (gettext_lazy("Erased"), Q(erased_at__isnull=False)),
    }


@admin.register(Member)
class MemberAdmin(ListPages):
    form = MemberDeskForm
    list_display = ("who", "email", "since", "consented_at")
    list_filter = (KnownFilter,)
    search_fields = ("email", "name")
    search_help_text = gettext_lazy("A name or an e-mail address.")
    fields = ("email", "name", "since", "may_write", "consented_at", "same_as")
    readonly_fields = ("email", "since", "consented_at")
    autocomplete_fields = ("same_as",)
    change_form_template = "admin/membership/member/change_form.html"
    change_list_template = "admin/membership/member/change_list.html"
    actions = None
    never = ("add", "delete")
    show_facets = admin.ShowFacets.NEVER

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is nothing left to change about somebody who has been erased."""
        return super().has_change_permission(request, obj) and not (obj and obj.erased_at)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return self.fields
        return ("email", "name", "since", "consented_at", "same_as", "erased_at")

    def get_urls(self) -> list[URLPattern]:
        erase = self.own_page("<int:pk>/erase/", MemberAdmin.erase_view, "erase")
        return [*self.list_urls(), erase, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: More = None) -> HttpResponse:
        return look_at_list(request, super().changelist_view(request, extra_context), "members")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: More = None
    ) -> HttpResponse:
        member: Any = self.get_object(request, object_id)
        told: dict[str, Any] = {}
        if member is not None and self.has_view_permission(request, member):
            audit.look(staff(request), "member", which=member.pk)
            told = {
                "gifts": member.donations.with_summary().order_by("-promised_at"),
                "merged": member.merged.all(),
                "may_erase": staff(request).has_perm("membership.erase_member") and not member.erased_at,
            }
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: More = None) -> HttpResponse:
        answer = super().history_view(request, object_id, extra_context)
        shown = (getattr(answer, "context_data", None) or {}).get("object")
        if shown is not None:
            audit.look(staff(request), "member", which=shown.pk, how="history")
        return answer

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """The field “same person as” looks members up by name without opening the list."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            audit.look(staff(request), "members", how="looked up", rows=found.count())
        return found, doubled

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        before = form.initial
        members.change_as_staff(
            obj,
            staff(request),
            consents=form.cleaned_data["may_write"],
            was=before.get("name", ""),
            was_same_as=before.get("same_as"),
        )

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for the address, then erases; running gifts are stopped in the same step."""
        user = staff(request)
        members.require_erase(user)
        if not self.has_view_permission(request):
            raise PermissionDenied
        member = Member.objects.known().filter(pk=pk).first()
        if member is None:
            raise Http404
        audit.look(user, "member", which=member.pk, how="erase")
        form = EraseForm(member, request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                members.erase(member, user, stop_gifts=True)
            except (giving.Refused, ProviderError) as error:
                form.add_error(None, for_staff(error))
            else:
                messages.success(request, _("The member is erased. The books are as they were."))
                return HttpResponseRedirect(reverse("admin:membership_member_changelist"))
        return pages.answer(
            request,
            "membership/member/erase",
            opts=self.opts,
            title=_("Erase a member"),
            original=member,
            form=form,
            running=members.running(member),
        )

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def who(self, member: Member) -> str:
        return member.name or (str(_("erased")) if member.erased_at else "–")
