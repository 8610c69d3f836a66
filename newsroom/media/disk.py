"""Files on the disk, below MEDIA_ROOT: this machine's own, or one that several hosts share."""

import posixpath
import secrets
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class Disk(FileSystemStorage):
    def __init__(self, **options: Any) -> None:
        super().__init__(allow_overwrite=True, **options)

    def _save(self, name: str, content: Any) -> str:
        # Under a hidden name at first, which no backup takes and nobody asks for.
        folder = posixpath.dirname(name)
        beside = Path(self.path(posixpath.join(folder, f".{secrets.token_hex(8)}")))
        try:
            super()._save(posixpath.join(folder, beside.name), content)  # type: ignore[misc]
            beside.replace(self.path(name))
        finally:
            beside.unlink(missing_ok=True)
        return name
