"""A picture file that is dropped or pasted on the desk: one a request, answered with its card or in words."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles import pictures
from articles.admin.article_blocks import photo_cards
from articles.models import Photo
from articles.photos.refusing import PhotoRefused
from newsroom.desk.model_admin import DeskAdmin
from newsroom.models import User
from newsroom.staff import staff


def send_view(desk: DeskAdmin[Photo], request: HttpRequest) -> JsonResponse:
    """`POST send/` with one file as `picture`: its `card`, and a `note` if it was here; or its `problems`.

    `send/?photo=7`: it is the file of that picture, which was still to come.
    """
    of = request.GET.get("photo")
    if of is None and not desk.has_add_permission(request):
        return _refused(_("You may not add pictures. Ask an editor or the photo desk."), status=403)
    file = request.FILES.get("picture")
    if file is None:
        return _refused(_("No file came along. Choose the picture again."))
    if of is not None:
        return _given(desk, request, of, file)
    # Whoever may not see the pictures is told of none that is here.
    take_in = pictures.take_in_once if desk.has_view_permission(request) else _as_new
    try:
        photo, was_here = take_in(file.name or "", file.read(), by=staff(request))
    except PhotoRefused as refused:
        return _refused(refused.of(file.name or ""))
    if was_here:
        note = _("“%(file)s” was here already, as “%(photo)s”. That picture is used.")
        return JsonResponse(
            {
                "card": photo_cards(request, [photo])[photo.pk],
                "note": note % {"file": file.name, "photo": photo},
            }
        )
    desk.log_addition(request, photo, [{"added": {}}])
    return JsonResponse({"card": photo_cards(request, [photo])[photo.pk], "note": ""})


def _given(desk: DeskAdmin[Photo], request: HttpRequest, pk: str, file: UploadedFile) -> JsonResponse:
    photo = desk.get_object(request, pk)
    if photo is None:
        return _refused(_("This picture is no longer there."), status=404)
    if not desk.has_change_permission(request, photo):
        return _refused(_("You may not change this picture. Ask an editor or the photo desk."), status=403)
    if photo.original:
        return _refused(_("This picture has its file. Add another file as a new picture."))
    try:
        pictures.give_file(photo, file.name or "", file.read(), by=staff(request))
    except PhotoRefused as refused:
        return _refused(refused.of(file.name or ""))
    desk.log_change(request, photo, [{"changed": {"fields": ["original"]}}])
    photo = desk.get_queryset(request).get(pk=photo.pk)
    return JsonResponse({"card": photo_cards(request, [photo])[photo.pk], "note": ""})


def _as_new(name: str, data: bytes, *, by: User) -> tuple[Photo, bool]:
    return pictures.take_in(name, data, by=by), False


def _refused(sentence: str, *, status: int = 422) -> JsonResponse:
    return JsonResponse({"problems": [sentence]}, status=status)
