"""One sealed file of what readers saw at a moment; who took it out, and what for, is on record."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, Export
from articles.models.export import EXPORTING
from articles.publishing.seen.contents import contents
from articles.publishing.seen.page import Seen
from newsroom.models import User

PERMISSION = "articles.export_article"
SUMS = "SHA256SUMS"


class ExportRefused(Exception):
    """There is nothing to take out, or no reason was given; the message says what to do."""


@dataclass(frozen=True)
class Exported:
    record: Export
    file: bytes


def may_export(user: User) -> bool:
    return user.is_active and user.has_perm(PERMISSION)


def require_export(user: User) -> None:
    if not may_export(user):
        raise PermissionDenied(_("You may not take out what readers saw. Ask an editor."))


def export(seen: Seen, html: str, *, by: User, reason: str) -> Exported:
    """The ZIP: the page as `html`, as text, its pictures, the sealed copy, all editions, the chain of hashes.

    Raises PermissionDenied and ExportRefused.
    """
    require_export(by)
    if seen.edition is None or seen.page is None:
        raise ExportRefused(_("Readers did not have the story at that moment: there is nothing to take out."))
    if not reason.strip():
        raise ExportRefused(_("Say what it is taken out for. It is kept on record."))
    now = timezone.now()
    # Pictures may lie in another machine's storage: no row is held meanwhile.
    file = _zipped(contents(seen, seen.edition, seen.page, html, by=str(by), at=now), now)
    return Exported(_record(seen, seen.edition, file, now, by=by, reason=reason), file)


@transaction.atomic
@EXPORTING.writes
def _record(seen: Seen, edition: Edition, file: bytes, now: datetime, *, by: User, reason: str) -> Export:
    return Export.objects.create(
        article=seen.article,
        edition=edition,
        moment=seen.moment,
        reason=reason.strip()[:300],
        sha256=hashlib.sha256(file).hexdigest(),
        made_at=now,
        made_by=by,
    )


def _zipped(files: dict[str, bytes], now: datetime) -> bytes:
    """With a list of all hashes, for `sha256sum -c`."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    at = now.astimezone(UTC)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {**files, SUMS: "".join(lines).encode()}.items():
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
