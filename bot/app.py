"""The running bot: inbox, desks, outbox, files and time, put together and taken down in order."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from socket import socket
from typing import Any

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.after_restore import restore_letters
from bot.archive_delivery import WithArchives, archive_maker
from bot.aside import Aside
from bot.caller import Caller
from bot.clock import MachineInstants
from bot.data_dir import alone, prepare
from bot.delivery import Delivery, Ended, Postponed
from bot.desk_queue import DeskQueue
from bot.drawing import Drawing
from bot.fetching import Fetching
from bot.health import Looking, serve_health
from bot.ledger import Ledger
from bot.limits import Limits
from bot.logs import watch_loop
from bot.national_days import CALENDAR, keep_in
from bot.office_cache import OfficeCache
from bot.parsing import ALLOWED_UPDATES
from bot.polling import Polling
from bot.reach import Reach
from bot.records import PresentProcedure
from bot.settings import Settings
from bot.stall_notice import stall_letters
from bot.stalls import Stall, StallKind, Watch
from bot.timekeeping import Timekeeping
from bot.transport import Call, TelegramApi, pause_of
from bot.turn import TurnResult, World
from bot.turns import Turns
from bot.workshop import Workshop
from storage.blobs import BlobStore
from storage.cycles import CycleCache
from storage.engine import forget
from storage.inbox import Arrival, InboxItem
from storage.migrate import migrate
from workflow.procedure_file import ProcedureFileError

log = logging.getLogger(__name__)

NAME_PAUSE = 60.0
"""Seconds until Telegram is asked again for the bot's name."""
BACKLOG = 1000
"""Rows waiting in memory above which no more updates are asked for: Telegram keeps them for 24 hours."""

ASKING_SECONDS = 5.0
"""How long it is waited for an answer when it is only asked whether there is one."""


class TokenInvalidError(Exception):
    """Telegram does not know the bot's token."""


class SopUnreadableError(Exception):
    """The office's own edition of the SOP cannot be read, or is not one; its words say what is wrong, and where."""


