"""The pictures of the demo: each gets its credit into the file itself, then comes in like any upload."""

import hashlib
import io
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from PIL import Image

from articles.models import Licence, Photo
from articles.photos.rights import Rights, as_exif, as_xmp
from articles.pictures import take_in
from newsroom.models import User

FOLDER = Path(__file__).parent
#: What IPTC calls a picture that was drawn, not taken.
DRAWN = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
#: Two at a time: as many as the sandbox opens.
AT_A_TIME = 2


@dataclass(frozen=True)
class Print:
    """One picture of `pictures.toml`. `licence` is a link to terms, or the code of terms that have none."""

    name: str
    said: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.said["title"])

    @property
    def focal(self) -> tuple[int, int]:
        across, down = self.said.get("focal", (50, 50))
        return across, down

    def data(self, *, width: int | None = None) -> bytes:
        """The picture as a JPEG that says who made it and under what terms; narrower if `width` says so."""
        licence = self.said.get("licence", "")
        owner = self.said.get("organisation") or self.said["creator"]
        rights = Rights(
            creator=self.said.get("creator", ""),
            credit_line=" / ".join(filter(None, (self.said.get("creator"), self.said.get("organisation")))),
            copyright_notice="" if "publicdomain" in licence else f"© {owner}",
            licence_url=licence if licence.startswith("https://") else "",
            usage_terms=self.said.get("terms", ""),
            source_url=self.said.get("source", ""),
            description=self.said["caption"],
            alt=self.said["alt"],
            digital_source_type=DRAWN,
        )
        written = io.BytesIO()
        with Image.open(FOLDER / "pictures" / f"{self.said.get('file', self.name)}.avif") as opened:
            picture = opened.convert("RGB")
        if width and width < picture.width:
            picture = picture.resize((width, round(picture.height * width / picture.width)))
        picture.save(written, "JPEG", quality=92, subsampling=0, xmp=as_xmp(rights), exif=as_exif(rights))
        return written.getvalue()


def prints() -> list[Print]:
    told = tomllib.loads((FOLDER / "pictures.toml").read_text("utf-8"))
    return [Print(name, said) for name, said in told.items()]


def develop(by: User, *, width: int | None = None) -> Iterator[tuple[Print, Photo]]:
    """Take in every picture that is not there yet, two at a time where the database lets us."""
    licences = {licence.code: licence for licence in Licence.objects.all()}

    def one(picture: Print) -> Photo:
        return _take(picture, by, licences.get(picture.said.get("licence", "")), width)

    if connection.in_atomic_block:
        # Other threads have connections of their own, and would not see what this transaction wrote.
        yield from ((picture, one(picture)) for picture in prints())
        return
    with ThreadPoolExecutor(AT_A_TIME) as hands:
        yield from zip(prints(), hands.map(lambda picture: _alone(one, picture), prints()), strict=True)


def _alone(one: Callable[[Print], Photo], picture: Print) -> Photo:
    try:
        return one(picture)
    finally:
        connection.close()


def _take(picture: Print, by: User, licence: Licence | None, width: int | None) -> Photo:
    data = picture.data(width=width)
    there = Photo.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if there:
        return there
    photo = take_in(f"{picture.name}.jpg", data, by=by, licence=licence)
    if photo.title != picture.title:
        photo.title = picture.title
        photo.save(update_fields=["title", "words"])
    return photo
