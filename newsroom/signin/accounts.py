"""Which account a name belongs to, and whether a password fits it."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from newsroom.models import User


def named(name: str) -> User | None:
    """The one account with this sign-in name, or else this e-mail, in capitals or not.

    A name as it is written goes before one in other capitals, and that before an e-mail. None where
    several fit equally well: whoever shares a mailbox signs in by name.
    """
    name = name.strip()
    found = list(User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)))
    ways = (
        [user for user in found if user.username == name],
        [user for user in found if user.username.casefold() == name.casefold()],
        [user for user in found if user.is_active],
    )
    return next((users[0] if len(users) == 1 else None for users in ways if users), None)


def tried_as(account: User | None, name: str) -> str:
    """Under what tries at this name are counted: the account's name or its e-mail, whichever was written.

    Never the account itself: who had used up the tries at an e-mail could then see whose name it goes with.
    """
    if account is None:
        written = name.strip()
    else:
        by_name = account.username.upper() == name.strip().upper()
        written = account.username if by_name else account.email
    return f"name:{written.casefold()}"


class NameOrEmail(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The person whose password this is. One is hashed for every name, so none is told from another."""
        if not username or password is None:
            return None
        user = named(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