class App:
    """One bot. `run` works until it is cancelled or Telegram refuses the token."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        prepare(settings.data_dir)
        keep_in(settings.data_dir / CALENDAR)
        files = settings.data_dir / "files"
        blobs = BlobStore(files)
        self._ledger = Ledger(settings.database, settings.bot_id, settings.clock, blobs, settings.lanes)
        migrate(self._ledger.engine)
        instants = MachineInstants()
        reach = Reach(instants.now)
        self._api = TelegramApi(settings.bot_token.get_secret_value(), settings.bot_api_url, reach)
        try:
            present = PresentProcedure.read(settings.sop_file)
        except (ProcedureFileError, OSError) as error:
            raise SopUnreadableError(str(error)) from error
        world = World(settings.bot_id, settings.clock, present, OfficeCache(), CycleCache())
        turns = Turns(self._ledger.engine, world)
        self._desks = tuple(DeskQueue(turns.run, self._take_over, lane) for lane in self._ledger.lanes)
        papers = Drawing(settings.data_dir / "drawn", files)
        archives = archive_maker(settings.database, settings.data_dir, settings.clock, present)
        draws = WithArchives(papers, settings.data_dir / "archives", archives)
        caller = Caller(self._api, self._ledger.content, draws)
        self._delivery = Delivery(caller, Limits(on=settings.limits), self._mark, settings.clock)
        self._fetching = Fetching(self._api, blobs, self.receive)
        self._workshop = Workshop(files, self.receive)
        self._reach = reach
        self._time = Timekeeping(
            settings, world, self._ledger, self._queue, self.receive, self._delivery.add, self._reaches
        )
        self._room = asyncio.Event()
        self._aside = Aside()
        self._world = world
        self._watch = Watch(settings.data_dir, instants, reach, self._is_caught_up, self._tell_stall)

    async def run(self) -> None:
        """Take up what was left, then work until cancelled; raises TokenInvalidError."""
        await self._api.open()
        try:
            await self._take_up()
            async with asyncio.TaskGroup() as group:
                for work in self._duties():
                    group.create_task(work)
        finally:
            await self._take_down()

    async def _take_down(self) -> None:
        """Finish what was begun, then close what is open, whatever fails on the way."""
        self._time.stop()
        self._aside.cancel()
        try:
            await self._delivery.settle()
        finally:
            await self._ledger.close()
            await self._api.close()

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        """Commit what arrived, then hand it to the desks; on return it is safe."""
        self._queue(await self._ledger.receive(arrivals))

    def _duties(self) -> list[Coroutine[None, None, None]]:
        webhook = bool(self._settings.webhook_url)
        return [
            *(desk.work() for desk in self._desks),
            self._delivery.run(),
            self._delivery.write_marks(),
            self._fetching.run(),
            self._workshop.run(),
            self._time.run(self._sweep),
            self._watch_token(),
            self._learn_name(),
            self._watch.run(),
            serve_health(self._settings.health_host, self._settings.health_port, self._serve_health),
            self._listen() if webhook else self._poll(),
        ]

    async def _take_up(self) -> None:
        """Queue what an earlier run left: unhandled rows, undelivered letters, unfetched files, undone work."""
        after = 0
        while page := await self._ledger.pending_inbox(after):
            self._queue(page)
            after = page[-1].id
        after = 0
        while letters := await self._ledger.pending_outbox(after):
            self._delivery.add(letters)
            after = letters[-1].id
        self._fetching.add(await self._ledger.wanted_files())
        self._workshop.add(await self._ledger.wanted_work())

    def _queue(self, items: Sequence[InboxItem]) -> None:
        for item in items:
            self._desks[item.chat_id % len(self._desks)].add([item])

    def _take_over(self, result: TurnResult) -> None:
        """Carry on what a committed turn has left to do outside of its transaction."""
        self._delivery.drop(result.withdrawn)
        self._delivery.add(result.posted)
        self._fetching.add(result.wanted)
        self._workshop.add(result.work)
        self._queue(result.arrived)
        if result.has_scrubbed:
            self._aside.start(self._ledger.aside(lambda: forget(self._ledger.engine)))
        if result.has_newcomer:
            self._aside.start(self._time.propose())
        elif result.has_timers:
            self._aside.start(self._time.set_alarm())
        self._room.set()

    async def _mark(self, ended: Sequence[Ended], postponed: Sequence[Postponed]) -> None:
        self._delivery.add(await self._ledger.mark(ended, postponed))

    async def _has_room(self) -> None:
        while sum(len(desk) for desk in self._desks) > BACKLOG:
            self._room.clear()
            await self._room.wait()

    async def _poll(self) -> None:
        if not self._settings.webhook_url:
            self._aside.start(self._drop_webhook())
        polling = Polling(self._api, self.receive, self._has_room, self._settings.poll_seconds)
        await polling.run()

    async def _drop_webhook(self) -> None:
        """Make sure that Telegram hands updates out to polling; where it does so already nothing changes."""
        try:
            await self._api.call("deleteWebhook", Call({}))
        except TelegramError as failure:
            log.warning("deleteWebhook: %s", failure.message)

    async def _listen(self) -> None:
        """Serve the webhook, then tell Telegram where it is."""
        from bot.webhook import PATH, serve_app, webhook_app  # here, because polling needs no web server

        secret = self._settings.webhook_secret.get_secret_value()
        app = webhook_app(secret, self.receive)
        serving = asyncio.ensure_future(serve_app(app, self._settings.webhook_host, self._settings.webhook_port))
        params = {
            "url": self._settings.webhook_url + PATH,
            "secret_token": secret,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        try:
            await self._set_webhook(params)
            await serving
        finally:
            serving.cancel()

    async def _set_webhook(self, params: dict[str, Any]) -> None:
        """Tell Telegram where the webhook is, for as long as the network or Telegram's limits stand in the way."""
        pause = 1.0
        while True:
            try:
                await self._api.call("setWebhook", Call(params))
            except RetryAfter as flood:
                await asyncio.sleep(pause_of(flood))
            except BadRequest:
                raise
            except NetworkError as failure:
                log.warning("setWebhook is tried again in %.0f s: %s", pause, failure.message)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 30.0)
            else:
                return

    async def _sweep(self) -> None:
        """Take up rows that another process made pending: `monev inbox retry`, `monev outbox retry`.

        A row that is on its way already is known to the outbox loop, and refused by the database at its desk.
        """
        if not any(len(desk) for desk in self._desks):
            self._queue(await self._ledger.pending_inbox())
        if not self._delivery.waiting:
            on_their_way = self._delivery.owned
            found = await self._ledger.pending_outbox()
            self._delivery.add(letter for letter in found if letter.id not in on_their_way)

    async def _reaches(self) -> bool:
        """Tell whether Telegram answers; where it did not for long it is asked, because nothing else may ask it."""
        if self._reach.is_away:
            with suppress(TelegramError):
                await self._api.call("getMe", Call({}), patience=ASKING_SECONDS)
        return not self._reach.is_away

    async def _is_caught_up(self) -> bool:
        """Tell whether nothing that came in waits, nor anything that goes out."""
        return not any(len(desk) for desk in self._desks) and not self._delivery.owned

    async def _tell_stall(self, stall: Stall) -> None:
        """Tell the admins of a standstill, in the instants of the bot's own clock."""
        ahead = self._settings.clock.offset
        moved = Stall(stall.kind, stall.since + ahead, stall.until + ahead)
        if stall.kind is StallKind.RESTORED:
            self._delivery.add(await self._ledger.post(lambda found: restore_letters(found, self._world, moved)))
        self._delivery.add(await self._ledger.post(lambda connection: stall_letters(connection, self._world, moved)))

    async def _serve_health(self, listening: socket) -> None:
        from bot.health_pages import health_app  # here, because who never asks needs no web server
        from bot.webhook import serve_app

        looking = Looking(self._settings, self._ledger.engine)
        await serve_app(health_app(looking.standing, self._watch.pulse), "", 0, listening)

    async def _learn_name(self) -> None:
        """Ask Telegram once by which name it knows the bot, again each minute until it answers."""
        while not self._world.name.username:
            try:
                me = await self._api.call("getMe", Call({}))
                self._world.name.username = str(me.get("username", ""))
            except TelegramError:
                await asyncio.sleep(NAME_PAUSE)
                continue
            return

    async def _watch_token(self) -> None:
        await self._delivery.token_refused.wait()
        raise TokenInvalidError


async def serve(settings: Settings) -> None:
    """Run the bot until it is told to stop (SIGTERM, SIGINT); what was begun is finished first.

    Raises TokenInvalidError, SopUnreadableError, AlreadyRunningError where another bot works on the data directory, or
    DataDirOpenError where others may look into it.
    """
    if prepare(settings.data_dir):
        log.warning("others could look into the data directory; it is closed to them now")
    with alone(settings.data_dir):
        app = App(settings)
        working = asyncio.ensure_future(app.run())
        loop = asyncio.get_running_loop()
        watch_loop(loop)
        for wanted in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(wanted, working.cancel)
        try:
            await working
        except asyncio.CancelledError:
            log.info("stopped")
        except ExceptionGroup as group:
            refused = group.subgroup((InvalidToken, TokenInvalidError))
            if refused is None:
                raise
            raise TokenInvalidError from None
