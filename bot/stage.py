"""A stage for trying the bot out: a simulator, the real bot, an office and its people's phones, all on this machine."""

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlmodel import Session

from bot.indicator_store import load_sample
from bot.office_file import OfficeDraft, OfficeReading, sample_office
from bot.office_store import invite, keep_logo, take_in
from bot.opened import opened
from bot.settings import Settings
from storage import offices
from storage.blobs import BlobStore
from workflow.admission import Admission

FIRST_USER_ID = 700_001
START_SECONDS = 20.0
STOP_SECONDS = 10.0
CLOCK_FILE = "clock"
"""In the stage's folder: by how many seconds its clock is moved."""
INVITE_DAYS = timedelta(days=14)


class StageError(Exception):
    """A process of the stage did not come up, or went down."""


@dataclass(frozen=True)
class Player:
    """A person of the office with a phone at the simulator. `code` is the person's in the office file."""

    code: str
    name: str
    user_id: int
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """The sample office with simulator and bot running. Players and one-time links are by the person's code."""

    url: str
    settings: Settings
    session: aiohttp.ClientSession
    bot: "Process"
    reading: OfficeReading
    players: Mapping[str, Player]
    links: Mapping[str, str]


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_of(environment: Mapping[str, str]) -> Settings:
    """Return the settings as the bot reads them from that environment."""
    return Settings.model_validate({name.removeprefix("MONEV_").lower(): value for name, value in environment.items()})


def bot_environment(url: str, data_dir: Path, clock_file: Path | None = None) -> dict[str, str]:
    """Return the settings of a bot that talks to the simulator at `url` and goes by the clock that the file moves.

    What the machine's own bot is set to stands aside: a stage never touches its database, nor its webhook.
    """
    return {
        "MONEV_DATABASE_URL": "",
        "MONEV_WEBHOOK_URL": "",
        "MONEV_WEBHOOK_SECRET": "",
        "MONEV_BOT_TOKEN": f"424242:{secrets.token_urlsafe(24)}",
        "MONEV_BOT_API_URL": url,
        "MONEV_DATA_DIR": str(data_dir),
        "MONEV_CLOCK_OFFSET_SECONDS": "0",
        "MONEV_HEALTH_PORT": "0",
    } | ({} if clock_file is None else {"MONEV_CLOCK_FILE": str(clock_file)})


class Process:
    """A command of this Python that runs beside us, its output appended to `log`."""

    def __init__(self, *command: str, environment: Mapping[str, str] | None = None, log: Path) -> None:
        self._command = command
        self._environment = {**os.environ, **(environment or {})}
        self._log = log
        self._running: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The running process's id; raises StageError when it does not run."""
        if self._running is None or self._running.returncode is not None:
            raise StageError(" ".join(self._command))
        return self._running.pid

    async def start(self) -> None:
        """Start the command."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as output:
            self._running = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self._command,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,  # Ctrl-C in the terminal is for us, who then end it in order
            )

    async def stop(self) -> int:
        """Ask it to end, and return its exit code; after ten seconds it is killed."""
        running = self._running
        if running is None:
            return 0
        if running.returncode is None:
            running.terminate()
            try:
                await asyncio.wait_for(running.wait(), STOP_SECONDS)
            except TimeoutError:
                running.kill()
        return await running.wait()

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._running is not None and self._running.returncode is None:
            self._running.kill()
            await self._running.wait()

    async def __aenter__(self) -> "Process":
        """Start the command."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop the command."""
        await self.stop()


