"""Starts the child that opens pictures, with limits, and brings back what it found and made."""

import errno
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articles.photos.metadata import Read
from articles.photos.refusing import PhotoRefused
from articles.photos.renditions import file_names
from articles.photos.rights import Rights
from articles.photos.sniffing import kind_of, why_not

log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_MEGA = 1024 * 1024
#: Pictures opened at a time in one process: the memory of a web server is not theirs alone.
_TURNS = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Limits:
    """What a file may cost. `seconds` of processor time; ten times that by the clock, as others work too."""

    max_bytes: int = 40 * _MEGA
    max_pixels: int = 80_000_000
    seconds: int = 30
    memory: int = 0

    def memory_bytes(self) -> int:
        # Pillow holds 4 bytes a pixel and needs a second copy to turn or convert.
        return self.memory or 512 * _MEGA + 10 * self.max_pixels


@dataclass(frozen=True)
class Probe:
    """A file that is a picture: its kind, its size upright, what it says of itself."""

    kind: str
    width: int
    height: int
    read: Read


def probe(data: bytes, limits: Limits = Limits()) -> Probe:
    """What the file is. Raises PhotoRefused with a sentence; decodes no pixel yet."""
    kind = _sniff(data, limits)
    with tempfile.TemporaryDirectory(prefix="picture-") as name:
        return _probe(kind, _run(Path(name), data, kind, limits, {"develop": False}))


def develop(
    data: bytes, *, rights: Rights, focal: tuple[int, int] = (50, 50), limits: Limits = Limits()
) -> tuple[Probe, Mapping[str, bytes]]:
    """Every rendition by its file name, the rights written into each. Raises PhotoRefused with a sentence."""
    kind = _sniff(data, limits)
    job = {"develop": True, "rights": asdict(rights), "focal": list(focal)}
    with tempfile.TemporaryDirectory(prefix="picture-") as name:
        found = _probe(kind, _run(Path(name), data, kind, limits, job))
        try:
            made = {each: (Path(name) / each).read_bytes() for each in file_names(found.width)}
        except FileNotFoundError as error:
            raise PhotoRefused("broken") from error
    return found, made


def _sniff(data: bytes, limits: Limits) -> str:
    if not data:
        raise PhotoRefused("empty")
    if len(data) > limits.max_bytes:
        raise PhotoRefused("too-heavy", megabytes=-(-len(data) // _MEGA), limit=limits.max_bytes // _MEGA)
    kind = kind_of(data)
    if not kind:
        raise PhotoRefused(why_not(data))
    return kind


def _run(folder: Path, data: bytes, kind: str, limits: Limits, job: dict[str, Any]) -> dict[str, Any]:
    (folder / "original").write_bytes(data)
    job |= {
        "kind": kind,
        "max_pixels": limits.max_pixels,
        "strip_from": 2000,
        "memory": limits.memory_bytes(),
        "seconds": limits.seconds,
        "file_size": 64 * _MEGA,
    }
    with _TURNS:
        try:
            child = subprocess.run(  # noqa: S603 - our own module, in a folder that we named
                [sys.executable, "-m", "articles.photos.child", str(folder)],
                input=json.dumps(job).encode(),
                capture_output=True,
                cwd=_ROOT,
                # None of our own environment: it holds keys, and the child needs none.
                env={"PATH": os.defpath, "MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=limits.seconds * 10,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PhotoRefused("too-costly") from error
    if child.returncode < 0:
        log.warning("A picture made its decoder stop with signal %s.", -child.returncode)
        raise PhotoRefused("too-costly")
    if child.returncode > 0:
        log.error("The picture child failed: %s", child.stderr.decode(errors="replace")[-2000:])
        raise PhotoRefused("too-costly")
    answer: dict[str, Any] = json.loads(child.stdout)
    if answer.get("refused") == "no-room":
        # Of the disk that it worked on, as if we had written there ourselves.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if code := answer.pop("refused", ""):
        if "detail" in answer:
            log.info("A picture was refused: %s", answer.pop("detail"))
        raise PhotoRefused(code, **answer, limit=limits.max_pixels // 1_000_000)
    return answer


def _probe(kind: str, answer: dict[str, Any]) -> Probe:
    return Probe(kind, answer["width"], answer["height"], Read.from_json(answer["read"]))
