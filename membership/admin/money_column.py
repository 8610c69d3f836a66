"""A column of the desk's tables that shows an amount."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from membership.money import Money


def money_column(column: str, description: Any) -> Callable[[Any, Any], str]:
    """`column` holds minor units of the row's currency."""

    @admin.display(description=description, ordering=column)
    def money(_admin: Any, row: Any) -> str:
        return Money(getattr(row, column), row.currency).exact

    return money
