"""Plots as plain values: figures in, places and path data out. Templates draw them as SVG."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from membership.money import EXPONENTS, Money, locales

#: Steps between grid lines that are easy to read, times a power of ten.
_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


#: How far two marks beside a plot stand apart at least, in its own units.
LINE = 14


@dataclass(frozen=True)
class Frame:
    """A drawing of `width` by `height`, and how much of it each side leaves for words."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def start(self) -> int:
        return self.left

    @property
    def end(self) -> int:
        return self.width - self.right

    @property
    def floor(self) -> int:
        return self.height - self.bottom

    @property
    def tick_x(self) -> int:
        """Where the words of the axis end."""
        return self.left - 8

    @property
    def below(self) -> int:
        """Where the words under the floor stand."""
        return self.height - self.bottom + 20

    @property
    def foot(self) -> int:
        """Where words stand that leave room for others above them."""
        return self.height - 8

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    def across(self, place: int, places: int) -> float:
        """Where the point number `place` of `places` stands, from edge to edge."""
        return round(self.left + (self.end - self.left) * (place / max(places - 1, 1)), 1)

    def height_of(self, value: float, least: float, most: float) -> float:
        """Where a value stands between the floor (`least`) and the top (`most`)."""
        return round(self.floor - (self.floor - self.top) * ((value - least) / ((most - least) or 1)), 1)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    label: str
    #: On which side of the point its label has room: "start", "middle" or "end", as SVG's text-anchor has it.
    side: str

    @property
    def label_x(self) -> float:
        return round(self.x + {"start": 10, "middle": 0, "end": 0}[self.side], 1)

    @property
    def dy(self) -> int:
        """Beside the point where there is room, above it where there is none."""
        return 4 if self.side == "start" else -12


@dataclass(frozen=True)
class Lines:
    frame: Frame
    ys: list[Tick]
    xs: list[Tick]
    line: str
    last: Point | None
    plan: str = ""
    goal: Tick | None = None


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    value: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def bottom(self) -> float:
        return round(self.y + self.height, 1)


@dataclass(frozen=True)
class Bars:
    frame: Frame
    ys: list[Tick]
    xs: list[Tick]
    zero: float
    ups: list[Bar]
    downs: list[Bar]


def ticks(most: int, *, about: int = 4, one: int = 1) -> list[int]:
    """Zero and up to `about` more whole numbers, evenly apart, of which the last is at least `most`: `one`
    where there is nothing yet."""
    if most <= 0:
        return [0, one]
    rough = most / about
    power = 10 ** floor(log10(rough))
    step = next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))
    whole = max(ceil(step - 1e-9), 1)
    return [whole * number for number in range(ceil(most / whole) + 1)]


def short(amount: Money) -> str:
    """An amount for an axis: €24k, €1.5k, €600; 0 without a currency."""
    if amount.minor == 0:
        return "0"
    units = Decimal(amount.minor).scaleb(-EXPONENTS[amount.currency])
    for size, letter in ((1_000_000, "m"), (1000, "k")):
        if abs(units) >= size and units % (size // 100) == 0:
            few = (units / size).normalize()
            written = locales.amount(few, amount.currency, decimals=max(0, -int(few.as_tuple().exponent)))
            return re.sub(r"(\d)(?=\D*$)", rf"\1{letter}", written)
    return str(amount)


def path(points: Sequence[tuple[float, float]]) -> str:
    """SVG path data through these points: "M90 420L100 410"."""
    return "".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(points))


def goal_lines(
    frame: Frame,
    totals: Sequence[int],
    *,
    currency: str,
    places: int,
    labels: Sequence[tuple[int, str]],
    goal: int | None,
    goal_label: str,
    last_label: str,
) -> Lines:
    """Running totals over `places` days, and the even pace to the goal. `labels`: (day from 0, word)."""
    marks = ticks(max([goal or 0, *totals]), one=10 ** EXPONENTS[currency])
    most, least = marks[-1], min([0, *totals])
    points = [
        (frame.across(place, places), frame.height_of(total, least, most))
        for place, total in enumerate(totals)
    ]
    plan, goal_tick = "", None
    if goal:
        goal_y = frame.height_of(goal, least, most)
        begins = frame.height_of(goal / places, least, most)
        plan = path([(frame.across(0, places), begins), (frame.end, goal_y)])
        goal_tick = Tick(goal_y, goal_label)
    return Lines(
        frame=frame,
        ys=[Tick(frame.height_of(mark, least, most), short(Money(mark, currency))) for mark in marks],
        xs=[Tick(frame.across(place, places), word) for place, word in labels],
        line=path(points),
        last=_last(frame, points, last_label),
        plan=plan,
        goal=goal_tick,
    )


def lines(
    frame: Frame, values: Sequence[int], *, currency: str, labels: Sequence[tuple[int, str]], last_label: str
) -> Lines:
    """One value after another, such as twelve months."""
    marks = ticks(max([0, *values]), about=3, one=10 ** EXPONENTS[currency])
    points = [
        (frame.across(place, len(values)), frame.height_of(value, 0, marks[-1]))
        for place, value in enumerate(values)
    ]
    return Lines(
        frame=frame,
        ys=[Tick(frame.height_of(mark, 0, marks[-1]), short(Money(mark, currency))) for mark in marks],
        xs=[Tick(frame.across(place, len(values)), word) for place, word in labels],
        line=path(points),
        last=_last(frame, points, last_label),
    )


def bars(
    frame: Frame, ups: Sequence[int], downs: Sequence[int], *, labels: Sequence[tuple[int, str]]
) -> Bars:
    """What came above a line, what went below it, in pairs."""
    above, below = ticks(max([0, *ups]), about=2), ticks(max([0, *downs]), about=1)
    least, most = -below[-1], above[-1]
    zero = frame.height_of(0, least, most)
    room = (frame.end - frame.left) / max(len(ups), 1)
    width = round(room * 0.6, 1)

    def bar(place: int, value: int) -> Bar:
        y = frame.height_of(value, least, most)
        left = round(frame.left + room * place + (room - width) / 2, 1)
        return Bar(left, min(y, zero), width, round(abs(y - zero), 1), abs(value))

    # Where little went, its mark would lie on the zero.
    marks = {*above, least} if frame.height_of(least, least, most) - zero >= LINE else set(above)
    return Bars(
        frame=frame,
        ys=[Tick(frame.height_of(mark, least, most), str(abs(mark))) for mark in sorted(marks)],
        xs=[Tick(round(frame.left + room * (place + 0.5), 1), word) for place, word in labels],
        zero=zero,
        ups=[bar(place, value) for place, value in enumerate(ups)],
        downs=[bar(place, -value) for place, value in enumerate(downs)],
    )


def share(value: int, most: int, *, width: int) -> int:
    """How long a bar of `width` at most is for this value; nothing for what is below zero."""
    return round(width * max(value, 0) / most) if most > 0 else 0


def _last(frame: Frame, points: Sequence[tuple[float, float]], label: str) -> Point | None:
    if not points:
        return None
    x, y = points[-1]
    side = "start" if x < frame.left + (frame.end - frame.left) * 0.6 else "end"
    return Point(x, y, label, side)
