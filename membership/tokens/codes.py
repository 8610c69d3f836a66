"""Codes that are e-mailed to sign in: derived when the mail is made and when it is answered, never stored.

A row that names the code and the newsroom's SECRET_KEY make it together, so neither a copy of the database
nor the queue of mails holds one. Forty bits: eight characters that nobody mistakes for another.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from membership.transfers.references import ALPHABET

LENGTH = 8
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", " ": "", "-": "", "–": ""})


def derive(row: str) -> str:
    """The code of the row that this names: eight characters of ALPHABET."""
    digest = salted_hmac("membership.tokens.codes", row, algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])  # 256 = 8 × 32: no bias


def grouped(code: str) -> str:
    """As it stands in the mail: 7K4Q-9XB2."""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str:
    """What somebody typed, as we write it: in any case, with or without the dash, O for 0."""
    return "".join(typed.split()).upper().translate(_LOOKALIKES)[:40]


def hashed(code: str) -> str:
    """What a row keeps of its code. Keyed, as forty bits can be tried out."""
    return salted_hmac("membership.tokens.codes.hash", code, algorithm="sha256").hexdigest()


def fits(typed: str, kept: str) -> bool:
    return constant_time_compare(hashed(read(typed)), kept)
