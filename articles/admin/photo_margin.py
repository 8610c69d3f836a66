"""What stands beside the form of a picture."""

from typing import Any

from articles import pictures
from articles.admin.photo_rights import licence_facts, rights_note
from articles.admin.photo_uses import places, used_before
from articles.models import Photo
from articles.photos.renditions import nearest

#: Of the changes of a credit, the latest so many are shown.
CHANGES_SHOWN = 12


def margin(photo: Photo) -> dict[str, Any]:
    """The picture, its rights, where it is used, what its file said."""
    width = nearest(photo.widths, 800)
    licence = photo.credit.licence if hasattr(photo, "credit") else None
    return {
        "picture": {fmt: photo.url(width, fmt) for fmt in ("avif", "jpg")} if width else None,
        "focal": {
            "x": photo.width * photo.focal_x / 100,
            "y": photo.height * photo.focal_y / 100,
            "r": photo.width / 28,
        },
        "rights": rights_note(photo),
        "licence": licence,
        "licence_facts": licence_facts(licence) if licence else [],
        "places": places(photo),
        "used_before": bool(used_before([photo.pk])),
        "twins": pictures.twins(photo),
        "credit_changes": photo.credit_changes.select_related("changed_by")[:CHANGES_SHOWN],
        "said": [
            (block, name, text)
            for block, values in photo.metadata.get("raw", {}).items()
            for name, text in values.items()
        ],
    }
