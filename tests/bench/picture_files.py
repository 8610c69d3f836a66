"""Real files for the pictures of hundred_thousand.py: an original and every rendition, no two of one file."""

from __future__ import annotations

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from tqdm import tqdm

from articles import pictures
from articles.models import Photo
from articles.photos import sandbox
from articles.photos.renditions import fingerprint_of, folder, widths_for

#: So many are developed; the others get copies of their files.
MOTIFS = 6
SIZE = (3000, 2000)


def give_files() -> None:
    """Every photo its own files, as if each had come in; the rows say so."""
    motifs = [_motif(number) for number in range(MOTIFS)]
    for number, photo in enumerate(tqdm(Photo.objects.order_by("pk"), unit="pictures", disable=None)):
        data, made = motifs[number % MOTIFS]
        photo.fingerprint = fingerprint_of(made)
        there = folder(photo.key, photo.fingerprint)
        files = {str(photo.original.name): data} | {f"{there}/{name}": made[name] for name in made}
        for name, held in files.items():
            default_storage.save(name, ContentFile(held))
        photo.width, photo.height = SIZE
        photo.widths, photo.sha256 = widths_for(photo.width), hashlib.sha256(data).hexdigest()
        photo.save()


def _motif(number: int) -> tuple[bytes, dict[str, bytes]]:
    """Clouds with grain, about as heavy as what a press photographer sends."""
    clouds = Image.effect_noise((40 + number, 30), 90).resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(SIZE, 24)
    picture = Image.merge(
        "RGB", (clouds, Image.blend(clouds, grain, 0.3), clouds.transpose(Image.Transpose.ROTATE_180))
    )
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90)
    data = file.getvalue()
    photo = Photo.objects.order_by("pk").select_related("credit__licence")[number]
    _probe, made = sandbox.develop(data, rights=pictures.rights_of(photo))
    return data, dict(made)
