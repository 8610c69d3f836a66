"""Whether readers may have the files of a picture: only while something that they can read shows it."""

from dataclasses import dataclass

from articles.reading.records import many
from articles.reading.statements import E_READABLE, rows


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """The files of a photo that are named now, and who shows them. `was_shown`: readers once had them."""

    photo_id: int
    key: str
    fingerprint: str
    widths: list[int]
    shown: bool
    was_shown: bool


def picture_files(key: str) -> PictureFiles | None:
    """What is known of the photo of that key: one statement, by indexes alone."""
    use = "articles_editionphoto u JOIN articles_edition e ON e.id = u.edition_id WHERE u.photo_id = p.id"
    on_page = use.replace("articles_edition", "articles_pageedition")
    found = rows(
        f"""SELECT p.id, p.key, p.fingerprint, p.widths,
            EXISTS (SELECT 1 FROM {use} AND {E_READABLE})
                OR EXISTS (SELECT 1 FROM {on_page} AND {E_READABLE})
                OR EXISTS (SELECT 1 FROM articles_author a WHERE a.portrait_id = p.id),
            EXISTS (SELECT 1 FROM {use} AND e.live_from <= %(now)s AND e.closed <> 'cancelled')
                OR EXISTS (SELECT 1 FROM {on_page})
        FROM articles_photo p WHERE p.key = %(key)s""",  # noqa: S608
        key=key,
    )
    if not found:
        return None
    photo_id, key, fingerprint, widths, shown, was_shown = found[0]
    return PictureFiles(photo_id, key, fingerprint, many(widths), bool(shown), bool(was_shown))
