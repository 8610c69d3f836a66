"""Authors and outlets that are not there yet, made where a story credits them."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles.models import Article, Author, Outlet
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

KINDS = {"author": Author, "outlet": Outlet}


def make_view(desk: DeskAdmin[Article], request: HttpRequest, kind: str) -> JsonResponse:
    """`POST make/author/` with a `name`: the `{"id", "text"}` of that row, or `{"error"}`, a sentence."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    if not staff(request).has_perm(f"articles.add_{kind}"):
        return _refused(_("You may not add names here. Ask an editor to add it."), 403)
    # A zero byte is no part of a name, and PostgreSQL takes none.
    name = " ".join(request.POST.get("name", "").replace("\0", " ").split())
    row = model.objects.called(name) if name else None
    if row is None:
        row = model(name=name)
        try:
            row.full_clean()
            with transaction.atomic():
                row.save()
        except ValidationError as wrong:
            return _refused(" ".join(wrong.messages), 400)
        except IntegrityError:
            # Somebody has added it in this very moment.
            row = model.objects.called(name)
            if row is None:
                raise
        else:
            cast("Any", desk).log_addition(request, row, [{"added": {}}])
    return JsonResponse({"id": str(row.pk), "text": row.name})


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
