"""Patterns of hundreds of words. To compile them is a seventh of the start of a process; few read copy."""

import re
from functools import partial
from typing import cast

from django.utils.functional import SimpleLazyObject


def of_words(pattern: str) -> re.Pattern[str]:
    """Whatever the case of its letters; compiled when it is first asked."""
    return cast("re.Pattern[str]", SimpleLazyObject(partial(re.compile, pattern, re.IGNORECASE)))
