"""Files from Telegram: fetched, kept by content, handed in like anything else."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy.exc import OperationalError
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot import fetching
from bot.fetching import AT_ONCE, Fetching
from bot.parsing import read
from bot.transport import Call
from handlers.incoming import FileKept, FileRefused, Incoming
from storage.blobs import BlobStore
from storage.files import WantedFile
from storage.inbox import Arrival
from workflow.files import FileFault, FileKind

PDF = b"%PDF-1.7 laporan"
TOKEN = "424242:rahasia-sekali"


def wanted(number: int = 9, telegram_id: str = "doc") -> WantedFile:
    """Return a file that Andi sent in office 3."""
    return WantedFile(number, 3, 5, 700, telegram_id)


@dataclass
class FileServer:
    """Hands out files by path, and tells where a file lies; faults come first."""

    url: str = ""
    contents: dict[str, bytes] = field(default_factory=lambda: {"doc": PDF})
    statuses: list[int] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    sent: int = 0

    @property
    def files_url(self) -> str:
        """As the Bot API has it: the token is part of the address."""
        return f"{self.url}/file/bot{TOKEN}"

    async def call(self, method: str, call: Call) -> Any:
        assert method == "getFile"
        self.asked.append(call.params["file_id"])
        if self.gate is not None:
            await self.gate.wait()
        if self.faults:
            raise self.faults.pop(0)
        return {"file_path": f"documents/{call.params['file_id']}"}

    async def hand_out(self, request: web.Request) -> web.StreamResponse:
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        answer = web.StreamResponse()
        await answer.prepare(request)
        content = self.contents[request.match_info["name"]]
        with suppress(ConnectionError):
            for start in range(0, len(content), 1024):
                await answer.write(content[start : start + 1024])
                self.sent += 1024
        return answer


@dataclass
class Inbox:
    """Takes results, after as many faults as it is told."""

    faults: list[Exception] = field(default_factory=list)
    arrived: list[Arrival] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.arrived += arrivals
        self.news.set()


@pytest.fixture
async def server() -> AsyncIterator[FileServer]:
    """Run a file server."""
    made = FileServer()
    app = web.Application()
    app.router.add_get(f"/file/bot{TOKEN}/documents/{{name}}", made.hand_out)
    async with TestServer(app) as running:
        made.url = str(running.make_url("")).rstrip("/")
        yield made


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note the pauses, and wait for none of them."""
    noted: list[float] = []
    really_sleep = asyncio.sleep

    async def sleep(seconds: float) -> None:
        noted.append(seconds)
        await really_sleep(0)

    monkeypatch.setattr(fetching.asyncio, "sleep", sleep)
    return noted


@asynccontextmanager
async def at_work(server: FileServer, root: Path, inbox: Inbox) -> AsyncIterator[Fetching]:
    """Fetch in the background."""
    made = Fetching(server, BlobStore(root), inbox.receive)  # type: ignore[arg-type]
    running = asyncio.ensure_future(made.run())
    try:
        yield made
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def fetched(server: FileServer, root: Path, inbox: Inbox | None = None) -> tuple[Incoming | None, Inbox]:
    """Fetch one file and return what comes in of it."""
    inbox = inbox or Inbox()
    async with at_work(server, root, inbox) as made:
        made.add([wanted()])
        await asyncio.wait_for(inbox.news.wait(), 5)
    return read(inbox.arrived[0].payload), inbox


