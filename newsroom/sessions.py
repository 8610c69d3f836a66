"""Sessions kept under a hash of their key: a copy of the table signs nobody in.

The cookie holds the key itself; the table holds what cannot be turned back into it.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

#: As many hexadecimal digits of the SHA-256 as Django's column holds: 160 bits.
DIGITS = 40


def row_key(session_key: str) -> str:
    """The key under which the session of this cookie stands in the table."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:DIGITS]


class SessionStore(db.SessionStore):
    def exists(self, session_key: str) -> bool:
        return super().exists(row_key(session_key))

    async def aexists(self, session_key: str) -> bool:
        return await super().aexists(row_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return _hashed(super().create_model_instance(data))

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return _hashed(await super().acreate_model_instance(data))

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(row_key(key))

    async def adelete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            await super().adelete(row_key(key))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        return self._found(self._rows().first())

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return self._found(await self._rows().afirst())

    def _rows(self) -> Any:
        return self.model.objects.filter(
            session_key=row_key(self.session_key or ""), expire_date__gt=timezone.now()
        )

    def _found(self, row: AbstractBaseSession | None) -> AbstractBaseSession | None:
        """A key that opens nothing is dropped, so that nobody can choose the key of a session to come."""
        if row is None:
            self._session_key = None
        return row


def _hashed(row: AbstractBaseSession) -> AbstractBaseSession:
    row.session_key = row_key(row.session_key)
    return row
