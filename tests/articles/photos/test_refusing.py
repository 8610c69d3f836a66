"""What is no picture, or would do harm, is refused with a sentence; the child has its limits."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.photos import child, pixels, sandbox
from articles.photos.refusing import PhotoRefused
from articles.photos.rights import Rights
from articles.photos.sandbox import Limits, develop, probe
from tests.builders import photo_files as files
from tests.builders.photo_files import CREDITED

USUAL = Limits()
MARKUP = (
    "This is a page or a drawing made of code (such as SVG), which we do not take. "
    "Save it as a JPEG, PNG, WebP, AVIF or TIFF file."
)
GIF = (
    "This is a GIF, which holds few colours and may move. Save a photograph as a JPEG file, "
    "a chart or a drawing as a PNG file."
)


def refusal(data: bytes, limits: Limits = USUAL) -> PhotoRefused:
    with pytest.raises(PhotoRefused) as caught:
        develop(data, rights=Rights(), limits=limits)
    return caught.value


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty. Choose it again, or ask for a new copy."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            MARKUP,
        ),
        (
            b"<!doctype html><script>alert(1)</script>",
            MARKUP,
        ),
        (
            b"<?php system('id');",
            MARKUP,
        ),
        (
            b"GIF89a" + b"\x00" * 50,
            GIF,
        ),
        (
            b"PK\x03\x04 a zip",
            "This is not a picture we can read. Use a JPEG, PNG, HEIC, WebP, AVIF or TIFF file.",
        ),
        (
            b"\xff\xd8\xff<html><script>alert(1)</script>",
            "The file begins like a picture, but it is damaged or cut off. Ask for a new copy.",
        ),
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_do(data, sentence):
    assert str(refusal(data)) == sentence


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_a_file_that_was_cut_off_is_refused(kind, share):
    whole = files.file(kind, Image.effect_noise((400, 300), 80).convert("RGB"))

    refused = refusal(whole[: int(len(whole) * share)])

    assert refused.code == "broken"


def test_too_many_bytes_are_refused_with_both_figures():
    refused = refusal(files.file() + b"\x00" * 2_000_000, Limits(max_bytes=1024 * 1024))

    assert str(refused) == "The file has 2 MB; at most 1 MB are taken. Save it smaller."


def test_a_pixel_bomb_is_refused_by_its_claim_and_quickly():
    refused = refusal(files.bomb(30_000, 30_000))

    assert str(refused) == (
        "The picture is 30000 × 30000 pixels; at most 80 million pixels are taken. Save it smaller."
    )


def test_a_strip_is_refused():
    assert refusal(files.file("PNG", Image.new("L", (50, 3000)))).code == "strip"


def test_html_behind_a_picture_does_not_come_out_again():
    polyglot = (
        files.file(comment=b"<script>alert(1)</script>") + b"<?php system('id'); ?><script>alert(2)</script>"
    )

    _found, made = develop(polyglot, rights=Rights())

    assert [name for name, data in made.items() if b"<script" in data or b"<?php" in data] == []


# --- the child --------------------------------------------------------------------------------


def test_a_picture_that_needs_more_memory_than_granted_is_refused_and_we_live_on():
    large = files.file("PNG", Image.new("RGB", (6000, 6000)))

    refused = refusal(large, Limits(memory=200 * 1024 * 1024))
    found = probe(files.file())

    assert refused.code == "too-costly"
    assert found.width == 300


def test_a_picture_that_takes_too_long_is_refused():
    large = files.file("PNG", Image.new("RGB", (8000, 8000)))

    refused = refusal(large, Limits(seconds=1))

    assert str(refused) == (
        "The picture took too much time or memory to open, so it was left out. "
        "Save it again as a plain JPEG file."
    )


def test_a_child_that_crashes_is_a_refusal(monkeypatch):
    def crash(*_args, **_kwargs):
        return subprocess.CompletedProcess([], -signal.SIGSEGV, b"", b"")

    monkeypatch.setattr(sandbox.subprocess, "run", crash)

    assert refusal(files.file()).code == "too-costly"


def test_the_child_is_given_none_of_our_secrets(monkeypatch):
    seen = {}
    run = subprocess.run
    monkeypatch.setenv("SECRET_KEY", "canary")

    def watch(*args, **kwargs):
        seen.update(kwargs["env"])
        return run(*args, **kwargs)

    monkeypatch.setattr(sandbox.subprocess, "run", watch)
    probe(files.file())

    assert os.environ["SECRET_KEY"] == "canary"
    assert sorted(seen) == ["MALLOC_ARENA_MAX", "PATH", "PYTHONDONTWRITEBYTECODE"]


def test_the_child_starts_without_django():
    code = "import sys, articles.photos.child, articles.photos.pixels; sys.exit('django' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], cwd=Path(sandbox.__file__).parents[2], check=False)

    assert ended.returncode == 0


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "TIFF"]),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.floats(0.5, 1),
)
def test_a_mutated_picture_is_made_or_refused_with_a_sentence(kind, changes, cut):
    data = bytearray(files.file(kind, files.plain_picture(60, 40)))
    for where, value in changes:
        data[int(where * (len(data) - 1))] = value
    data = data[: max(12, int(len(data) * cut))]

    try:
        _found, made = develop(bytes(data), rights=CREDITED, limits=Limits(max_pixels=4_000_000, seconds=10))
    except PhotoRefused as refused:
        said = str(refused)
        made = {"social.jpg": said}
    assert made["social.jpg"]


def test_a_disk_that_is_full_is_no_fault_of_the_file(monkeypatch, tmp_path):
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "original").write_bytes(files.file())
    monkeypatch.setattr(pixels, "develop", full)
    job = {"kind": "JPEG", "max_pixels": 10**6, "strip_from": 2000, "focal": [50, 50], "rights": {}}

    said = child.work(tmp_path, job | {"develop": True})
    monkeypatch.setattr(
        subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=json.dumps(said).encode())
    )
    with pytest.raises(OSError, match="No space left") as raised:
        sandbox.probe(files.file())

    assert said == {"refused": "no-room"}
    assert raised.value.errno == errno.ENOSPC
