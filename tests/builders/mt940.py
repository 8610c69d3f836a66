"""A statement as MT940, with the entries and balances that a test needs."""

from __future__ import annotations

from zlib import crc32

ACCOUNT = "DE42000000000640123456"


def mt940(
    *entries: tuple,
    opening: int = 10000,
    days: tuple[str, str] = ("0301", "0331"),
    off: int = 0,
    account: str = ACCOUNT,
) -> bytes:
    """(mark, amount, text[, payer[, day]]) for each entry: mark C, D, RC or RD, a day as 0302 of 2026.

    `off` is by how much the closing balance is wrong, in cents as the opening one.
    """
    lines = [":20:STARTUMS", f":25:{account}", ":28C:1/1", f":60F:{_balance(opening, days[0])}"]
    closing = opening + off
    for number, entry in enumerate(entries, start=1):
        mark, amount, text, payer, day = (*entry, *("Hanne Oduya", "0302")[len(entry) - 3 :])
        minor = int(amount.replace(",", ""))
        closing += minor if mark in {"C", "RD"} else -minor
        lines += [
            f":61:26{day}{day}{mark}{amount}N062NONREF//B{crc32(text.encode()):x}{number}",
            f":86:166?00GUTSCHRIFT?20SVWZ+{text}?32{payer}",
        ]
    return "\n".join([*lines, f":62F:{_balance(closing, days[1])}", "-", ""]).encode()


def _balance(minor: int, day: str) -> str:
    return f"{'D' if minor < 0 else 'C'}26{day}EUR{abs(minor) // 100},{abs(minor) % 100:02}"