async def open_stage(
    stack: AsyncExitStack, port: int, folder: Path, tell: Callable[[str], None], *, limits: bool = True
) -> Stage:
    """Start simulator and bot and seat the sample office with its indicators; logs go to `folder`.

    `tell` hears what is being done. Without `limits` neither keeps to the pace at which Telegram lets a bot send.
    """
    tell("Menyalakan simulator …")
    url = f"http://127.0.0.1:{port}"
    environment = bot_environment(url, folder / "data", folder / CLOCK_FILE)
    environment["MONEV_LIMITS"] = "on" if limits else "off"
    settings = settings_of(environment)
    was_moved = settings.clock.offset != timedelta()
    await stack.enter_async_context(simulator(port, folder))
    session = await stack.enter_async_context(aiohttp.ClientSession())
    await answering(session, url)
    await post(session, f"{url}/sim/settings", {"limits": limits})
    if not was_moved:
        await move_clock(session, url, opening_day())
    tell("Menyiapkan kantor contoh …")
    me = await post(session, f"{url}/bot{environment['MONEV_BOT_TOKEN']}/getMe", {})
    reading = sample_office()
    players = await seat_people(session, url, reading)
    links = await asyncio.to_thread(seat_office, settings, reading.draft, me["result"]["username"], reading.logo)
    await asyncio.to_thread(seat_indicators, settings)
    tell("Menyalakan bot …")
    bot = Process("bot.cli", "run", environment=environment, log=folder / "bot.log")
    await stack.enter_async_context(bot)
    return Stage(url, settings, session, bot, reading, players, links)


def simulator(port: int, folder: Path) -> Process:
    """Return the simulator's process, not started yet; its clock goes on where an earlier run in `folder` left it."""
    command = ("simulator", "--port", str(port), "--clock-file", str(folder / CLOCK_FILE))
    return Process(*command, log=folder / "simulator.log")


async def move_clock(session: aiohttp.ClientSession, url: str, to: datetime) -> int:
    """Move the clock of the simulator and of its bot to that instant; returns the journal's number of the move.

    On return the bot's clock is right at every reading; within a tenth of a second it does what is due by it.
    """
    moved = await post(session, f"{url}/sim/clock", {"to": to.timestamp()})
    return int(moved["n"])


async def answering(session: aiohttp.ClientSession, url: str) -> None:
    """Wait until the simulator answers; raises StageError where it does not within 20 seconds."""
    deadline = asyncio.get_running_loop().time() + START_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        try:
            async with session.get(f"{url}/sim/clock") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)
    raise StageError(url)


def seat_office(settings: Settings, draft: OfficeDraft, username: str, logo: bytes = b"") -> dict[str, str]:
    """Take the office in and return each person's one-time link by their code."""
    now = settings.clock.now()
    kept = keep_logo(BlobStore(settings.data_dir / "files"), logo)
    with opened(settings) as connection, Session(bind=connection) as session:
        office_id = take_in(session, replace(draft, admission=Admission.TRAINING), kept)  # the people are invented
        office = offices.load(session, office_id)
        made = invite(session, office, (), now, now.date(), INVITE_DAYS)
    return {each.person.code: f"https://t.me/{username}?start={each.token}" for each in made}


def seat_indicators(settings: Settings) -> None:
    """Take the sample's indicators in for the only office, with its figures of the quarters before; safe to repeat."""
    with opened(settings) as connection, Session(bind=connection) as session:
        load_sample(session, offices.listed(session)[0].id, settings.clock.now())


async def post(session: aiohttp.ClientSession, url: str, body: Mapping[str, Any]) -> Any:
    """Ask the simulator for something; raises StageError with its words where it refuses."""
    async with session.post(url, json=body) as answer:
        found = await answer.json()
        if answer.status >= 400:
            raise StageError(f"{url}: {found}")
        return found


async def seat_people(session: aiohttp.ClientSession, url: str, reading: OfficeReading) -> dict[str, Player]:
    """Give every person of the office a phone at the simulator."""
    titles = {post.code: post.title for post in reading.draft.posts}
    players = {}
    for number, person in enumerate(reading.draft.people):
        held = tuple(titles[holding.post_code] for holding in reading.draft.holdings_of(person.code))
        first, _, last = person.name.partition(" ")
        body = {"id": FIRST_USER_ID + number, "first_name": first, "last_name": last, "note": " · ".join(held)}
        await post(session, f"{url}/sim/people", body)
        players[person.code] = Player(person.code, person.name, FIRST_USER_ID + number, held)
    return players


def opening_day() -> datetime:
    """Return a morning on which a quarter has just ended: Thursday, 1 October 2026, 08.00 WIB."""
    return datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
