"""The credit of a picture, typed in its row on a story form: read while it is typed, then kept."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles import pictures
from articles.admin.article_blocks import photo_card
from articles.admin.photo_credit import closed_to
from articles.forms.crediting import LONGEST, UNCLEAR, CreditForm
from articles.models import Photo
from articles.pictures import CreditedMeanwhile, ReadCredit
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff


def credit_view(desk: DeskAdmin[Photo], request: HttpRequest, pk: int) -> JsonResponse:
    """`POST <photo>/credit/` with `line`, `licence`, `source_url`, `expires_on` and the `seen` of its card.

    Answers with the picture's `card` as it is then; or with `problems`, the `fields` they are about, and the
    card where somebody else has credited it meanwhile. With `look` nothing is kept: how the line is
    `understood`, the `licence` that it names, and the `candidates` where that is open.
    """
    photo = desk.get_queryset(request).filter(pk=pk).first()
    if photo is None:
        return _refused(_("This picture is no longer there."), status=404)
    if why := closed_to(request, [photo]).get(photo.pk):
        return _refused(why, status=403)
    if "look" in request.POST:
        return JsonResponse(_understood(pictures.read_credit(request.POST.get("line", "")[:LONGEST])))
    form = CreditForm(request.POST, photo=photo)
    if not form.is_valid():
        sentences = [str(each) for errors in form.errors.values() for each in errors]
        return JsonResponse({"problems": sentences, "fields": list(form.errors)}, status=422)
    seen, values = request.POST.get("seen", ""), form.cleaned_data["values"]
    try:
        changed = pictures.recredit(photo, values, by=staff(request), seen=seen)
    except PermissionDenied as denied:
        return _refused(str(denied), status=403)
    except CreditedMeanwhile as meanwhile:
        card = photo_card(_anew(desk, request, pk))
        return JsonResponse({"problems": [str(meanwhile)], "fields": ["line"], "card": card}, status=422)
    if changed:
        desk.log_change(request, photo, [{"changed": {"fields": ["credit"]}}])
    return JsonResponse({"card": photo_card(_anew(desk, request, pk))})


def _anew(desk: DeskAdmin[Photo], request: HttpRequest, pk: int) -> Photo:
    return desk.get_queryset(request).get(pk=pk)


def _understood(read: ReadCredit) -> dict[str, Any]:
    """A sentence, and what the box of licences is to say: "" where the line says nothing of a licence."""
    parts = []
    if read.creator:
        parts.append(_("Made by %(creator)s.") % {"creator": read.creator})
    if read.organisation:
        parts.append(_("From %(organisation)s.") % {"organisation": read.organisation})
    if read.licence:
        parts.append(_("Licence: %(licence)s.") % {"licence": read.licence})
    elif read.terms:
        parts.append(_("“%(terms)s” names no one licence: choose it.") % {"terms": read.terms})
    return {
        "understood": " ".join(parts),
        "licence": str(read.licence.pk) if read.licence else UNCLEAR if read.terms else "",
        "candidates": [str(each.pk) for each in read.candidates],
    }


def _refused(sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"problems": [sentence], "fields": []}, status=status)
