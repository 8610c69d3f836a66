"""Corrections that readers have, made at any moment and by nobody in particular."""

from __future__ import annotations

from typing import Any

from articles.models import Correction
from tests.builders.by_hand import by_hand


def make_correction(**told: Any) -> Correction:
    with by_hand():
        return Correction.objects.create(**told)
