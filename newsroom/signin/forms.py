"""The forms that take a password, and the one that asks for a new one."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom.signin import devices, forgotten, hashing
from newsroom.signin.accounts import named, tried_as
from newsroom.signin.tries import TooMany, Try
from newsroom.visitors import sent_from

#: Nobody's name or password is longer; what is, is looked at no further.
LONGEST = 254


class SignInForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _(
            "That name and password do not belong together, or this sign-in is not for the desk. "
            "Check both: capital letters count in the password."
        ),
    }

    request: HttpRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Name or e-mail")
        self.fields["password"].label = _("Password")
        self.fields["username"].error_messages["required"] = _("Write your name or e-mail.")
        self.fields["password"].error_messages["required"] = _("Write your password.")

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        if max(len(name), len(password)) > LONGEST:
            raise self.get_invalid_login_error()
        account = named(name)
        one = Try(
            account=tried_as(account, name),
            address=sent_from(self.request),
            device=devices.known(self.request, account),
        )
        with _counted(one):
            self.user_cache = authenticate(self.request, username=name, password=password)
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(self.user_cache)
        one.forgive()
        return self.cleaned_data


class OwnPasswordForm(AdminPasswordChangeForm):
    """Whoever sits down at somebody's desk cannot try passwords there without end either."""

    def clean_old_password(self) -> str:
        one = Try(account=f"own:{self.user.pk}", address=f"desk:{self.user.pk}")
        with _counted(one):
            password: str = super().clean_old_password()
        one.forgive()
        return password


class ForgottenForm(PasswordResetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail")
        self.fields["email"].error_messages["required"] = _("Write your e-mail.")

    def save(self, *_args: Any, request: HttpRequest | None = None, **_options: Any) -> None:
        assert request is not None
        forgotten.ask(self.cleaned_data["email"], sent_from(request))


@contextmanager
def _counted(one: Try) -> Iterator[None]:
    """Count a try and look at its password in turn; refuse with a sentence where that may not be."""
    try:
        one.count()
        with hashing.room():
            yield
    except TooMany as refused:
        minutes = max(1, math.ceil(refused.seconds / 60))
        said = ngettext(
            "Too many tries to sign in. Wait %(minutes)d minute, then try again.",
            "Too many tries to sign in. Wait %(minutes)d minutes, then try again.",
            minutes,
        )
        raise ValidationError(said % {"minutes": minutes}, code="too_many_tries") from None
    except hashing.Busy:
        one.take_back()
        raise ValidationError(
            _("Several people are signing in at this moment. Wait a few seconds, then press it again."),
            code="busy",
        ) from None
