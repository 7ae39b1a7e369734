"""The database as the running bot uses it: every access in a thread of its own, one writer on SQLite."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from bot.caller import Content
from bot.clock import Clock
from bot.delivery import Ended, Postponed
from bot.office_cache import OfficeCache
from bot.proposing import proposals
from bot.rendering import letters
from bot.turn import blocked_alerts
from storage import accounts, files, inbox, outbox, reminders, work
from storage.blobs import BlobStore
from storage.engine import open_engine
from storage.files import WantedFile
from storage.inbox import Arrival, InboxItem
from storage.outbox import Delivered, OutboxItem
from storage.tables.mail import OutboxState
from storage.work import WantedWork
from workflow.files import FileKind

T = TypeVar("T")
PAGE = 500


class Ledger:
    """Inbox, outbox and files of one bot. Its methods are coroutines; none blocks the event loop."""

    def __init__(self, url: str, bot_id: int, clock: Clock, blobs: BlobStore, lanes: int) -> None:
        self._bot_id = bot_id
        self._clock = clock
        self._blobs = blobs
        self._is_sqlite = url.startswith("sqlite")
        self.engine: Engine = open_engine(url, connections=lanes + 2)
        self._inbox_engine = open_engine(url, durable=True) if self._is_sqlite else self.engine
        count = 1 if self._is_sqlite else lanes
        self.lanes: tuple[Executor, ...] = tuple(ThreadPoolExecutor(1, f"lane-{n}") for n in range(count))
        self._side: Executor = self.lanes[0] if self._is_sqlite else ThreadPoolExecutor(2, "ledger")

    async def receive(self, arrivals: Sequence[Arrival]) -> tuple[InboxItem, ...]:
        """Store what arrived; it is on disk when this returns. Returns what is new and due."""
        now = self._clock.now()
        return await self._with(
            self._inbox_engine, lambda connection: inbox.receive(connection, self._bot_id, arrivals, now)
        )

    async def pending_inbox(self, after: int = 0) -> list[InboxItem]:
        """Return a page of what waits and is due, beyond row `after`."""
        now = self._clock.now()
        return await self._with(
            self.engine, lambda connection: inbox.pending(connection, self._bot_id, now, after=after, limit=PAGE)
        )

    async def pending_outbox(self, after: int = 0) -> list[OutboxItem]:
        """Return a page of what is still to be delivered."""
        return await self._with(
            self.engine, lambda connection: outbox.pending(connection, self._bot_id, after=after, limit=PAGE)
        )

    async def wanted_files(self) -> list[WantedFile]:
        """Return the files that are still to be fetched."""

        def read(connection: Connection) -> list[WantedFile]:
            with Session(bind=connection) as session:
                return files.wanted(session, self._bot_id)

        return await self._with(self.engine, read)

    async def wanted_work(self) -> list[WantedWork]:
        """Return the slow work that is still to be done."""

        def read(connection: Connection) -> list[WantedWork]:
            with Session(bind=connection) as session:
                return work.wanted(session, self._bot_id)

        return await self._with(self.engine, read)

    async def next_due(self, since: datetime, reminded_at: datetime) -> datetime | None:
        """Return when the first postponed inbox row after `since`, or reminder after `reminded_at`, is due."""

        def read(connection: Connection) -> datetime | None:
            found = (inbox.next_due(connection, self._bot_id, since), reminders.next_due(connection, reminded_at))
            return min((due_at for due_at in found if due_at is not None), default=None)

        return await self._with(self.engine, read)

    async def aside(self, work: Callable[[], T]) -> T:
        """Do work of its own transactions in the thread that writes."""
        return await asyncio.get_running_loop().run_in_executor(self._side, work)

    async def came_due(self, since: datetime, now: datetime) -> list[InboxItem]:
        """Return the postponed inbox rows that came due after `since` and by `now`."""
        return await self._with(self.engine, lambda connection: inbox.came_due(connection, self._bot_id, since, now))

    async def proposals(self, known: OfficeCache) -> list[Arrival]:
        """Return the quarterly proposals that are due or coming."""
        now = self._clock.now()
        return await self._with(self.engine, lambda connection: proposals(connection, self._bot_id, known, now))

    async def post(self, write: Callable[[Connection], list[OutboxItem]]) -> list[OutboxItem]:
        """Post letters of the bot's own in one transaction; returns them for delivery."""
        return await self._with(self.engine, write)

    async def content(self, office_id: int, file_id: int) -> Content | None:
        """Return a kept file of the office, ready to be uploaded."""

        def read(connection: Connection) -> Content | None:
            with Session(bind=connection) as session:
                file = files.get(session, office_id, file_id)
            if file is None or not self._blobs.path(file.sha256).is_file():
                return None
            return Content(file.name, self._blobs.path(file.sha256), file.kind is FileKind.VOICE)

        return await self._with(self.engine, read)

    async def mark(self, ended: Sequence[Ended], postponed: Sequence[Postponed]) -> list[OutboxItem]:
        """Note what became of letters; returns letters that follow: word to the admins of who cannot be reached."""

        def write(connection: Connection) -> list[OutboxItem]:
            now = self._clock.now()
            if ended:
                outbox.mark(connection, [_delivered(end) for end in ended])
            for later in postponed:
                due_at = now + timedelta(seconds=later.again.seconds)
                outbox.postpone(connection, later.item.id, later.again.error, due_at)
            followed: list[OutboxItem] = []
            for end in ended:
                followed += self._follow_up(connection, end, now)
            return followed

        return await self._with(self.engine, write)

    def _follow_up(self, connection: Connection, end: Ended, now: datetime) -> list[OutboxItem]:
        item, done = end.item, end.done
        if done.keeps is not None:
            outbox.keep(connection, self._bot_id, item.chat_id, item.key, done.keeps)
        if done.state is not OutboxState.UNREACHABLE:
            return []
        if not accounts.set_unreachable(connection, self._bot_id, item.chat_id, now):
            return []
        return [
            outbox.post(connection, letter, now)
            for alert in blocked_alerts(connection, self._bot_id, item.chat_id)
            for letter in letters(alert, self._bot_id, None, None)
        ]

    async def close(self) -> None:
        """Finish what was begun and close the database."""
        for executor in {*self.lanes, self._side}:
            await asyncio.to_thread(executor.shutdown)
        self.engine.dispose()
        self._inbox_engine.dispose()

    async def _with(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        def transact() -> T:
            with engine.begin() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._side, transact)


def _delivered(end: Ended) -> Delivered:
    done = end.done
    return Delivered(end.item.id, done.state, end.called_at, done.message_id, done.error, end.held_ms)
