"""Whether the bucket answers, for the desk: the tick asks it, so that no page waits for one that is away."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from newsroom.media import are_on_disk, files_in

_KEY = "media:away"


def ask() -> None:
    """Look into the bucket, which costs less than to write there, and note whether it let us."""
    if are_on_disk():
        return
    try:
        files_in("tried")
    except OSError:
        cache.set(_KEY, True, None)
    else:
        cache.delete(_KEY)


def told() -> list[str]:
    """A sentence for the desk, if the bucket was away when it was last asked."""
    if are_on_disk() or not cache.get(_KEY):
        return []
    return [
        _(
            "The bucket of the pictures does not answer or refuses us: readers see none, and none can be "
            "added. Look whether it is there and its key still holds: “manage.py prepare” says what it says."
        )
    ]
