"""What a method is: a function from a call to its result, at once or awaited."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from simulator.call import Call


@dataclass(frozen=True, slots=True)
class Raw:
    """A result that is JSON already."""

    json: bytes


Method = Callable[[Call], Any | Awaitable[Any]]
