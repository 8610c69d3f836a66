"""A ZIP archive of statements, as banks hand out one file for each day."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from membership.bank_files.values import MOST_BYTES
from membership.tables import Unreadable

MOST_FILES = 200
#: XML packs to a thirtieth; what packs to less than a hundredth of its size is no statement.
MOST_RATIO = 100
#: Of the others zipfile unpacks all that there is, however little is asked for.
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def files_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file in it. Raises Unreadable: too many, too large, locked, or a spreadsheet.

    Sizes that the archive itself tells are not believed: no more is unpacked than may be.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise _damaged() from problem
    names = archive.namelist()
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise spreadsheet()
    members = [
        member for member in archive.infolist() if not member.is_dir() and _is_statement(member.filename)
    ]
    if len(members) > MOST_FILES:
        said = _("This archive holds more than %(most)s files. Export a shorter span of time.")
        raise Unreadable(said % {"most": MOST_FILES})
    left = MOST_BYTES
    for member in members:
        content = _unpacked(archive, member, left)
        left -= len(content)
        yield member.filename, content


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    if member.flag_bits & 0x1:
        raise Unreadable(_("This archive is locked with a password. Unpack it and choose the files in it."))
    if member.compress_type not in METHODS:
        raise Unreadable(
            _("This archive is packed in an unusual way. Unpack it and choose the files in it one by one.")
        )
    try:
        with archive.open(member) as stream:
            content = stream.read(left + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError) as problem:
        raise _damaged() from problem
    if len(content) > left or len(content) > MOST_RATIO * max(member.compress_size, 100):
        raise Unreadable(_("The files in this archive are larger than 5 MB. Export a shorter span of time."))
    return content


def _is_statement(name: str) -> bool:
    """Not what computers put in beside the files."""
    return not name.startswith("__MACOSX/") and not name.rpartition("/")[2].startswith(".")


def spreadsheet() -> Unreadable:
    return Unreadable(_("This is a spreadsheet. Save it as CSV and choose that file."))


def _damaged() -> Unreadable:
    return Unreadable(_("This archive is damaged. Export it again from the bank."))
