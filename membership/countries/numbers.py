"""Check digits of the numbers by which tax offices know an organisation."""

import re
from collections.abc import Callable

_ABN_WEIGHTS = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)


def is_abn(text: str) -> bool:
    """Australian Business Number: first figure less one, weighted sum divisible by 89 (Australian Business
    Register)."""
    figures = [int(char) for char in re.sub(r"\s", "", text)]
    figures[0] -= 1
    return sum(figure * weight for figure, weight in zip(figures, _ABN_WEIGHTS, strict=True)) % 89 == 0


def is_luhn(text: str) -> bool:
    """SIREN, and the business number inside a CRA registration: the sum of Luhn (ISO/IEC 7812-1, annex B)."""
    figures = [int(char) for char in re.sub(r"\D", "", text)[:9]]
    doubled = [figure if place % 2 == 0 else figure * 2 for place, figure in enumerate(reversed(figures))]
    return sum(figure - 9 if figure > 9 else figure for figure in doubled) % 10 == 0


def is_french(text: str) -> bool:
    return text.upper().startswith("W") or is_luhn(text)


#: By rule, for what already has the right shape.
CHECKS: dict[str, Callable[[str], bool]] = {"au": is_abn, "ca": is_luhn, "fr": is_french}
