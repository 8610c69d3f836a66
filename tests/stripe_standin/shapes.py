"""Answers against the SDK's own classes, so that the stand-in cannot drift; requests are in `contract`.

`faults_of` says what an answer has that the SDK's class does not know, lacks, or holds to be of another type;
`blank` is where every object starts. One compiled check for each class is kept.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

from stripe import ListObject, StripeObject

# The SDK gives these two no public name: its list of all kinds of objects, and what stands for any other.
from stripe._object_classes import OBJECT_CLASSES
from stripe._stripe_object import UntypedStripeObject

Checker = Callable[[Any, str, list[str]], None]
#: Sent only when asked for by `expand`, or only when there is something to say.
ABSENT = frozenset({"deleted", "payments", "refunds", "line_items", "subscriptions", "sources", "tax_ids"})


def faults_of(answer: Mapping[str, Any]) -> list[str]:
    """Every field that the SDK's class does not know, lacks, or holds to be of another type."""
    faults: list[str] = []
    _object(answer, str(answer.get("object")), faults)
    return faults


@cache
def class_of(kind: str) -> type:
    module, name = OBJECT_CLASSES[kind]
    return getattr(import_module(module), name)


@cache
def fields_of(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if issubclass(base, StripeObject) and base is not StripeObject:
            found |= {
                n: h
                for n, h in vars(base).get("__annotations__", {}).items()
                if n[0] != "_" and n != "OBJECT_NAME"
            }
    return found


@cache
def blank(kind: str) -> dict[str, None]:
    """Every field that may be null, null: as the service answers what does not apply."""
    hints = fields_of(class_of(kind))
    return {n: None for n, h in hints.items() if type(None) in get_args(h) and n not in ABSENT}


def _object(value: Any, path: str, faults: list[str], cls: type | None = None) -> None:
    if not isinstance(value, Mapping):
        faults.append(f"{path}: {value!r} is no object")
        return
    kind = value.get("object")
    if kind == "list":
        for number, member in enumerate(value.get("data", ())):
            _object(member, f"{path}[{number}]", faults)
        return
    if value.get("deleted") is True:
        return
    if cls is None or isinstance(kind, str):
        if kind not in OBJECT_CLASSES:
            faults.append(f"{path}: the SDK knows no object {kind!r}")
            return
        cls = class_of(kind)
    checks, needed = _checks(cls)
    for name, member in value.items():
        if name not in checks:
            faults.append(f"{path}.{name}: unknown to the SDK")
        elif member is not None or name in needed:
            checks[name](member, f"{path}.{name}", faults)
    faults += [f"{path}.{name}: missing" for name in sorted(needed - value.keys())]


@cache
def _checks(cls: type) -> tuple[dict[str, Checker], frozenset[str]]:
    """The check of each field, and the fields that must be there and not null."""
    hints = fields_of(cls)
    needed = frozenset(name for name, hint in hints.items() if type(None) not in get_args(hint))
    return {name: _checker(hint) for name, hint in hints.items()}, needed


def _checker(hint: Any) -> Checker:  # noqa: PLR0911 (one line for each kind of type)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _any_of(get_args(hint))
    if origin is Literal:
        return _simple(lambda v: v in get_args(hint), f"one of {get_args(hint)}")
    if origin in (list, typing.List):  # noqa: UP006
        return _all(_checker(get_args(hint)[0]))
    if isinstance(hint, (str, ForwardRef)):
        name = hint if isinstance(hint, str) else hint.__forward_arg__
        if name.startswith(("UntypedStripeObject", "Dict")):
            return _simple(lambda v: isinstance(v, dict), "a mapping")
        return lambda v, p, f: _object(v, p, f) if not isinstance(v, dict) or "object" in v else None
    cls = origin or hint
    if cls in (dict, UntypedStripeObject):
        return _simple(lambda v: isinstance(v, dict), "a mapping")
    if isinstance(cls, type) and issubclass(cls, StripeObject):
        return lambda v, p, f: _object(v, p, f, None if cls is ListObject else cls)
    if hint is type(None):
        return _simple(lambda v: v is None, "null")
    if hint in (int, float):
        return _simple(lambda v: type(v) in (int, hint), hint.__name__)
    if hint in (bool, str, Decimal):
        wanted = str if hint is Decimal else hint
        return _simple(lambda v: type(v) is wanted, wanted.__name__)
    return _simple(lambda v: True, "anything")


def _simple(fits: Callable[[Any], bool], wanted: str) -> Checker:
    def checker(value: Any, path: str, faults: list[str]) -> None:
        if not fits(value):
            faults.append(f"{path}: {value!r} is not {wanted}")

    return checker


def _all(member: Checker) -> Checker:
    def checker(value: Any, path: str, faults: list[str]) -> None:
        if not isinstance(value, list):
            faults.append(f"{path}: {value!r} is no list")
            return
        for number, one in enumerate(value):
            member(one, f"{path}[{number}]", faults)

    return checker


def _any_of(members: tuple[Any, ...]) -> Checker:
    """As for requests: "one of these, or any text" means one of these."""
    if any(get_origin(m) is Literal for m in members):
        members = tuple(m for m in members if m is not str)
    nullable = type(None) in members
    checks = [_checker(m) for m in members if m is not type(None)]

    def checker(value: Any, path: str, faults: list[str]) -> None:
        if value is None and nullable:
            return
        least: list[str] | None = None
        for check in checks:
            found: list[str] = []
            check(value, path, found)
            if not found:
                return
            least = found if least is None or isinstance(value, dict) else least
        faults += least or [f"{path}: {value!r} may not stand here"]

    return checker
