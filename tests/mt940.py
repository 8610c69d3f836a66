"""A statement as MT940, with the entries and balances that a test needs."""

from __future__ import annotations

from zlib import crc32

ACCOUNT = "DE42000000000640123456"


def mt940(
    *entries: tuple,
    opening: str = "C260301EUR100,00",
    closing: str = "C260331EUR100,00",
    account: str = ACCOUNT,
) -> bytes:
    """(mark, amount, text[, payer[, day]]) for each entry: mark C, D, RC or RD, a day as 0302 of 2026."""
    lines = [":20:STARTUMS", f":25:{account}", ":28C:1/1", f":60F:{opening}"]
    for number, entry in enumerate(entries, start=1):
        mark, amount, text, payer, day = (*entry, *("Hanne Oduya", "0302")[len(entry) - 3 :])
        lines += [
            f":61:26{day}{day}{mark}{amount}N062NONREF//B{crc32(text.encode()):x}{number}",
            f":86:166?00GUTSCHRIFT?20SVWZ+{text}?32{payer}",
        ]
    return "\n".join([*lines, f":62F:{closing}", "-", ""]).encode()
