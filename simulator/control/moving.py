"""Moving the clock: /sim/clock, and /sim/clock/marks for the instants that the page offers."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.clock import EARLIEST, LATEST, Clock, ClockRangeError
from simulator.control.asking import fields, needed_text, reply, world_of
from simulator.errors import ControlError
from simulator.marks import MOST_MARKS, Mark
from simulator.world import World

_MOVES: dict[str, Callable[[Clock, float], None]] = {
    "offset_seconds": Clock.set_offset,
    "to": Clock.move_to,
    "by": Clock.move_by,
}
"""Ways to say where the clock is moved: from the real time, to Unix seconds, by seconds."""
OUT_OF_RANGE = "the clock shows only the years 2000 to 2099"
_LONGEST_LABEL = 60


async def get_clock(request: Request) -> Response:
    """Return the clock's offset and what it shows."""
    return reply(_clock(world_of(request)))


async def move_clock(request: Request) -> Response:
    """Move the clock; whoever follows its file can know before this is answered."""
    world, values = world_of(request), await fields(request)
    chosen = [name for name in _MOVES if name in values]
    if len(chosen) != 1:
        raise ControlError(400, f"name one of {', '.join(_MOVES)}")
    try:
        _MOVES[chosen[0]](world.clock, _seconds(values, chosen[0]))
    except ClockRangeError as error:
        raise ControlError(400, OUT_OF_RANGE) from error
    _tell(world, "clock", offset_seconds=world.clock.offset_seconds)
    return reply(_clock(world))


async def get_marks(request: Request) -> Response:
    """Return the marks that are still to come."""
    return reply(_marks(world_of(request)))


async def set_marks(request: Request) -> Response:
    """Set the marks, in place of those set before; `offset_seconds` says by which clock they were found."""
    world, values = world_of(request), await fields(request)
    given = values.get("marks")
    if not isinstance(given, list) or len(given) > MOST_MARKS or not all(isinstance(one, dict) for one in given):
        raise ControlError(400, f"marks must be a list of at most {MOST_MARKS} objects")
    offset = _seconds({"offset_seconds": world.clock.offset_seconds} | values, "offset_seconds")
    if world.marks.replace(tuple(_mark(one) for one in given), offset):
        _tell(world, "clock_marks")
    return reply(_marks(world))


def _mark(values: dict[str, Any]) -> Mark:
    label = needed_text(values, "label")
    if len(label) > _LONGEST_LABEL:
        raise ControlError(400, f"a label has at most {_LONGEST_LABEL} characters")
    at = _seconds(values, "at")
    if not EARLIEST <= at < LATEST:
        raise ControlError(400, OUT_OF_RANGE)
    return Mark(label, at, needed_text(values, "kind"))


def _seconds(values: dict[str, Any], name: str) -> float:
    value = values.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ControlError(400, f"{name} must be a number")
    return float(value)


def _clock(world: World) -> dict[str, float]:
    """Return the clock; `n` is the journal's number: what comes after it, came by this clock."""
    return {
        "offset_seconds": world.clock.offset_seconds,
        "now": world.clock.exact(),
        "n": world.main.journal.last,
    }


def _marks(world: World) -> dict[str, Any]:
    clock = world.clock
    return {"marks": world.marks.ahead_of(clock.exact()), "current": world.marks.are_of(clock.offset_seconds)}


def _tell(world: World, kind: str, **facts: Any) -> None:
    for account in world.all_accounts():
        account.journal.add(kind, **facts)


ROUTES = [
    Route("/sim/clock", get_clock, methods=["GET"]),
    Route("/sim/clock", move_clock, methods=["POST"]),
    Route("/sim/clock/marks", get_marks, methods=["GET"]),
    Route("/sim/clock/marks", set_marks, methods=["POST"]),
]
