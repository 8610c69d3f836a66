"""What goes over the wire: bracketed form fields in, Stripe's error JSON out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

DOCS = "https://docs.stripe.com/error-codes/"


class Refused(Exception):
    """A request that Stripe refuses, with the status and the fields of its error object."""

    def __init__(
        self,
        message: str,
        *,
        param: str = "",
        code: str = "",
        status: int = 400,
        kind: str = "invalid_request_error",
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"type": kind, "message": message, **more}
        if param:
            self.error["param"] = param
        if code:
            self.error |= {"code": code, "doc_url": DOCS + code.replace("_", "-")}

    @property
    def body(self) -> bytes:
        return json.dumps({"error": self.error}).encode()


def missing(kind: str, reference: str, param: str = "id") -> Refused:
    return Refused(f"No such {kind}: '{reference}'", param=param, code="resource_missing", status=404)


@dataclass(frozen=True)
class Page:
    """An answer that is no JSON: a hosted page, a redirect."""

    html: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def go(cls, url: str) -> Page:
        return cls(status=303, headers={"Location": url})


def nested(text: str) -> dict[str, Any]:
    """`a[b][0][c]=1` as {"a": {"b": {"0": {"c": "1"}}}}; `a[]=1&a[]=2` numbers its members."""
    tree: dict[str, Any] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        name, *rest = key.split("[")
        here = tree
        for part in (step.rstrip("]") for step in rest):
            below = here.setdefault(name, {})
            if not isinstance(below, dict):
                raise Refused(f"Invalid object: {key}", param=key)
            here, name = below, part or str(len(below))
        here[name] = value
    return tree
