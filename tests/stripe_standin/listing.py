"""Lists newest first with cursors, and `expand`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.stripe_standin import shapes
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Refused, missing

_TESTS = {
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
}
Fits = Callable[[Obj], bool]


def within(created: Any) -> Fits:
    """The `created` of a list request: a second, or an interval."""
    if created is None:
        return lambda obj: True
    if isinstance(created, int):
        return lambda obj: obj["created"] == created
    return lambda obj: all(_TESTS[name](obj["created"], value) for name, value in created.items())


def listed(
    world: World,
    kind: str,
    url: str,
    params: Obj,
    *,
    rows: Iterable[Obj] | None = None,
    fits: Fits | None = None,
) -> Obj:
    """A page of the objects of a kind in this mode. `rows`: those to choose from, newest first."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        bound = "greater than or equal to 1" if limit < 1 else "less than or equal to 100"
        raise Refused(f"This value must be {bound}.", param="limit", code="parameter_invalid_integer")
    after, before = params.get("starting_after"), params.get("ending_before")
    if after and before:
        raise Refused("You may only specify one of these parameters: starting_after, ending_before.")
    for name in ("starting_after", "ending_before"):
        if name in params and params[name] not in world.objects:
            raise missing(kind, params[name], name)
    in_time = within(params.get("created"))
    found: list[Obj] = []
    for obj in _from(world, kind, rows, after, before):
        if obj.get("livemode", world.live) == world.live and in_time(obj) and (fits is None or fits(obj)):
            found.append(obj)
            if len(found) > limit:
                break
    page = found[:limit]
    return {
        "object": "list",
        "url": url,
        "has_more": len(found) > limit,
        "data": page[::-1] if before else page,
    }


def _from(
    world: World, kind: str, rows: Iterable[Obj] | None, after: str | None, before: str | None
) -> Iterable[Obj]:
    """Newest first behind `after`; or oldest first from `before` on, so that the page next to it is cut off."""
    if rows is None:
        ids = world.rows[kind]
        if after:
            return (world.objects[ids[n]] for n in range(world.place[after] - 1, -1, -1))
        if before:
            return (world.objects[ids[n]] for n in range(world.place[before] + 1, len(ids)))
        return world.all(kind)
    rows = list(rows)
    ids = [row["id"] for row in rows]
    if after:
        return rows[ids.index(after) + 1 :] if after in ids else []
    if before:
        return reversed(rows[: ids.index(before)]) if before in ids else []
    return rows


def contained(world: World, kind: str, url: str, rows: list[Obj]) -> Obj:
    """A list inside an object."""
    return {"object": "list", "url": url, "has_more": False, "data": rows}


def expanded(world: World, answer: Obj, paths: list[str]) -> Obj:
    for path in paths:
        steps = path.split(".")
        if len(steps) > 4 + (answer.get("object") == "list"):
            raise Refused(f"You cannot expand more than 4 levels of a property: {path}.", param="expand")
        answer = _expand(world, answer, steps, path)
    return answer


def _expand(world: World, value: Any, steps: list[str], path: str) -> Any:
    if not steps or value is None:
        return value
    if isinstance(value, list):
        return [_expand(world, one, steps, path) for one in value]
    name, rest = steps[0], steps[1:]
    here = dict(value)
    if name in here or name == "data":
        below = here.get(name)
        if isinstance(below, str):
            below = world.objects.get(below, below)
            if isinstance(below, str):
                raise _cannot(path)
        here[name] = _expand(world, below, rest, path)
        return here
    if name not in shapes.ABSENT or name not in shapes.fields_of(shapes.class_of(here["object"])):
        raise _cannot(path)
    here[name] = _expand(world, _included(world, here, name), rest, path)
    return here


def _cannot(path: str) -> Refused:
    return Refused(
        f"This property cannot be expanded ({path}). You may want to try expanding another property.",
        param="expand[0]",
    )


def _included(world: World, obj: Obj, name: str) -> Obj:
    """The lists that come with an object only when they are asked for."""
    kind, by = {
        "payments": ("invoice_payment", "invoice"),
        "refunds": ("refund", "charge"),
        "subscriptions": ("subscription", "customer"),
        "line_items": ("item", "source"),
    }.get(name, ("", ""))
    if name == "line_items":
        return contained(world, kind, f"/v1/checkout/sessions/{obj['id']}/line_items", world.lines[obj["id"]])
    rows = list(world.all(kind, **{by: obj["id"]})) if kind else []
    return contained(world, kind, f"/v1/{name}", rows)
