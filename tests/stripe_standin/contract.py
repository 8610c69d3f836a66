"""Requests against the SDK's own types, so that the stand-in cannot drift; answers are in `shapes`.

`read` holds the body of a request against the TypedDict of `stripe.params` and gives it back with its integers,
booleans and lists; what does not fit is refused as Stripe would. One compiled check for each type is kept.
"""

from __future__ import annotations

import re
import sys
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Literal, Union, get_args, get_origin

from stripe import RequestOptions

from tests.stripe_standin.shapes import UntypedStripeObject
from tests.stripe_standin.wire import Refused

Reader = Callable[[Any, str], Any]
_OPTIONS = frozenset(RequestOptions.__annotations__)
_NAMES = {"UntypedStripeObject": UntypedStripeObject, "Decimal": Decimal}


def read(params: type | None, raw: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """The body with its types. `params` None: an endpoint that takes nothing but `expand`."""
    fields = _fields(params) if params else {"expand": (False, _list(_text))}
    read_in: dict[str, Any] = {}
    for name, value in raw.items():
        full = f"{path}[{name}]" if path else name
        if name not in fields:
            raise Refused(f"Received unknown parameter: {full}", param=full, code="parameter_unknown")
        read_in[name] = fields[name][1](value, full)
    for name, (required, _reader) in fields.items():
        if required and name not in read_in:
            full = f"{path}[{name}]" if path else name
            raise Refused(f"Missing required param: {full}.", param=full, code="parameter_missing")
    return read_in


def params_named(name: str) -> type | None:
    """`checkout.SessionCreateParams` of `stripe.params`; None where the SDK knows no such thing."""
    module, _, last = name.rpartition(".")
    return getattr(import_module(f"stripe.params.{module}".rstrip(".")), last, None)


@cache
def _fields(params: type) -> dict[str, tuple[bool, Reader]]:
    own = SimpleNamespace(
        __annotations__={n: h for n, h in params.__annotations__.items() if n not in _OPTIONS}
    )
    hints = typing.get_type_hints(own, vars(sys.modules[params.__module__]), _NAMES, include_extras=True)
    found = {}
    for name, hint in hints.items():
        optional = "NotRequired" in str(get_origin(hint))
        found[name] = (not optional, _reader(get_args(hint)[0] if optional else hint))
    return found


def _reader(hint: Any) -> Reader:  # noqa: PLR0911 (one line for each kind of type)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _either(get_args(hint))
    if origin is Literal:
        return _one_of([str(value) for value in get_args(hint)])
    if origin in (list, typing.List):  # noqa: UP006
        return _list(_reader(get_args(hint)[0]))
    if origin is dict or origin is UntypedStripeObject or hint is UntypedStripeObject:
        return _metadata
    if typing.is_typeddict(hint) or hasattr(hint, "__required_keys__"):
        return lambda value, path: read(hint, _mapping(value, path), path)
    if hint is bool:
        return _bool
    if hint is int:
        return _int
    if hint in (float, Decimal):
        return _number
    return _text


def _either(members: tuple[Any, ...]) -> Reader:
    """The SDK writes an enumeration as "one of these, or any text": the list is what counts, unless it is ''."""
    literals = [str(v) for m in members if get_origin(m) is Literal for v in get_args(m)]
    others = [m for m in members if get_origin(m) is not Literal and m is not type(None)]
    if any(literal for literal in literals):
        others = [m for m in others if m is not str]
    readers = [_reader(m) for m in others] + ([_one_of(literals)] if literals else [])
    readers.sort(key=lambda r: r is _text)

    def reader(value: Any, path: str) -> Any:
        if value == "" and "" in literals:
            return ""
        trouble = None
        for attempt in readers:
            try:
                return attempt(value, path)
            except Refused as refused:
                # What is inside an object says more than that an object is no text.
                trouble = refused if trouble is None or isinstance(value, Mapping) else trouble
                if refused.error.get("code") in {"parameter_unknown", "parameter_missing"}:
                    raise
        raise trouble or Refused(f"Invalid value for {path}.", param=path)

    return reader


def _one_of(allowed: list[str]) -> Reader:
    def reader(value: Any, path: str) -> str:
        if value not in allowed:
            name = path.rsplit("[", 1)[-1].rstrip("]")
            raise Refused(f"Invalid {name}: must be one of {', '.join(allowed)}", param=path)
        return value

    return reader


def _list(member: Reader) -> Reader:
    def reader(value: Any, path: str) -> list[Any]:
        if not isinstance(value, Mapping) or not all(key.isdigit() for key in value):
            raise Refused("Invalid array", param=path)
        return [member(value[key], f"{path}[{key}]") for key in sorted(value, key=int)]

    return reader


def _mapping(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused("Invalid object", param=path)
    return value


def _metadata(value: Any, path: str) -> dict[str, str]:
    found = dict(_mapping(value, path)) if value != "" else {}
    for name, text in found.items():
        if not isinstance(text, str) or len(name) > 40 or len(text) > 500 or len(found) > 50:
            raise Refused(f"Metadata must be at most 50 short texts: {path}[{name}]", param=path)
    return found


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"Invalid string: {value}", param=path)
    if value == "":
        raise Refused(
            f"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a "
            f"parameter; however '{path}' cannot be unset.",
            param=path,
            code="parameter_invalid_empty",
        )
    return value


def _int(value: Any, path: str) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,18}", value):
        raise Refused(f"Invalid integer: {value}", param=path, code="parameter_invalid_integer")
    return int(value)


def _number(value: Any, path: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        raise Refused(f"Invalid decimal: {value}", param=path)
    return value


def _bool(value: Any, path: str) -> bool:
    if value not in ("true", "false"):
        raise Refused(f"Invalid boolean: {value}", param=path)
    return value == "true"
