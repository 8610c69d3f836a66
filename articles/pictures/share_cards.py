"""Cards for stories without a picture, drawn once they are published, from what was published.

A minute's work of the clock (`tick`): a scheduled story has its card before its hour. A page names a
card only when it is there. What stands on it is drawn in a child of its own, as pictures are opened in one.
"""

import hashlib
import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Edition, EditionPhoto, ShareCard
from articles.photos.typesetting import settable
from articles.reading.kinds import label_of
from newsroom import pagestore
from newsroom.models import Imprint

log = logging.getLogger(__name__)
#: How many are drawn in one round, and how long after its beginning an edition may still get one.
AT_ONCE, SINCE = 20, timedelta(days=30)
#: A card that is not used any more stays so long for those who have just been told of it.
KEPT = timedelta(days=1)
MEMORY, SECONDS = 512 * 1024 * 1024, 10


def catch_up() -> int:
    """Draw what is missing, remove what is not used any more; how many were drawn. Can be run again."""
    _remove_unused()
    open_ones = Edition.objects.filter(live_until=None, live_from__gt=timezone.now() - SINCE, share_card=None)
    pictured = EditionPhoto.objects.filter(edition=OuterRef("pk"), place="lead", photo__width__gt=0)
    wanted = open_ones.exclude(Exists(pictured)).select_related("section").order_by("-published_at")[:AT_ONCE]
    name = settable(Imprint.current().name)
    return sum(_draw(edition, name) for edition in wanted)


def file_of(digest: str) -> str:
    return f"cards/{digest[:2]}/{digest}.png"


def _draw(edition: Edition, name: str) -> bool:
    """One card. A headline that our type cannot set leaves its place to the paper's name."""
    data = _drawn(edition, name) if name else b""
    digest = digest_of(data) if data else ""
    _put(digest, data)
    with transaction.atomic():
        ShareCard.objects.get_or_create(edition=edition, defaults={"digest": digest})
        pagestore.touch(f"article:{edition.article_id}")
    return bool(digest)


def redraw(card: ShareCard) -> bool:
    """Draw one again whose file is missing or damaged; False if it cannot be drawn."""
    name = settable(Imprint.current().name)
    data = _drawn(card.edition, name) if name else b""
    if not data:
        return False
    default_storage.delete(file_of(card.digest))
    digest = digest_of(data)
    _put(digest, data)
    with transaction.atomic():
        # The paper may have another name by now, and then its cards are other files.
        ShareCard.objects.filter(pk=card.pk).update(digest=digest)
        pagestore.touch(f"article:{card.edition.article_id}")
    return True


def digest_of(data: bytes) -> str:
    """What the file of a card is named by."""
    return hashlib.sha256(data).hexdigest()[:32]


def _put(digest: str, data: bytes) -> None:
    if digest and not default_storage.exists(file_of(digest)):
        default_storage.save(file_of(digest), ContentFile(data))


def _drawn(edition: Edition, name: str) -> bytes:
    job = {
        "section": settable(edition.section.name),
        "label": settable(label_of(edition.kind)),
        "headline": settable(edition.headline) or name,
        "name": name,
        "head": [str(finders.find(f"fonts/{file}.woff2")) for file in ("head", "head-ext")],
        "ui": [str(finders.find(f"fonts/{file}.woff2")) for file in ("ui", "ui-ext")],
    }
    try:
        return _in_child(job)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        log.warning("No card for “%s”: %s", edition.headline, error)
        return b""


def _in_child(job: dict[str, Any]) -> bytes:
    """The PNG. The child may write no file, and has none of our environment: it holds keys."""
    limits = {"memory": MEMORY, "seconds": SECONDS, "file_size": 0}
    child = subprocess.run(
        [sys.executable, "-m", "articles.photos.card"],
        input=json.dumps(job | limits).encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=SECONDS * 3,
        check=True,
    )
    return child.stdout


def _remove_unused() -> None:
    ended = ShareCard.objects.filter(edition__live_until__lt=timezone.now() - KEPT)
    digests = set(ended.values_list("digest", flat=True)) - {""}
    ended.delete()
    for digest in digests - set(
        ShareCard.objects.filter(digest__in=digests).values_list("digest", flat=True)
    ):
        default_storage.delete(file_of(digest))


def is_readable(digest: str) -> bool:
    return Edition.objects.readable().filter(share_card__digest=digest).exists()
