"""Exact amounts, and how they, days and countries are written for a reader."""

from membership.money.amounts import (
    EXPONENTS,
    MOST_MINOR,
    Money,
    NotAnAmount,
    cover,
    read,
    unit,
    whole,
)
