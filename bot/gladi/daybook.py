"""The quarter day by day, as `monev gladi` tells it: each reminder as it was seen, and what was done about it."""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from handlers.texts.words import day

WIDTH = 100
"""Characters in a line."""
MOST_SHOWN = 800
"""Characters of a message; what is longer ends in an ellipsis."""
_INDENT = " " * 8


@dataclass
class DayBook:
    """Lines under day headings, given to `say` as they are written. `who` names people by their codes."""

    say: Callable[[str], None]
    now: Callable[[], datetime]
    zone: tzinfo
    who: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    _today: date | None = None
    _followed: set[str] = field(default_factory=set)  # whose acts are told until time passes

    def scene(self, name: str) -> None:
        """Tell what begins now."""
        self._tell("──", name)

    def follow(self, *codes: str) -> None:
        """Tell what these people do from now on, until time passes."""
        self._followed.update(codes)

    def reminds(self, codes: Sequence[str], text: str, buttons: Iterable[str]) -> None:
        """Tell what time has brought these people, who all see the same; what they do next is told too."""
        self.follow(*codes)
        self._tell("→", self._named(codes))
        self._show(text, buttons)

    def shows(self, code: str, text: str, buttons: Iterable[str]) -> None:
        """Tell what another's answer has brought a person; what they do next is told too."""
        self.follow(code)
        self._tell("→", self._named((code,)))
        self._show(text, buttons)

    def did(self, code: str, what: str) -> None:
        """Tell what a person did, if they are followed since time passed."""
        if code in self._followed:
            self._tell("▸", f"{code.capitalize()}: {what}")

    def time_passes(self) -> None:
        """End the scene: whoever was reminded has answered by now."""
        self._followed.clear()

    def text(self) -> str:
        """Return all of it."""
        return "\n".join(self.lines) + "\n"

    def _named(self, codes: Sequence[str]) -> str:
        """Name people; several, who hear the same of one unit, without their posts."""
        names = ", ".join(code.capitalize() for code in codes)
        return f"{names} ({self.who[codes[0]]})" if len(codes) == 1 else names

    def _tell(self, mark: str, what: str) -> None:
        at = self.now().astimezone(self.zone)
        if at.date() != self._today:
            self._today = at.date()
            self._put("", day(at.date()), "=" * len(day(at.date())))
        self._put(*textwrap.wrap(f"{at:%H.%M} {mark} {what}", WIDTH, subsequent_indent=_INDENT))

    def _show(self, text: str, buttons: Iterable[str]) -> None:
        self._put(*textwrap.wrap(short(text), WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT))
        labels = " ".join(f"[{label}]" for label in buttons)
        self._put(*textwrap.wrap(labels, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT))

    def _put(self, *lines: str) -> None:
        for line in lines:
            self.lines.append(line)
            self.say(line)


def short(text: str) -> str:
    """Return a message in one line: its lines one after the other, cut where it is long."""
    parts = [" ".join(line.split()) for line in text.splitlines()]
    return textwrap.shorten(" · ".join(part for part in parts if part), MOST_SHOWN, placeholder=" …")
