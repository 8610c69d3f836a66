"""The desk's pages of pictures, as an editor fills them in."""

from __future__ import annotations

from articles.models import (
    Photo,
)

LIST = "/admin/articles/photo/"


def change_form(photo: Photo, **changes: object) -> dict[str, object]:
    credit = photo.credit
    return {
        "title": photo.title,
        "caption": photo.caption,
        "alt": photo.alt,
        "taken_on": "",
        "place": photo.place,
        "focal_x": photo.focal_x,
        "focal_y": photo.focal_y,
        "credit-TOTAL_FORMS": 1,
        "credit-INITIAL_FORMS": 1,
        "credit-0-id": credit.pk,
        "credit-0-photo": photo.pk,
        "credit-0-creator": credit.creator,
        "credit-0-organisation": credit.organisation,
        "credit-0-licence": credit.licence_id or "",
        "credit-0-terms": credit.terms,
        "credit-0-source_url": credit.source_url,
        "credit-0-copyright_notice": credit.copyright_notice,
        "credit-0-expires_on": "",
    } | changes
