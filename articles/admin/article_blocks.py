"""What the editor shows for pictures and READ lines in the text, asked for all of them at once."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import pictures
from articles.admin.photo_credit import closed_to
from articles.admin.photo_rights import credit_note, is_ended
from articles.forms.crediting import UNCLEAR
from articles.models import Article, Edition, Photo
from articles.photos.renditions import nearest
from articles.pictures.who_sees import pictures_for
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

#: More than any story has; a longer question is cut off rather than answered slowly.
MOST = 200
WIDTH = 592


def photo_card(photo: Photo, closed: str = "") -> dict[str, Any]:
    """What the desk shows of a photo: a small picture, its words, and whom to credit.

    `closed`: why whoever is shown it may not change the credit.
    """
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
        "cleared": bool(credit and credit.licence and not is_ended(photo)),
        "rights": note.text if (note := credit_note(photo)) else "",
        "crediting": _crediting(photo, closed),
        "focal_x": photo.focal_x,
        "focal_y": photo.focal_y,
        "edit": reverse("admin:articles_photo_change", args=[photo.pk]),
        "upload": "" if photo.width else reverse("admin:articles_photo_file", args=[photo.pk]),
    }


def photo_cards(request: HttpRequest, photos: Iterable[Photo]) -> dict[int, dict[str, Any]]:
    """By its identity, the card of each as this person is shown it."""
    photos = list(photos)
    closed = closed_to(request, photos)
    return {photo.pk: photo_card(photo, closed.get(photo.pk, "")) for photo in photos}


def _crediting(photo: Photo, closed: str) -> dict[str, str]:
    """What stands in the fields in which its credit is typed, where that is kept, and what was seen of it."""
    credit = getattr(photo, "credit", None)
    return {
        "closed": closed,
        "door": reverse("admin:articles_photo_credit", args=[photo.pk]),
        "seen": pictures.as_seen(credit),
        "line": pictures.credit_line(credit),
        "licence": str(credit.licence_id) if credit and credit.licence_id else UNCLEAR,
        "source_url": credit.source_url if credit else "",
        "expires_on": credit.expires_on.isoformat() if credit and credit.expires_on else "",
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
            "photo": photo_cards(request, seen.select_related("credit__licence")),
            "read": {story.pk: story_card(story, live.get(story.pk)) for story in stories},
        }
    )


def _asked(request: HttpRequest, kind: str) -> list[int]:
    # Identities of more digits are none of ours, and too large for the database to compare.
    return [int(each) for each in request.GET.getlist(kind)[:MOST] if each.isdecimal() and len(each) < 18]
