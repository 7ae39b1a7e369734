"""What a button carries: office, verb and numbers, in 64 bytes; read back with distrust."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.outgoing import DATA_LIMIT, Button, Style

_FORM = re.compile(r"(?P<office>\d{1,18}):(?P<verb>[a-z_]{1,24})(?P<args>(:[A-Za-z0-9_-]{1,24})*)\Z", re.ASCII)


class UnknownButtonError(Exception):
    """The data of a tap is none that this bot ever made: forged, or of a version long gone."""


class StaleButtonError(Exception):
    """The button belongs to a form that was finished, left or replaced."""


@dataclass(frozen=True)
class Tapped:
    """A button's meaning: the office it was made for, what it does, and what to."""

    office_id: int
    verb: str
    args: tuple[str, ...]

    def number(self, position: int) -> int:
        """Return an argument that is a whole number; raises UnknownButtonError for anything else."""
        text = self.text(position)
        if not text.isascii() or not text.isdigit():
            raise UnknownButtonError(self.verb)
        return int(text)

    def text(self, position: int) -> str:
        """Return an argument as it is; raises UnknownButtonError where there is none."""
        if position >= len(self.args):
            raise UnknownButtonError(self.verb)
        return self.args[position]


def button(office_id: int, label: str, verb: str, *args: int | str, style: Style = Style.PLAIN) -> Button:
    """Make a button. Raises ValueError for data that would not come back: a mistake of the caller."""
    data = ":".join((str(office_id), verb, *(str(arg) for arg in args)))
    if len(data.encode()) > DATA_LIMIT or not _FORM.match(data):
        raise ValueError(data)
    return Button(label, data, style)


def read(data: str) -> Tapped:
    """Return what a tap means; raises UnknownButtonError for data that `button` cannot have made."""
    found = _FORM.match(data) if len(data) <= DATA_LIMIT else None
    if found is None:
        raise UnknownButtonError
    args = found["args"]
    return Tapped(int(found["office"]), found["verb"], tuple(args[1:].split(":")) if args else ())


def office_of(data: str) -> int | None:
    """Return the office that a button was made for; None for data that `button` cannot have made."""
    try:
        return read(data).office_id
    except UnknownButtonError:
        return None
