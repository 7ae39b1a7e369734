"""Where the arrows of the flowchart run: from step to step over the columns, and back where a check sends work back.

All in points, y upwards. Steps stand in rows one below the other, so what runs inside a row meets no other symbol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

Point = tuple[float, float]
CLEARANCE = 6.0
"""Between a symbol and an arrow that goes around it, and between an arrow and the row's lower edge."""


class Port(Enum):
    """Where an arrow leaves or meets a symbol; what goes on comes in from above."""

    LEFT = -1
    BOTTOM = 0
    RIGHT = 1


@dataclass(frozen=True)
class Symbol:
    """A symbol's middle and half its extent, in a row that ends at `floor`; `returns_to` is a place among symbols."""

    x: float
    y: float
    half_width: float
    half_height: float
    floor: float
    column: int
    returns_to: int | None = None

    def at(self, port: Port) -> Point:
        """Return where that port is."""
        if port is Port.BOTTOM:
            return self.x, self.y - self.half_height
        return self.x + port.value * self.half_width, self.y

    @property
    def top(self) -> Point:
        """Where arrows come in."""
        return self.x, self.y + self.half_height

    def beside(self, port: Port) -> float:
        """Return the x of the lane on that side."""
        return self.x + port.value * (self.half_width + CLEARANCE)


@dataclass(frozen=True)
class Arrow:
    """A line through points, its head at the last; `of` is the place of its symbol, `port` where it leaves that."""

    of: int
    points: tuple[Point, ...]
    port: Port
    is_return: bool = False


def arrows(symbols: Sequence[Symbol]) -> Iterator[Arrow]:
    """Yield the arrow from each symbol to the next, and those that send back."""
    for place, symbol in enumerate(symbols):
        if place + 1 < len(symbols):
            yield _onward(symbols, place)
        if symbol.returns_to is not None:
            yield _back(symbols, place, symbol.returns_to)


def exit_of(symbols: Sequence[Symbol], place: int) -> Port:
    """Return where a symbol's work goes on: towards the next, beneath where the way back runs on that side."""
    symbol = symbols[place]
    if place + 1 == len(symbols):
        return Port.BOTTOM
    onward = _side(symbol, symbols[place + 1])
    back = symbol.returns_to
    if back is not None and back != place and _side(symbol, symbols[back]) is onward:
        return Port.BOTTOM
    return onward


def _side(one: Symbol, other: Symbol) -> Port:
    return Port((other.column > one.column) - (other.column < one.column))


def _onward(symbols: Sequence[Symbol], place: int) -> Arrow:
    one, other, port = symbols[place], symbols[place + 1], exit_of(symbols, place)
    start = one.at(port)
    if port is not Port.BOTTOM:
        return Arrow(place, (start, (other.x, one.y), other.top), port)
    if one.column == other.column:
        return Arrow(place, (start, other.top), port)
    under = one.floor + CLEARANCE
    return Arrow(place, (start, (one.x, under), (other.x, under), other.top), port)


def _back(symbols: Sequence[Symbol], place: int, back: int) -> Arrow:
    one, other = symbols[place], symbols[back]
    if place == back:
        return _around(symbols, place)
    port = _exit_back(symbols, place)
    if _may_enter_beneath(symbols, place, back):
        return Arrow(place, (one.at(port), (other.x, one.y), other.at(Port.BOTTOM)), port, is_return=True)
    enter = _free_side(symbols, back)
    if one.column == other.column:
        port = enter
    lane = other.beside(enter)
    if one.column == other.column:
        lane = other.x + enter.value * (max(one.half_width, other.half_width) + CLEARANCE)
    return Arrow(place, (one.at(port), (lane, one.y), (lane, other.y), other.at(enter)), port, is_return=True)


def _around(symbols: Sequence[Symbol], place: int) -> Arrow:
    """Return the loop of a check that keeps its work."""
    one, port = symbols[place], _other_side(exit_of(symbols, place))
    lane, over = one.beside(port), one.y + one.half_height + CLEARANCE
    points = (one.at(port), (lane, one.y), (lane, over), (one.x, over), one.top)
    return Arrow(place, points, port, is_return=True)


def _exit_back(symbols: Sequence[Symbol], place: int) -> Port:
    symbol, back = symbols[place], symbols[place].returns_to
    if back is None or back == place or symbols[back].column == symbol.column:
        return _other_side(exit_of(symbols, place))
    return _side(symbol, symbols[back])


def _may_enter_beneath(symbols: Sequence[Symbol], place: int, back: int) -> bool:
    """Tell whether nothing leaves the other symbol beneath, and none stands in its column on the way."""
    between = symbols[back + 1 : place + 1]
    return exit_of(symbols, back) is not Port.BOTTOM and all(each.column != symbols[back].column for each in between)


def _free_side(symbols: Sequence[Symbol], place: int) -> Port:
    """Return a side from which neither the way on nor the way back leaves."""
    taken = {exit_of(symbols, place)}
    if symbols[place].returns_to is not None:
        taken.add(_exit_back(symbols, place))
    return Port.LEFT if Port.RIGHT in taken else Port.RIGHT


def _other_side(port: Port) -> Port:
    return Port.LEFT if port is Port.RIGHT else Port.RIGHT
