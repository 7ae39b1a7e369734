"""Who is told when somebody asks for help or for more time, and what became of it."""

from __future__ import annotations

from handlers.telling import Telling
from workflow.evolve import Timings
from workflow.office import Actor


def announce(told: Telling, event: Timings, by: Actor) -> None:
    """Tell those concerned."""
