"""Readers first: what is not theirs gives way where both want the processor."""

import os
from contextlib import suppress
from pathlib import Path

from django.core.management.base import CommandParser


def add_argument(parser: CommandParser) -> None:
    parser.add_argument(
        "--nice", type=int, default=0, help="Give way to other processes by so much (0 to 19)."
    )


def give_way(nice: int) -> None:
    """Have the other processes of this machine go first, by so much (0 to 19)."""
    os.nice(nice)
    if os.getsid(0) == os.getpid():
        # Linux may share the processor out by sessions first; then the number counts within ours alone.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(nice), encoding="ascii")
