"""Standstills: the process was down, the machine slept, or the event loop hung. Noted, and told once all is caught up.

What is noted stands in a file beside the database, so that a crash in between loses no notice.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.reach import Reach

log = logging.getLogger(__name__)

FILE = "alive.json"
TICK_SECONDS = 5.0
NOTE_SECONDS = 60.0
"""How often the file says that the bot is alive; a power cut hides so much of the time before it."""
HUNG = timedelta(seconds=30)
"""A tick that comes later than this means that nothing was worked meanwhile."""
DOWN = timedelta(minutes=3)
"""An update of the product takes less; a longer time without the bot is told."""
SETTLE_SECONDS, CATCH_UP_SECONDS = 20.0, 300.0
"""What has gathered takes the one to come in; for the other it may be worked until it is told how late it was."""


class StallKind(StrEnum):
    """Why nothing was worked."""

    STOPPED = "stopped"  # the bot was ended in order
    KILLED = "killed"  # it ended without a word: power cut, crash, kill
    ASLEEP = "asleep"  # the machine slept, or its clock was set forward
    HUNG = "hung"  # the event loop did not turn
    UNREACHABLE = "unreachable"  # the bot worked, and Telegram did not answer
    RESTORED = "restored"  # a backup was put back: what came after it is gone


@dataclass(frozen=True)
class Stall:
    """Nothing was worked between `since` and `until` (UTC, by the machine's clock)."""

    kind: StallKind
    since: datetime
    until: datetime


@dataclass
class Pulse:
    """How the event loop turns: by how many seconds the last tick came late, and standstills since the start."""

    lag: float = 0.0
    stalls: int = 0


@dataclass(frozen=True)
class Noted:
    """What the file says: when the bot was last alive, whether it ended in order, and a standstill not told yet."""

    alive_at: datetime
    is_stopped: bool = False
    untold: Stall | None = None
    away_since: datetime | None = None  # since when Telegram does not answer


class Instants(Protocol):
    """The machine's clocks: `now` may be set and goes on in sleep, `running` (seconds) does neither."""

    def now(self) -> datetime:
        """Return the instant in UTC."""

    def running(self) -> float:
        """Return seconds since some instant, not counting sleep."""


Tell = Callable[[Stall], Awaitable[None]]


class Watch:
    """Finds standstills. `is_caught_up` says whether nothing waits; `tell` tells the admins, once of each.

    While Telegram is away (`reach`) nobody can be told: what was found meanwhile is told as one when it is back.
    """

    def __init__(
        self, data_dir: Path, instants: Instants, reach: Reach, is_caught_up: Callable[[], Awaitable[bool]], tell: Tell
    ) -> None:
        self._reach = reach
        self.pulse = Pulse()
        self._file = data_dir / FILE
        self._instants = instants
        self._is_caught_up = is_caught_up
        self._tell = tell
        self._untold: Stall | None = None
        self._was_away = False
        self._noted_at = 0.0
        self._waited = 0.0  # seconds since the last standstill was found

    async def run(self) -> None:
        """Watch until cancelled; an orderly end is noted as such."""
        try:
            self._begin()
            await self._watch()
        finally:
            self._note(is_stopped=True)

    def _begin(self) -> None:
        """Take up what the last run left: a standstill that it could not tell, and the time since its end."""
        noted, now = read(self._file), self._instants.now()
        if noted is None:
            return
        self._untold = noted.untold
        self._reach.away_since = noted.away_since
        if now - noted.alive_at > DOWN:
            kind = StallKind.STOPPED if noted.is_stopped else StallKind.KILLED
            self._found(Stall(kind, noted.alive_at, now))

    async def _watch(self) -> None:
        while True:
            self._note_reach()
            if self._untold is not None and await self._is_time():
                await self._tell_untold(self._untold)
            before, running = self._instants.now(), self._instants.running()
            await asyncio.sleep(TICK_SECONDS)
            self._waited += TICK_SECONDS
            self._judge(before, running)

    def _note_reach(self) -> None:
        """Note since when Telegram is away, and find that it was."""
        was_away, self._was_away = self._was_away, self._reach.is_away
        absence = self._reach.take_absence()
        if absence is not None:
            self._found(Stall(StallKind.UNREACHABLE, *absence))
        if self._was_away and not was_away:
            log.warning("Telegram does not answer; the bot works on and keeps what is to be sent")
        self._note(at_once=was_away != self._was_away)

    async def _is_time(self) -> bool:
        """Tell whether what has gathered is worked, or has had its time."""
        if self._reach.away_since is not None or self._waited < SETTLE_SECONDS:
            return False
        return self._waited >= CATCH_UP_SECONDS or await self._is_caught_up()

    def _judge(self, before: datetime, running: float) -> None:
        """Hold a tick against both clocks: sleep shows in the one that is set only, a hang in both."""
        now, tick = self._instants.now(), timedelta(seconds=TICK_SECONDS)
        late, hung = now - before - tick, self._instants.running() - running - TICK_SECONDS
        self.pulse.lag = max(0.0, hung)
        if max(late, timedelta(seconds=hung)) > HUNG:
            kind = StallKind.HUNG if hung > HUNG.total_seconds() else StallKind.ASLEEP
            self._found(Stall(kind, now - max(late, timedelta(seconds=hung)), now))

    def _found(self, stall: Stall) -> None:
        """Keep a standstill to be told; one that came before and is not told yet is told with it."""
        self.pulse.stalls += 1
        log.warning("the bot stood still for %.0f s: %s", (stall.until - stall.since).total_seconds(), stall.kind)
        earlier = self._untold
        self._waited = 0.0
        self._untold = stall if earlier is None else _both(earlier, stall)
        self._note(at_once=True)

    async def _tell_untold(self, stall: Stall) -> None:
        await self._tell(stall)
        self._untold = None
        self._note(at_once=True)

    def _note(self, *, is_stopped: bool = False, at_once: bool = False) -> None:
        """Write the file, at most once a minute unless something has changed; a full disk is no reason to end."""
        running = self._instants.running()
        if not (at_once or is_stopped) and self._noted_at and running - self._noted_at < NOTE_SECONDS:
            return
        self._noted_at = running
        with suppress(OSError):
            noted = Noted(self._instants.now(), is_stopped, self._untold, self._reach.away_since)
            write(self._file, noted)


def _both(earlier: Stall, later: Stall) -> Stall:
    """Return two standstills as one; that a backup was put back is said whatever came after it."""
    kind = earlier.kind if earlier.kind is StallKind.RESTORED else later.kind
    return Stall(kind, min(earlier.since, later.since), later.until)


def write(file: Path, noted: Noted) -> None:
    """Write the file as a whole."""
    draft = file.with_suffix(".part")
    draft.write_text(json.dumps(asdict(noted), default=lambda instant: instant.isoformat()), encoding="utf-8")
    draft.replace(file)


def read(file: Path) -> Noted | None:
    """Return what the file says; None where there is none, or none that can be read."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        untold = plain["untold"]
        stall = None if untold is None else _stall(untold)
        away = plain.get("away_since")
        return Noted(_instant(plain["alive_at"]), bool(plain["is_stopped"]), stall, away and _instant(away))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stall(plain: dict[str, str]) -> Stall:
    return Stall(StallKind(plain["kind"]), _instant(plain["since"]), _instant(plain["until"]))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
