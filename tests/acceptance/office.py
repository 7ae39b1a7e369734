"""A whole office on this machine: the simulator and the real bot as processes, a phone for every person."""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import psycopg

from acceptance.warm import WarmProcess
from bot.national_days import CALENDAR
from bot.office_file import OfficeDraft, OfficeReading, sample_office
from bot.phone import PATIENCE, Phone, UnansweredError
from bot.stage import (
    CLOCK_FILE,
    Process,
    answering,
    bot_environment,
    free_port,
    move_clock,
    opening_day,
    post,
    seat_office,
    seat_people,
    settings_of,
)

AT_WORK = ("hendra", "ratna", "andi", "budi", "citra", "dewi", "eko", "gilang", "hana", "irfan", "joko", "putra")
"""Those of the sample office whom most stories need."""
WITHOUT_LIMITS = {"MONEV_LIMITS": "off"}
"""Settings under which a story takes no longer than its work: nobody waits for Telegram's sending limits."""
_found_days = tempfile.TemporaryDirectory(prefix="monev-")
"""The country's holidays as an earlier story's bot found them: the next one does not take a second for them."""


@dataclass(frozen=True)
class Kill:
    """A power cut, by the simulator's clock. `owed` is each message's chat and params that was not marked as sent.

    One that a newer state of its message had replaced since the kill before is among them: it may have been on its way.
    """

    at: float
    owed: tuple[tuple[int, str], ...]


