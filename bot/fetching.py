"""Files from Telegram: fetched beside the turns, kept by content, their result back through the inbox."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

import aiohttp
from sqlalchemy.exc import OperationalError
from telegram.error import BadRequest, TelegramError

from bot.parsing import pack
from bot.transport import Call, TelegramApi
from handlers.incoming import FileKept, FileRefused, Yielded
from storage.blobs import Blob, BlobStore
from storage.files import WantedFile
from storage.inbox import Arrival
from workflow.files import MAX_BYTES, FileFault

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Files fetched at the same time: each may take 20 MB of memory."""
MOST_SECONDS = 60.0
BUSY_SECONDS = 2.0
CHUNK = 256 * 1024


class TooBigError(Exception):
    """The file is larger than what Telegram said, and than what is taken."""


class Fetching:
    """Fetches wanted files until cancelled. A file is wanted until its result is in the inbox."""

    def __init__(
        self,
        api: TelegramApi,
        blobs: BlobStore,
        receive: Callable[[Sequence[Arrival]], Awaitable[None]],
    ) -> None:
        self._api = api
        self._blobs = blobs
        self._receive = receive
        self._wanted: asyncio.Queue[WantedFile] = asyncio.Queue()

    def add(self, wanted: Iterable[WantedFile]) -> None:
        """Take files over for fetching."""
        for file in wanted:
            self._wanted.put_nowait(file)

    async def run(self) -> None:
        """Fetch until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._work())

    async def _work(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120, sock_connect=10)) as session:
            while True:
                file = await self._wanted.get()
                found = await self._fetch(session, file)
                await self._hand_in(Arrival(f"file:{file.id}", file.chat_id, pack(_result(file, found))))

    async def _hand_in(self, result: Arrival) -> None:
        while True:
            try:
                await self._receive([result])
            except OperationalError as failure:
                log.warning("the inbox cannot be written (%s)", type(failure).__name__)
                await asyncio.sleep(BUSY_SECONDS)
            else:
                return

    async def _fetch(self, session: aiohttp.ClientSession, file: WantedFile) -> Blob | FileFault:
        """Fetch one file, trying again for as long as Telegram or the network are at fault."""
        pause = 1.0
        while True:
            try:
                chunks = await self._download(session, file.telegram_file_id)
                return await asyncio.to_thread(self._blobs.put, chunks)
            except TooBigError:
                return FileFault.TOO_BIG
            except BadRequest as refused:
                return FileFault.TOO_BIG if "too big" in refused.message.lower() else FileFault.GONE
            except (TelegramError, aiohttp.ClientError, TimeoutError, OSError) as failure:
                log.warning("file %d is fetched again in %.0f s: %s", file.id, pause, type(failure).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, MOST_SECONDS)

    async def _download(self, session: aiohttp.ClientSession, telegram_file_id: str) -> list[bytes]:
        found = await self._api.call("getFile", Call({"file_id": telegram_file_id}))
        chunks: list[bytes] = []
        size = 0
        async with session.get(f"{self._api.files_url}/{found['file_path']}") as answer:
            if answer.status in (400, 404):
                raise BadRequest("wrong file_id")
            answer.raise_for_status()
            async for chunk in answer.content.iter_chunked(CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    raise TooBigError
                chunks.append(chunk)
        return chunks


def _result(file: WantedFile, found: Blob | FileFault) -> Yielded:
    if isinstance(found, FileFault):
        return FileRefused(file.chat_id, file.office_id, file.person_id, file.id, found)
    return FileKept(file.chat_id, file.office_id, file.person_id, file.id, found.kind, found.size, found.sha256)
