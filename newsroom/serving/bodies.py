"""What a visitor sends along: how long it may be, read in bounded time, before anything else looks at it.

A body longer than its address takes is refused by the length that it says, before any of it is read, and one
that says none is counted. Forms of the public are short; the desk's may be long once somebody is signed in,
and longer ones must be multipart: a percent sign in an urlencoded one costs a hundred times its size.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from tempfile import SpooledTemporaryFile
from typing import IO, Any

KB, MB = 1024, 1024**2
#: The most that is taken wherever nothing else is said.
SHORT = 64 * KB
#: The most of an urlencoded form, wherever.
URLENCODED = MB
#: Bytes that have to arrive within so many seconds; a body that is slower is given up.
CHUNK, PATIENCE = 64 * KB, 10
#: Bytes of a refused body that are taken all the same, and forgotten. Of a longer one nothing is: the server
#: stops reading when the page is out, and we would wait for ever.
FORGOTTEN = MB
#: Seconds after which a body that is still coming gives way to one that has not begun, when too many come.
GIVES_WAY = 1


@dataclass(frozen=True)
class Longer:
    """Addresses that take more: so many bytes, from anybody or from those who are signed in to the desk."""

    path: re.Pattern[str]
    most: int
    anybody: bool = False


#: The desk takes long texts, and small files such as bank statements. The apps add what takes more when they
#: are ready; of those that match, the last one counts.
longer: list[Longer] = [Longer(re.compile(r"/admin/"), 6 * MB)]


class RequestRefused(Exception):
    """`status` is 400, 408, 413, 503 or 507."""

    def __init__(self, status: int, most: int = 0) -> None:
        super().__init__(status)
        self.status, self.most = status, most


def allowance(path: str) -> Longer | None:
    """What is said of this address, if anything is."""
    return next((each for each in reversed(longer) if each.path.match(path)), None)


def most_of(path: str, content_type: str, signed_in: Callable[[], bool]) -> int:
    """The most bytes that this address takes. Who sends it is asked only where that makes a difference."""
    allowed = allowance(path)
    if allowed is None or not (allowed.anybody or signed_in()):
        return SHORT
    multipart = content_type.lower().startswith("multipart/form-data") or allowed.anybody
    return allowed.most if multipart else min(allowed.most, URLENCODED)


@dataclass
class Reading:
    """One body that is coming in. Chunks arrive from a thread of its own."""

    began: float = field(default_factory=time.monotonic)
    got: int = 0
    is_over: bool = False
    chunks: SimpleQueue[bytes | None] = field(default_factory=SimpleQueue)


class Bodies:
    """Reads bodies, so many at a time; a newcomer takes the place of the slowest.

    No answer is given while a read is under way: granian 2.8 then holds all Python in its process up until
    the visitor sends on or hangs up. Whoever is given up so keeps a thread until then, and some may.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._lock = threading.Lock()
        self._coming: list[Reading] = []
        self._lines = threading.BoundedSemaphore(at_once + at_once // 2)
        self._forgetting = threading.BoundedSemaphore(max(1, at_once // 2))

    def read(self, stream: Any, length: int | None, most: int) -> tuple[IO[bytes], int]:
        """The whole body, kept on disk if it is large, and its length. Raises RequestRefused."""
        if not self._lines.acquire(blocking=False):
            raise RequestRefused(503, most)
        try:
            reading = self._begin(most)
            pump = threading.Thread(
                target=_pump, args=(stream, most + 1 if length is None else length, reading), daemon=True
            )
            pump.start()
            try:
                return self._kept(reading, length, most)
            finally:
                with self._lock:
                    if reading in self._coming:
                        self._coming.remove(reading)
                reading.is_over = True
                pump.join()
        finally:
            self._lines.release()

    def _kept(self, reading: Reading, length: int | None, most: int) -> tuple[IO[bytes], int]:
        kept: IO[bytes] = SpooledTemporaryFile(max_size=MB)  # noqa: SIM115
        got = 0
        try:
            while length is None or got < length:
                chunk = self._next(reading)
                if not chunk:
                    break
                got += len(chunk)
                reading.got = got
                if got > most:
                    raise RequestRefused(413, most)
                kept.write(chunk)
            if length is not None and got < length:
                raise RequestRefused(400)
        except BaseException:
            kept.close()
            raise
        kept.seek(0)
        return kept, got

    def forget(self, stream: Any) -> None:
        """Take what is still coming, and keep none of it: who is cut off while sending sees no answer.
        A few at a time and so much of each; the others are cut off."""
        if not self._forgetting.acquire(blocking=False):
            return
        left = FORGOTTEN
        try:
            while left > 0 and (chunk := bytes(stream.read(CHUNK))):
                left -= len(chunk)
        except OSError:
            return
        finally:
            self._forgetting.release()

    def _begin(self, most: int) -> Reading:
        reading = Reading()
        with self._lock:
            if len(self._coming) >= self._at_once:
                slow = [each for each in self._coming if reading.began - each.began >= GIVES_WAY]
                if not slow:
                    raise RequestRefused(503, most)
                slowest = min(slow, key=lambda each: each.got / max(reading.began - each.began, 0.001))
                self._coming.remove(slowest)
                slowest.chunks.put(None)
            self._coming.append(reading)
        return reading

    def _next(self, reading: Reading) -> bytes:
        try:
            chunk = reading.chunks.get(timeout=PATIENCE)
        except Empty:
            raise RequestRefused(408) from None
        if chunk is None:
            raise RequestRefused(408)
        return chunk


def _pump(stream: Any, left: int, reading: Reading) -> None:
    """Read on until the end, or so many bytes, or until nobody listens any more."""
    try:
        while left > 0 and not reading.is_over:
            chunk = bytes(stream.read(min(CHUNK, left)))
            reading.chunks.put(chunk)
            if not chunk:
                return
            left -= len(chunk)
    except OSError:
        reading.chunks.put(b"")
