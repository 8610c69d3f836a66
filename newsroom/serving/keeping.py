"""Processes that are started again when they end, each by itself, and what is known of them."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsroom.serving.parent import VARIABLE

#: Seconds before an ended process is started again: the first time, and at most.
FIRST_PAUSE, LONGEST_PAUSE = 1, 60
#: One that ran for so many seconds is sound: it ended by no fault of its start; its next pause is the first.
#: Were it longer, a web server that is ended twice in a minute would leave readers alone longer each time.
SOUND_AFTER = 15
#: Seconds that a process gets to finish what it is at before it is ended.
GRACE = 10


@dataclass
class Part:
    """One process that has to run. `ends` counts how often it ended unasked."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    pause: float = FIRST_PAUSE
    ends: int = 0
    again_at: float = field(default=0.0, repr=False)

    def start(self, folder: Path) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we end the children in order.
        self.process = subprocess.Popen(  # noqa: S603
            self.command, cwd=folder, env={**os.environ, VARIABLE: str(os.getpid())}, start_new_session=True
        )
        self.since = time.time()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def rest(self) -> None:
        """After an end: wait before the next start, longer each time that it does not get far."""
        if time.time() - self.since >= SOUND_AFTER:
            self.pause = FIRST_PAUSE
        self.process, self.since = None, time.time()
        self.again_at, self.ends = time.monotonic() + self.pause, self.ends + 1
        self.pause = min(self.pause * 2, LONGEST_PAUSE)


class Keeper:
    """Starts parts, looks after them, and writes what is known of them to `state`, as JSON."""

    def __init__(
        self, commands: Mapping[str, Sequence[str]], state: Path, say: Callable[[str], object]
    ) -> None:
        self.parts = [Part(name, command) for name, command in commands.items()]
        self._state, self._aloud = state, say

    def start(self, folder: Path) -> None:
        self._folder = folder
        for part in self.parts:
            part.start(folder)
        self._write()

    def look(self) -> None:
        """Once around: those that ended begin to wait, those that have waited are started."""
        for part in self.parts:
            if part.has_ended():
                code = part.process.returncode if part.process else 0
                pause = FIRST_PAUSE if time.time() - part.since >= SOUND_AFTER else part.pause
                self._say(f"The {part.name} ended ({_how(code)}); it is started again in {pause:.0f} s.")
                part.rest()
                self._write()
            elif part.process is None and time.monotonic() >= part.again_at:
                try:
                    part.start(self._folder)
                except OSError as error:
                    self._say(f"The {part.name} cannot be started: {error}.")
                    part.rest()
                self._write()

    def end(self) -> None:
        running = [part.process for part in self.parts if part.process and part.process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        with suppress(OSError):  # on a disk that has become read-only
            self._state.unlink(missing_ok=True)

    def _say(self, sentence: str) -> None:
        # A log on a full disk, a pipe that nobody reads any more: what runs goes on all the same.
        with suppress(OSError):
            self._aloud(sentence)

    def _write(self) -> None:
        told = {
            part.name: {"runs": part.process is not None, "since": part.since, "ends": part.ends}
            for part in self.parts
        }
        beside = self._state.with_suffix(".part")
        try:
            beside.write_text(json.dumps({"process": os.getpid(), "parts": told}), encoding="utf-8")
            beside.replace(self._state)
        except OSError as error:
            # A full disk keeps nobody from being started again.
            self._say(f"{self._state} cannot be written: {error.strerror}.")


def read_state(state: Path) -> dict[str, Any]:
    """The parts by name, each with `runs`, `since` and `ends`; none if no keeper is at work."""
    try:
        told: dict[str, Any] = json.loads(state.read_text(encoding="utf-8"))
        os.kill(told["process"], 0)
        return dict(told["parts"])
    except (OSError, ValueError, KeyError):
        return {}


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
