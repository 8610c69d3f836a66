"""HEIC, as phones take it: opened in the child alone, upright, and bounded like any other."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from articles.photos import sandbox
from articles.photos.refusing import PhotoRefused
from articles.photos.rights import Rights
from articles.photos.sandbox import Limits, develop, probe

#: A picture of our own of 64 × 48, dark at its top left, that says of itself to be turned by a quarter; its
#: EXIF says the same once more, as phones write it, and names Jo Vale and a day.
PHONE = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAFYAAgAAAAACQgABAAAAAAAAAGoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEA"
    "AQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAMhtZGF0AAAAUigBr1jm//RPASqQMR0z5uD9Z43ABeu6yA28kxWF"
    "kAzI3sC2b0PqIAXxAi7Wu01834lNw+yv3WqQ7hRUTIDm4VGSWHg9LI2PxyZg4KT6Y4NasdAAAAAGRXhpZgAATU0AKgAAAAgAAwES"
    "AAMAAAABAAYAAAE7AAIAAAAIAAAAModpAAQAAAABAAAAOgAAAABKbyBWYWxlAAABkAMAAgAAABQAAABMAAAAADIwMjY6MDI6MDUg"
    "MTI6MDA6MDAA"
)


def code(data: bytes, limits: Limits = sandbox.Limits()) -> str:  # noqa: B008 - a value
    with pytest.raises(PhotoRefused) as caught:
        develop(data, rights=Rights(), limits=limits)
    return caught.value.code


def test_a_picture_of_a_phone_is_read_and_comes_out_upright():
    found, made = develop(PHONE, rights=Rights(creator="Jo Vale"))
    shown = Image.open(io.BytesIO(made["48.jpg"]))

    assert (found.kind, found.width, found.height, shown.size) == ("HEIF", 48, 64, (48, 64))
    assert (found.read.metadata.creator, found.read.metadata.taken_on) == ("Jo Vale", "2026-02-05")
    # Turned once: the dark corner, at the top left as it is stored, is at the top right.
    assert sum(shown.getpixel((45, 2))[:2]) < 60
    assert sum(shown.getpixel((2, 2))[:2]) > 150
    assert probe(made["48.jpg"]).read.metadata.creator == "Jo Vale"


@pytest.mark.parametrize("brand", [b"heix", b"heim", b"heis", b"mif1"])
def test_every_brand_of_a_still_picture_is_known(brand):
    assert probe(PHONE.replace(b"ftypheic", b"ftyp" + brand)).kind == "HEIF"


@pytest.mark.parametrize("brand", [b"hevc", b"hevx", b"msf1", b"qt  ", b"mp42"])
def test_a_film_or_a_series_is_refused_with_what_to_do(brand):
    moving = PHONE.replace(b"ftypheic", b"ftyp" + brand)

    with pytest.raises(PhotoRefused, match="This is a film or a series of pictures"):
        probe(moving)


def test_a_claim_of_too_many_pixels_is_refused_before_a_pixel_is_decoded():
    claim = b"ispe\x00\x00\x00\x00\x00\x00\x00\x40\x00\x00\x00\x40"
    assert claim in PHONE
    without_cut = PHONE.replace(b"clap", b"free")

    bomb = without_cut.replace(claim, claim[:8] + (30_000).to_bytes(4, "big") * 2)

    assert code(bomb) in {"too-many-pixels", "broken"}
    assert code(PHONE, Limits(max_pixels=1_000)) == "too-many-pixels"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.9])
def test_a_picture_that_was_cut_off_is_refused(share):
    assert code(PHONE[: int(len(PHONE) * share)]) in {"broken", "not-a-picture"}


def test_the_decoder_is_in_no_process_but_the_child():
    ask = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'newsroom.settings'\n"
        "import django; django.setup()\n"
        "import newsroom.urls, articles.views.media, articles.pictures, articles.photos.child\n"
        "sys.exit(any('heif' in name for name in sys.modules))"
    )

    ended = subprocess.run([sys.executable, "-c", ask], cwd=Path(sandbox.__file__).parents[2], check=False)

    assert ended.returncode == 0
