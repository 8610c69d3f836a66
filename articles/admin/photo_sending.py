"""A picture file that is dropped or pasted on the desk: one a request, answered with its card or in words."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles import pictures
from articles.admin.article_blocks import photo_card
from articles.models import Photo
from articles.photos.refusing import PhotoRefused
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff


def send_view(desk: DeskAdmin[Photo], request: HttpRequest) -> JsonResponse:
    """`POST send/` with one file as `picture`: its `card`, and a `note` if it was here; or its `problems`."""
    if not desk.has_add_permission(request):
        return _refused(_("You may not add pictures. Ask an editor or the photo desk."), status=403)
    file = request.FILES.get("picture")
    if file is None:
        return _refused(_("No file came along. Choose the picture again."))
    data = file.read()
    if desk.has_view_permission(request) and (there := pictures.same_file(data)):
        note = _("“%(file)s” was here already, as “%(photo)s”. That picture is used.")
        return JsonResponse({"card": photo_card(there), "note": note % {"file": file.name, "photo": there}})
    try:
        photo = pictures.take_in(file.name or "", data, by=staff(request))
    except PhotoRefused as refused:
        return _refused(refused.of(file.name or ""))
    desk.log_addition(request, photo, [{"added": {}}])
    return JsonResponse({"card": photo_card(photo), "note": ""})


def _refused(sentence: str, *, status: int = 422) -> JsonResponse:
    return JsonResponse({"problems": [sentence]}, status=status)