@dataclass
class Office:
    """The stage of one story. `phones` are by the person's code in the office's file."""

    url: str
    environment: dict[str, str]
    bot: Process | WarmProcess
    session: aiohttp.ClientSession
    phones: dict[str, Phone]
    links: dict[str, str]
    draft: OfficeDraft
    folder: Path
    restarts: bool = False
    kills: list[Kill] = field(default_factory=list)
    _replaced: set[int] = field(default_factory=set)  # unsent letters that newer ones had replaced at the last kill

    def __getitem__(self, code: str) -> Phone:
        """Return a person's phone."""
        return self.phones[code]

    @property
    def data_dir(self) -> Path:
        """Where the bot keeps its database and files."""
        return self.folder / "data"

    def secret(self, code: str) -> str:
        """Return what a person's one-time link carries."""
        return self.links[code].partition("start=")[2]

    async def everyone_joins(self, *codes: str) -> None:
        """Have these people (everyone where none is named) follow their links."""
        for code in codes or self.phones:
            await self.phones[code].says(f"/start {self.secret(code)}")
        for code in codes or self.phones:
            await self.phones[code].sees("Selamat datang", after=0)

    async def between_steps(self) -> None:
        """In a story told with kills: end the bot as a power cut would, and start it again."""
        if self.restarts:
            await self.crash()

    async def crash(self) -> None:
        """Kill the bot and start it again."""
        await self.cut_off()
        await self.bot.start()

    async def cut_off(self) -> None:
        """Kill the bot and note when, and what it owed then."""
        await self.bot.kill()
        at = (await self.ask("clock"))["now"]
        unmarked = self.rows(
            "SELECT id, chat_id, params, state FROM outbox WHERE state IN ('pending', 'superseded')"
            " AND sent_at IS NULL AND substr(method, 1, 4) = 'send'"
        )
        owed = tuple((chat_id, params) for number, chat_id, params, _ in unmarked if number not in self._replaced)
        self._replaced = {number for number, _, _, state in unmarked if state == "superseded"}
        self.kills.append(Kill(at, owed))

    @property
    def now(self) -> datetime:
        """The instant by everybody's clock."""
        return settings_of(self.environment).clock.now()

    async def moves_to(self, instant: datetime) -> int:
        """Move everybody's clock, that of the running bot too; returns the journal's number of the move.

        A phone that `sees(…, after=…)` that number sees what came by the moved clock.
        """
        return await move_clock(self.session, self.url, instant)

    async def moves_by(self, span: timedelta) -> int:
        """Move everybody's clock on; otherwise as `moves_to`."""
        return await self.moves_to(self.now + span)

    def another_bot(self, **settings: str) -> Process:
        """Return one more bot on the same data, not started yet, with other settings where some are named."""
        return Process("bot.cli", "run", environment=self.environment | settings, log=self.folder / "bot.log")

    async def monev(self, *command: str, **settings: str) -> tuple[int, str]:
        """Run a command of `monev` to its end and return its exit code and what it printed."""
        return await monev(self.folder, self.environment | settings, *command)

    async def simulate(self, what: str, **facts: Any) -> Any:
        """Ask the simulator for something: `settings`, `faults`, `groups` and so on."""
        return await post(self.session, f"{self.url}/sim/{what}", facts)

    async def ask(self, what: str, **params: Any) -> Any:
        """Return what the simulator tells: `journal`, `requests`, `updates`."""
        async with self.session.get(f"{self.url}/sim/{what}", params=params) as answer:
            return await answer.json()

    async def stranger(self, first_name: str, **facts: Any) -> Phone:
        """Give somebody a phone whom the office's file does not name."""
        person = await self.simulate("people", first_name=first_name, **facts)
        return Phone(self.session, self.url, person["id"], first_name)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what the bot's database holds, read as another process would."""
        if self.environment["MONEV_DATABASE_URL"]:
            with psycopg.connect(self.environment["MONEV_DATABASE_URL"]) as server:
                return server.execute(query.replace("?", "%s").encode(), values).fetchall()
        database = sqlite3.connect(f"file:{self.data_dir / 'monev.sqlite3'}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def change(self, statement: str, *values: Any) -> None:
        """Change what the bot's database holds, as a fault or an admin's repair would."""
        database = sqlite3.connect(self.data_dir / "monev.sqlite3", timeout=10)
        try:
            with database:
                database.execute(statement, values)
        finally:
            database.close()

    async def settles(self, patience: float = PATIENCE) -> None:
        """Wait until nothing is under way: no update at Telegram, no row in the inbox, no letter in the outbox."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        n = 0
        while not await self._is_settled():
            if loop.time() > deadline:
                raise UnansweredError(f"the bot does not come to rest:\n{self.log()[-3000:]}")
            n = (await self.ask("journal", after=n, wait=0.1))["n"]

    async def _is_settled(self) -> bool:
        if (await self.ask("updates"))["pending"]:
            return False
        waiting = self.rows(
            "SELECT 1 FROM inbox WHERE state = 'pending' AND (due_at IS NULL OR due_at <= ?)"
            " UNION ALL SELECT 1 FROM outbox WHERE state = 'pending'"
            " UNION ALL SELECT 1 FROM file WHERE state = 'wanted'"
            " UNION ALL SELECT 1 FROM reminder WHERE state = 'pending' AND due_at <= ?",
            self.now.strftime("%Y-%m-%d %H:%M:%S.%f"),
            self.now.strftime("%Y-%m-%d %H:%M:%S.%f"),
        )
        return not waiting

    def log(self) -> str:
        """Return what the bot has written to its log."""
        return (self.folder / "bot.log").read_text(encoding="utf-8")


async def monev(folder: Path, environment: Mapping[str, str], *command: str) -> tuple[int, str]:
    """Run a command of `monev` in that folder to its end and return its exit code and what it printed."""
    log = folder / f"{uuid4().hex}.out"
    running = WarmProcess("monev", *command, environment=environment, log=log)
    await running.start(folder)
    code = await running.end()
    printed = log.read_text(encoding="utf-8")
    log.unlink()
    return code, printed


def _simulator(port: int, folder: Path) -> WarmProcess:
    clock_file = str(folder / CLOCK_FILE)
    return WarmProcess("simulator", "--port", str(port), "--clock-file", clock_file, log=folder / "simulator.log")


@asynccontextmanager
async def open_office(
    folder: Path,
    *,
    draft: OfficeDraft | None = None,
    settings: Mapping[str, str] = WITHOUT_LIMITS,
    running: bool = True,
) -> AsyncIterator[Office]:
    """Set the stage: simulator, office, links, phones, and the bot where it is to run already; nobody has joined."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = bot_environment(url, folder / "data", folder / CLOCK_FILE) | dict(settings)
    office_draft = draft or sample_office().draft
    async with (
        _simulator(port, folder),
        aiohttp.ClientSession() as session,
    ):
        await answering(session, url)
        chosen = settings_of(environment)
        await move_clock(session, url, opening_day())
        await post(session, f"{url}/sim/settings", {"limits": chosen.limits})
        me = await post(session, f"{url}/bot{environment['MONEV_BOT_TOKEN']}/getMe", {})
        players = await seat_people(session, url, OfficeReading(office_draft))
        links = seat_office(chosen, office_draft, me["result"]["username"])
        phones = {code: Phone(session, url, player.user_id, player.name) for code, player in players.items()}
        known = folder / "data" / CALENDAR
        shutil.copytree(_found_days.name, known, dirs_exist_ok=True)
        bot = WarmProcess("monev", "run", environment=environment, log=folder / "bot.log")
        office = Office(url, environment, bot, session, phones, links, office_draft, folder)
        try:
            if running:
                await bot.start()
            yield office
        finally:
            await office.bot.stop()
            shutil.copytree(known, _found_days.name, dirs_exist_ok=True)
