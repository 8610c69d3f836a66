"""What was typed into a story form, as the form would be if it had just been sent: put in, not checked."""

from collections.abc import Iterable
from typing import Any

from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from articles.editing.autosaving import Typed

LISTS = ("bylines", "photo_uses", "related_links")
#: Parts of a row that belong to the form it was typed in.
OF_THAT_FORM = ("id", "DELETE", "order")


def sent_again(typed: Typed) -> QueryDict:
    """Rows that were taken off are left out, and all others are new: a list is written as a whole."""
    data = QueryDict(mutable=True)
    rows: dict[str, dict[str, dict[str, str]]] = {name: {} for name in LISTS}
    for name, value in typed:
        prefix, number, part = _row_of(name)
        if prefix not in rows:
            data.appendlist(name, value)
        elif number.isdecimal():
            rows[prefix].setdefault(number, {})[part] = value
    for prefix, found in rows.items():
        kept = sorted((row for row in found.values() if "DELETE" not in row), key=_order)
        for place, row in enumerate(kept):
            for part, value in row.items():
                if part not in OF_THAT_FORM:
                    data[f"{prefix}-{place}-{part}"] = value
            data[f"{prefix}-{place}-order"] = str(place)
        data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(kept)), "0"
    return data


def unchecked(form: Any, lists: Iterable[Any]) -> None:
    """What is not finished yet is shown without a complaint, until it is saved."""
    form._errors = ErrorDict()
    for rows in lists:
        for row in rows.forms:
            row._errors = ErrorDict()
        rows._errors, rows._non_form_errors = [row._errors for row in rows.forms], ErrorList()


def _row_of(name: str) -> tuple[str, str, str]:
    """“bylines-0-author” is of the list “bylines”, row 0; anything else is of none."""
    prefix, _dash, rest = name.partition("-")
    number, _dash, part = rest.partition("-")
    return prefix, number, part


def _order(row: dict[str, str]) -> int:
    order = row.get("order", "")
    return int(order) if order.isdecimal() and len(order) < 6 else 10_000
