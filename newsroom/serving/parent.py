"""No process outlives the one that started it, however that one ended."""

import os
import signal
import threading
import time

#: Set by whoever wants its children to end with it: its own process number.
VARIABLE = "NEWSROOM_PARENT"
#: Seconds between two looks, and those that a process gets to finish what it is at.
LOOK, GRACE = 0.5, 10


def end_with_parent(parent: int | None = None) -> None:
    """End this process soon after `parent` has gone: as Ctrl-C would, and by force if that is not enough.

    Without a number it asks the environment, and without one there either does nothing: a process that was
    started by hand, or by systemd, is nobody's child.
    """
    if parent is None:
        parent = int(os.environ.get(VARIABLE, "0"))
    if parent:
        threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    # Asked again and again, because only Linux can be told to send a signal, and that is lost by a fork.
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