async def test_a_file_is_kept_and_its_result_comes_in(server: FileServer, tmp_path: Path) -> None:
    """Under a key of its own, so that it counts once however often it is fetched."""
    result, inbox = await fetched(server, tmp_path)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert result == FileKept(700, 3, 5, 9, FileKind.PDF, len(PDF), sha256)
    assert BlobStore(tmp_path).path(sha256).read_bytes() == PDF
    assert [(arrival.key, arrival.chat_id) for arrival in inbox.arrived] == [("file:9", 700)]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", FileFault.EMPTY), (b"halo", FileFault.OTHER_TYPE), (b"PK\x03\x04 cut off", FileFault.BROKEN)],
)
async def test_what_is_no_data_is_refused_by_its_content(
    server: FileServer, tmp_path: Path, content: bytes, fault: FileFault
) -> None:
    """Whatever its name says; nothing of it is kept."""
    server.contents["doc"] = content
    result, _ = await fetched(server, tmp_path)
    assert result == FileRefused(700, 3, 5, 9, fault)
    assert kept_files(tmp_path) == []


async def test_a_file_larger_than_announced_is_broken_off(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it streams, before it fills memory."""
    monkeypatch.setattr(fetching, "MAX_BYTES", 300_000)
    server.contents["doc"] = PDF + b"x" * 50_000_000
    result, _ = await fetched(server, tmp_path)
    assert result == FileRefused(700, 3, 5, 9, FileFault.TOO_BIG)
    assert server.sent < 50_000_000


@pytest.mark.parametrize(
    ("words", "fault"),
    [("Bad Request: file is too big", FileFault.TOO_BIG), ("Bad Request: wrong file_id", FileFault.GONE)],
)
async def test_telegram_says_that_there_is_nothing_to_fetch(
    server: FileServer, tmp_path: Path, words: str, fault: FileFault
) -> None:
    """At the first question."""
    server.faults = [BadRequest(words)]
    result, _ = await fetched(server, tmp_path)
    assert result == FileRefused(700, 3, 5, 9, fault)


async def test_a_file_that_is_no_longer_there_is_gone(server: FileServer, tmp_path: Path) -> None:
    """A 404 of the file server is an answer, not an outage."""
    server.statuses = [404]
    result, _ = await fetched(server, tmp_path)
    assert result == FileRefused(700, 3, 5, 9, FileFault.GONE)


async def test_an_outage_is_waited_out(
    server: FileServer, tmp_path: Path, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    """With pauses that grow up to a minute; the token in the address of the file is not logged."""
    caplog.set_level(logging.DEBUG)
    server.faults = [NetworkError("x"), RetryAfter(3), *[NetworkError("x")] * 6]
    server.statuses = [502, 500]
    result, _ = await fetched(server, tmp_path)
    assert isinstance(result, FileKept)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    assert not [record for record in ours if TOKEN in record.getMessage()]


async def test_a_result_waits_for_an_inbox_that_cannot_be_written(
    server: FileServer, tmp_path: Path, pauses: list[float]
) -> None:
    """It is not fetched again for that."""
    inbox = Inbox([OperationalError("", None, Exception())] * 2)
    result, _ = await fetched(server, tmp_path, inbox)
    assert isinstance(result, FileKept)
    assert len(server.asked) == 1
    assert len(pauses) == 2


async def test_as_many_files_as_memory_allows_are_fetched_at_once(server: FileServer, tmp_path: Path) -> None:
    """The others wait for their turn, and all of them come in."""
    server.gate, inbox = asyncio.Event(), Inbox()
    async with at_work(server, tmp_path, inbox) as made:
        made.add(wanted(number) for number in range(1, 3 * AT_ONCE))
        await until(lambda: len(server.asked) == AT_ONCE)
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(server.asked) == AT_ONCE
        server.gate.set()
        await until(lambda: len(inbox.arrived) == 3 * AT_ONCE - 1)
    assert {arrival.key for arrival in inbox.arrived} == {f"file:{number}" for number in range(1, 3 * AT_ONCE)}


def kept_files(root: Path) -> list[Path]:
    """Return what lies in the store."""
    return [path for path in root.rglob("*") if path.is_file()]


async def until(is_so: Callable[[], bool]) -> None:
    """Let things happen until it is so, for five seconds at most."""
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - what is waited for is several results
            await asyncio.sleep(0.001)
