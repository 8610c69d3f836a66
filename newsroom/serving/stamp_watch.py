"""Each web process looks at the stamp of the page store again and again, though nobody asks it for a page."""

import threading
import time

from django.db import close_old_connections

from newsroom.pagestore import store

#: Seconds between two looks.
LOOK = 1.0


def keep_watching() -> None:
    """In a thread of this process, for as long as that lives.

    What it answers when the database is away was true a moment before, though it had not been asked for
    hours; and that it is away is found out by no reader.
    """
    threading.Thread(target=_watch, name="stamp", daemon=True).start()


def _watch() -> None:
    while True:
        store.look()
        close_old_connections()
        time.sleep(LOOK)
