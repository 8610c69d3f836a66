"""Many who come to the gate."""

from __future__ import annotations

import itertools
from uuid import uuid4

from django.utils import timezone

from membership.giving import gate
from membership.giving.verdict import Answer, Evidence, Facts
from membership.money import Money
from membership.tokens import challenges

FAIR = "203.0.113.9"


def facts(
    *, card: bool = True, address: str = FAIR, minor: int = 1000, proved: bool = False, **told
) -> Facts:
    token = uuid4().hex
    answer = solve(token) if proved else ""
    evidence = Evidence(address=address, answer=answer, **told)
    email = f"{token}@reader.example"
    return Facts(token, email, Money(minor, "EUR"), card, evidence, timezone.now())


def solve(token: str) -> str:
    return next(str(n) for n in itertools.count() if challenges.solved(token, str(n)))


def answers(number: int, **told) -> list[Answer]:
    return [gate.ask(facts(**told)).answer for _ in range(number)]
