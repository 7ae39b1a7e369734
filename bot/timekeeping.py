"""What time brings: postponed rows, reminders, proposals, deadlines that follow the calendar, the night's backup."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError

from bot.aside import Aside
from bot.backing_up import AFTER_START, NightlyBackup
from bot.clock import moves
from bot.following import Following
from bot.handovers import Handovers
from bot.ledger import Ledger
from bot.reminding import Reminding
from bot.sealing import Sealing
from bot.settings import Settings
from bot.turn import World
from scheduler.heartbeat import Heartbeat
from storage.cycles import ConcurrentActError
from storage.inbox import Arrival, InboxItem
from storage.outbox import OutboxItem

log = logging.getLogger(__name__)

LONG_AGO = datetime.fromtimestamp(0, UTC)


class Timekeeping:
    """Does what is due when it is due. `queue` and `deliver` take what comes of it, `receive` commits arrivals first.

    `reaches` says whether Telegram can be reached.
    APScheduler only wakes it: what is due is asked of the database each time, and claimed there.
    """

    def __init__(
        self,
        settings: Settings,
        world: World,
        ledger: Ledger,
        queue: Callable[[Sequence[InboxItem]], None],
        receive: Callable[[Sequence[Arrival]], Awaitable[None]],
        deliver: Callable[[Sequence[OutboxItem]], None],
        reaches: Callable[[], Awaitable[bool]],
    ) -> None:
        self._clock = settings.clock
        self._is_moved = settings.clock_file is not None
        self._world = world
        self._ledger = ledger
        self._queue = queue
        self._receive = receive
        self._deliver = deliver
        self._reaches = reaches
        self._following = Following(ledger.engine, world)
        self._reminding = Reminding(ledger.engine, world)
        self._sealing = Sealing(ledger.engine, world)
        self._handovers = Handovers(ledger.engine, world)
        self._backups = NightlyBackup(settings.data_dir, settings.database, self._clock, settings.packing)
        self._heartbeat: Heartbeat | None = None
        self._began_with = self._clock.offset
        self._looked_at = self._clock.now()  # rows that came due before it are queued
        self._reminded_at = self._looked_at  # reminders that came due before it are told, or tried again by the sweep
        self._one_round = asyncio.Lock()  # rounds of reminders go one after the other
        self._aside = Aside()

    async def run(self, sweep: Callable[[], Awaitable[None]]) -> None:
        """Keep time until cancelled; `sweep` looks for rows that another process made pending."""

        async def sweep_all() -> None:
            await sweep()
            await self._remind()

        self._heartbeat = Heartbeat(self._wake_due, self._regular, sweep_all, lambda: self._clock.offset)
        self._heartbeat.start()
        self._aside.start(self._backups.make_up(AFTER_START))
        await self._do(self._handovers.tell_due)  # a post may have changed hands while the bot was down
        await self._remind()
        await self.propose()
        if self._is_moved:
            await self._follow_clock()
        await asyncio.Event().wait()

    def stop(self) -> None:
        """Wake no more."""
        if self._heartbeat is not None:
            self._heartbeat.stop()
        self._aside.cancel()

    async def propose(self) -> None:
        """Put the quarters that are to be proposed into the inbox, and plan reminders of cycles that have none."""
        await self._ledger.aside(self._reminding.adopt)
        arrivals = await self._ledger.proposals(self._world.offices)
        if arrivals:
            await self._receive(arrivals)
        await self.set_alarm()

    async def set_alarm(self) -> None:
        """Wake at the earliest postponed row or reminder."""
        if self._heartbeat is not None:
            self._heartbeat.wake_at(await self._ledger.next_due(self._looked_at, self._reminded_at))

    async def _follow_clock(self) -> None:
        """Do at once what is due by the new time whenever the clock is moved from outside, until cancelled."""
        async for span in moves(self._clock, self._began_with):
            log.info("the clock was moved by %s", span)
            self._looked_at = LONG_AGO  # what was looked at by the former time counts no more: it may have gone back
            self._reminded_at = min(self._reminded_at, self._clock.now())
            self._aside.start(self._catch_up())

    async def _catch_up(self) -> None:
        await self._wake_due()
        await self._regular()

    async def _regular(self) -> None:
        """Do what is due by the calendar: tonight's backup, posts that change hands, seals, the quarters' proposals."""
        self._aside.start(self._backups.make_up())
        for work in (self._handovers.tell_due, self._sealing.seal_due):
            await self._do(work)
        await self.propose()

    async def _do(self, work: Callable[[], list[OutboxItem]]) -> None:
        """Do a part of the day's work and send what comes of it; a busy database is asked again in half an hour."""
        try:
            self._deliver(await self._ledger.aside(work))
        except (OperationalError, ConcurrentActError) as error:
            log.warning("the day's work waits for the database: %s", type(error).__name__)

    async def _wake_due(self) -> None:
        """Queue the postponed rows that have come due; one that is queued already is refused when it is worked."""
        since, self._looked_at = self._looked_at, self._clock.now()
        self._queue(await self._ledger.came_due(since, self._looked_at))
        await self._remind()
        await self.set_alarm()

    async def _remind(self) -> None:
        """Tell every reminder that is due, a bounded number at a time so that nobody waits for all of them.

        Deadlines follow their office's calendar first: nobody is reminded of one that has moved. While nobody can be
        reached reminders wait: then each person gets one that says how things stand, not all that were missed.
        """
        async with self._one_round:
            is_all = False
            while not is_all:
                now = self._clock.now()
                try:
                    self._deliver(await self._ledger.aside(self._following.follow))
                    if not await self._reaches():
                        break
                    told = await self._ledger.aside(self._reminding.tell_due)
                except (OperationalError, ConcurrentActError) as error:
                    log.warning("reminders wait for the database: %s", type(error).__name__)
                    return  # the sweep tries again
                self._deliver(told.posted)
                is_all = told.is_all
            self._reminded_at = now
