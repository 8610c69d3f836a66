"""A small piece of work that a browser does by itself, so that ten thousand gifts cost somebody something.

Nothing is asked of the donor and nobody else hears of it. While the form is filled in, the browser looks for
a number that, hashed with the form's own token, begins with so many zero bits (the idea of Hashcash); where
there is no script, a code that is mailed to the donor's own address takes its place. WCAG 2.2, 3.3.8: neither
is a test of memory or of sight.
"""

import hashlib

from membership.tokens import codes

#: Zero bits: 2^15 tries on average, a few seconds on an old telephone.
BITS = 15


def solved(token: str, answer: str) -> bool:
    """Whether SHA-256 of "token:answer", the answer in figures, begins with BITS zero bits."""
    if not answer.isascii() or not answer.isdecimal() or len(answer) > 12:
        return False
    digest = hashlib.sha256(f"{token}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def code_for(about: str) -> str:
    """The code that is mailed in place of the work; the same for the same form and mailbox, kept nowhere."""
    return codes.derive(f"challenge:{about}")


def is_code(typed: str, about: str) -> bool:
    return codes.fits(typed, codes.hashed(code_for(about)))
