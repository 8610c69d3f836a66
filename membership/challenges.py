"""A small piece of work that a browser does by itself, so that ten thousand gifts cost somebody something.

Nothing is asked of the donor and nobody else hears of it. The browser looks for a number that, hashed with
our sentence, begins with so many zero bits (the idea of Hashcash); where there is no script, a code that is
mailed to the donor's own address takes its place. WCAG 2.2, 3.3.8: neither is a test of memory or of sight.
"""

from __future__ import annotations

import hashlib

from django.core import signing
from django.utils.crypto import get_random_string

from membership import codes

#: Zero bits: 2^15 tries on average, a few seconds on an old telephone.
BITS = 15
MOST_AGE = 30 * 60
_signer = signing.TimestampSigner(salt="membership.challenge")


def make() -> str:
    """A new challenge: signed and dated, so that nobody makes his own or keeps one for later."""
    return _signer.sign(get_random_string(22))


def solved(challenge: str, answer: str) -> bool:
    """Whether this is our challenge, not too old, and `answer` (a whole number in figures) solves it."""
    if not answer.isascii() or not answer.isdecimal() or len(answer) > 12:
        return False
    try:
        _signer.unsign(challenge, max_age=MOST_AGE)
    except signing.BadSignature:
        return False
    return solved_by(challenge, answer)


def solved_by(challenge: str, answer: str) -> bool:
    """The sum alone: SHA-256 of "challenge:answer" begins with BITS zero bits."""
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def code_for(about: str) -> str:
    """The code that is mailed in place of the work; the same for the same form and mailbox, kept nowhere."""
    return codes.derive(f"challenge:{about}")


def is_code(typed: str, about: str) -> bool:
    return codes.fits(typed, codes.hashed(code_for(about)))
