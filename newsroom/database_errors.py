"""What an error of the database means for whoever waits: try again soon, make room, or prepare it first."""

import errno

from django.db import Error

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")


def one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def is_full(error: BaseException) -> bool:
    """No room is left on the disk: SQLITE_FULL, PostgreSQL's 53100, or the operating system's own ENOSPC."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    cause = error.__cause__
    return isinstance(error, Error) and (
        getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100"
    )


def is_read_only(error: BaseException) -> bool:
    """The disk takes nothing more, as after a fault of its own: EROFS, or all kinds of SQLITE_READONLY."""
    if isinstance(error, OSError):
        return error.errno == errno.EROFS
    name = getattr(error.__cause__, "sqlite_errorname", "")
    return isinstance(error, Error) and name.startswith("SQLITE_READONLY")


def is_busy(error: BaseException) -> bool:
    """Somebody else held what we wanted for too long, and nothing was changed: asked again, it may well go.

    SQLITE_BUSY and SQLITE_LOCKED in all their kinds; PostgreSQL's lock timeout, deadlock and lost race.
    """
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", "")
    return isinstance(error, Error) and (
        name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
        or getattr(cause, "sqlstate", "") in {"55P03", "40P01", "40001"}
    )


def is_unprepared(error: BaseException) -> bool:
    """A table or a column is missing: the database is empty, or of another release."""
    cause = error.__cause__
    return isinstance(error, Error) and (
        str(error).startswith(("no such table", "no such column"))
        or getattr(cause, "sqlstate", "") in {"42P01", "42703"}
    )


def is_damaged(error: BaseException) -> bool:
    """What lies on the disk is no database, or none any more, or cannot be read."""
    cause = error.__cause__
    return isinstance(error, Error) and (
        getattr(cause, "sqlite_errorname", "").startswith(_DAMAGED)
        or getattr(cause, "sqlstate", "") in {"XX001", "XX002"}
    )
