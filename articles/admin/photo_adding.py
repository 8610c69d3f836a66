"""“Add pictures”, and the file of a picture that was still to come.

Not Django's own add form: that one holds a transaction open while it looks at a file.
"""

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from articles import pictures
from articles.forms.photos import AddPicturesForm, GiveFileForm
from articles.models import Photo
from articles.photos.refusing import PhotoRefused
from newsroom.desk.model_admin import DeskAdmin, More
from newsroom.staff import staff


class AddingPictures(DeskAdmin[Photo]):
    """The part of the photo desk that takes files in."""

    def get_urls(self) -> list[URLPattern]:
        give = self.own_page("<int:photo_id>/file/", AddingPictures.file_view, "file")
        return [give, *super().get_urls()]

    @method_decorator(csrf_protect)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: More = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if (named := request.POST.get(TO_FIELD_VAR)) and not self.to_field_allowed(request, named):
            raise DisallowedModelAdminToField(named)
        form = AddPicturesForm(request.POST or None, request.FILES or None)
        popup = IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET
        form.fields["pictures"].widget.attrs["multiple"] = not popup
        told_apart = request.headers.get("Accept") == "application/json"
        if request.method == "POST" and form.is_valid():
            added = self._take_in_all(request, form, aloud=not told_apart)
            if added and (popup or not form.errors) and not told_apart:
                return self._added(request, added, popup=popup)
            if added and told_apart:
                return self._told(added[0])
        if told_apart:
            problems = [str(problem) for field in form.errors.values() for problem in field]
            return JsonResponse({"problems": problems}, status=422)
        return self._page(request, _("Add pictures"), form, popup=popup)

    def _told(self, photo: Photo) -> HttpResponse:
        """For the script that sends one picture after the other: where it is, and whether it was here."""
        twin = pictures.twins(photo).first()
        note = _("The very same file was here already: “%(twin)s”.") % {"twin": twin} if twin else ""
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        return JsonResponse({"url": url, "note": note})

    def _take_in_all(self, request: HttpRequest, form: AddPicturesForm, *, aloud: bool) -> list[Photo]:
        added = []
        given = {name: form.cleaned_data[name] for name in ("creator", "organisation", "licence")}
        for file in form.cleaned_data["pictures"]:
            try:
                photo = pictures.take_in(file.name, file.read(), by=staff(request), **given)
            except PhotoRefused as refused:
                form.add_error("pictures", refused.of(file.name))
                continue
            self.log_addition(request, photo, [{"added": {}}])
            if aloud:
                self._say_added(request, file.name, photo)
            added.append(photo)
        return added

    def _say_added(self, request: HttpRequest, name: str, photo: Photo) -> None:
        here = reverse("admin:articles_photo_change", args=[photo.pk])
        if twin := pictures.twins(photo).first():
            there = reverse("admin:articles_photo_change", args=[twin.pk])
            sentence = _(
                "“{name}” is in as <a href='{here}'>a new picture</a>, but the very same file was here "
                "already as <a href='{there}'>{twin}</a>. Use that one unless you need two credits."
            )
            messages.warning(request, format_html(sentence, name=name, here=here, there=there, twin=twin))
            return
        sentence = _("“{name}” is in: <a href='{here}'>{photo}</a>. Look over caption and credit.")
        messages.success(request, format_html(sentence, name=name, here=here, photo=photo))

    def _added(self, request: HttpRequest, added: list[Photo], *, popup: bool) -> HttpResponse:
        if popup:
            return self.response_add(request, added[0])
        if len(added) == 1 and self.has_change_permission(request, added[0]):
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[added[0].pk]))
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))

    @method_decorator(csrf_protect)
    def file_view(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        """The file of a picture that was still to come (a picture line in pasted copy)."""
        photo = self.get_object(request, str(photo_id))
        back = HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo_id]))
        if photo is None or not self.has_change_permission(request, photo):
            raise PermissionDenied
        if photo.original:
            messages.warning(request, _("This picture has its file. Add another file as a new picture."))
            return back
        form = GiveFileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                pictures.give_file(photo, file.name, file.read(), by=staff(request))
            except PhotoRefused as refused:
                form.add_error("file", refused.of(file.name))
            else:
                self.log_change(request, photo, [{"changed": {"fields": ["original"]}}])
                messages.success(request, _("The picture has its file now. Look over caption and credit."))
                return back
        return self._page(request, _("Upload the file"), form, photo=photo)

    def _page(
        self,
        request: HttpRequest,
        title: str,
        form: AddPicturesForm | GiveFileForm,
        *,
        popup: bool = False,
        photo: Photo | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "original": photo,
            "is_popup": popup,
            "is_popup_var": IS_POPUP_VAR,
            "to_field": request.GET.get("_to_field") or request.POST.get("_to_field"),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/articles/photo/add.html", context, status=status)
