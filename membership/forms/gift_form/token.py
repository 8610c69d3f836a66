"""The token of one showing of the form: signed and dated. The browser's sum is done with it."""

from django import forms
from django.core import signing
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

#: Seconds: a form that comes back faster than a hand, or after so long that nobody remembers what it said.
LEAST_AGE, MOST_AGE = 2, 2 * 60 * 60
_signer = signing.TimestampSigner(salt="membership.form")


def new_token() -> str:
    """Signed and dated: proof that a form came from us, and one name for all the times it is sent."""
    return _signer.sign(get_random_string(22))


def nonce(token: str) -> str:
    """What was signed. Raises ValidationError with a sentence; the form then carries a new token."""
    try:
        signed = _signer.unsign(token, max_age=MOST_AGE)
    except signing.SignatureExpired as error:
        raise forms.ValidationError(
            _("This page was open for more than two hours. Look it over and press the button again.")
        ) from error
    except signing.BadSignature as error:
        raise forms.ValidationError(
            _("This page has come to us damaged. Look it over and press the button again.")
        ) from error
    return signed


def is_fast(token: str) -> bool:
    """Whether a token of ours comes back sooner than a hand fills in a form; the gate decides what of it."""
    try:
        _signer.unsign(token, max_age=LEAST_AGE)
    except signing.BadSignature:
        return False
    return True
