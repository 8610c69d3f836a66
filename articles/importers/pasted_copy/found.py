"""What a recogniser says of one unit."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    kind: str
    #: The plain value: names, a picture, a READ line, a text.
    value: Any
    #: (start, end, kind) in the tidied text of the unit, ascending. What is between them is punctuation.
    stretches: tuple[tuple[int, int, str], ...]
