"""Signing in to the desk, with limits on tries for each account and each address.

The tight limit is on an account and an address together: whoever guesses at somebody's password shuts out
their own address, not the account's owner at another one. A wide limit on the account alone stops guesses
from many addresses.

Every try counts before the password is looked at, so that many at once cannot slip through; one that
succeeds, or that another limit refuses, is taken back. While a limit stands, even the right password is
refused, with how long to wait.
A name that nobody has is counted, and answered, like one that somebody has.
"""

from __future__ import annotations

import math
import time
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom.models import User

#: Tries in a span of time: for one account (however it is named) from one address, for one address, and
#: for one account from all addresses. Asked in this order.
LIMITS = {"pair": "5/15m/key", "address": "30/15m/ip", "account": "50/15m/key"}


class SignInForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _(
            "That name and password do not belong together, or this sign-in is not for the desk. "
            "Check both: capital letters count in the password."
        ),
    }

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
        account = _account_key(name)
        keys = {"pair": f"{account} {ratelimit.get_ip(self.request)}", "address": None, "account": account}
        usages = self._count(keys)
        self.user_cache = authenticate(self.request, username=name, password=password)
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(self.user_cache)
        ratelimit.clear(self.request, app="newsroom.signin", action="pair", config=LIMITS, key=keys["pair"])
        _take_back(usages)
        return self.cleaned_data

    def _count(self, keys: dict[str, str | None]) -> list[ratelimit.RateLimitUsage]:
        """Count this try under every limit, or under none if one of them refuses it."""
        usages: list[ratelimit.RateLimitUsage] = []
        for action in LIMITS:
            usage = ratelimit.consume(
                self.request,
                app="newsroom.signin",
                action=action,
                config=LIMITS,
                key=keys[action],
                limit_get=True,
            )
            if usage is None:
                _take_back(usages)
                raise ValidationError(self._too_many(action, keys[action]), code="too_many_tries")
            usages.append(usage)
        return usages

    def _too_many(self, action: str, key: str | None) -> str:
        (rate,) = ratelimit.parse_rates(LIMITS[action])
        place = ratelimit.get_cache_key(
            self.request, app="newsroom.signin", action=action, rate=rate, key=key
        )
        tries = cache.get(place, [])
        seconds = tries[-1] + rate.duration - time.time() if tries else 1
        minutes = max(1, math.ceil(seconds / 60))
        return ngettext(
            "Too many tries to sign in. Wait %(minutes)d minute, then try again.",
            "Too many tries to sign in. Wait %(minutes)d minutes, then try again.",
            minutes,
        ) % {"minutes": minutes}


def _take_back(usages: list[ratelimit.RateLimitUsage]) -> None:
    for usage in usages:
        usage.rollback()


def _account_key(name: str) -> str:
    """One key for an account, whether it is named by sign-in name or by e-mail, in capitals or not."""
    name = name.strip()
    found = (
        User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
        .order_by("pk")
        .values("pk")
        .first()
    )
    return f"person:{found['pk']}" if found else f"name:{name.casefold()}"
