"""What the editor shows for pictures and READ lines in the text, asked for all of them at once."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Photo
from articles.photos.renditions import nearest
from articles.pictures.who_sees import pictures_for
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

#: More than any story has; a longer question is cut off rather than answered slowly.
MOST = 200
WIDTH = 592


def photo_card(photo: Photo) -> dict[str, Any]:
    """What the desk shows of a photo: a small picture, its words, and whom to credit."""
    credit = getattr(photo, "credit", None)
    width = nearest(photo.widths, WIDTH)
    small = nearest(photo.widths, 280)
    return {
        "id": photo.pk,
        "title": str(photo),
        "src": photo.url(width, "jpg") if width else "",
        "thumb": photo.url(small, "jpg") if small else "",
        "caption": photo.caption,
        "alt": photo.alt,
        "credit": str(credit) if credit else "",
        "licence": credit.licence.name if credit and credit.licence else "",
        "terms": credit.terms if credit else "",
        "cleared": bool(credit and credit.licence),
        "focal_x": photo.focal_x,
        "focal_y": photo.focal_y,
        "edit": reverse("admin:articles_photo_change", args=[photo.pk]),
        "upload": "" if photo.width else reverse("admin:articles_photo_file", args=[photo.pk]),
    }


def story_card(article: Article, live: Edition | None) -> dict[str, Any]:
    """What the desk shows of a story that another links to: as readers have it, else the desk copy."""
    if live:
        note = _("Live since %(date)s. The headline follows that story.") % {
            "date": date_format(timezone.localtime(live.first_live), "j F Y")
        }
    else:
        note = _("Not live. Readers do not see this line until it is.")
    return {
        "id": article.pk,
        "headline": live.headline if live else str(article),
        "live": bool(live),
        "note": note,
        "edit": article.get_desk_url(),
    }


def blocks_view(desk: DeskAdmin[Article], request: HttpRequest) -> JsonResponse:
    """`GET blocks/?photo=3&photo=8&read=12`: cards for the body editor."""
    if not desk.has_view_permission(request):
        return JsonResponse({"error": _("You may not see stories.")}, status=403)
    seen = pictures_for(staff(request)).filter(pk__in=_asked(request, "photo"))
    stories = Article.objects.filter(pk__in=_asked(request, "read")).defer("body")
    live = {
        edition.article_id: edition
        for edition in Edition.objects.readable()
        .filter(article__in=_asked(request, "read"))
        .only("article_id", "headline", "first_live")
    }
    return JsonResponse(
        {
            "photo": {photo.pk: photo_card(photo) for photo in seen.select_related("credit__licence")},
            "read": {story.pk: story_card(story, live.get(story.pk)) for story in stories},
        }
    )


def _asked(request: HttpRequest, kind: str) -> list[int]:
    # Identities of more digits are none of ours, and too large for the database to compare.
    return [int(each) for each in request.GET.getlist(kind)[:MOST] if each.isdecimal() and len(each) < 18]
