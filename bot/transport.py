"""How the bot's calls travel: python-telegram-bot's BaseRequest over aiohttp, at a fifth of httpx's cost."""

import logging
import os
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import aiohttp
import orjson
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.reach import Reach

logging.getLogger("telegram.Bot").setLevel(logging.INFO)  # at DEBUG it writes the address, token and all
os.environ.setdefault("PTB_TIMEDELTA", "true")  # spans as timedelta: the library warns about its older form

CONNECT_SECONDS = 10.0
CALL_SECONDS = 30.0
UPLOAD_SECONDS = 120.0


class AiohttpRequest(BaseRequest):
    """A BaseRequest on one aiohttp session.

    Errors become NetworkError or TimedOut and never carry the address, of which the bot's token is a part. `reach`
    hears whether Telegram answered.
    """

    def __init__(self, connections: int = 128, reach: Reach | None = None) -> None:
        self._connections = connections
        self._reach = reach
        self._session: aiohttp.ClientSession | None = None

    async def initialize(self) -> None:
        """Open the session; does nothing when it is open."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=75)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), skip_auto_headers=("User-Agent", "Accept")
            )

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where the caller names none."""
        return CALL_SECONDS

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session; raises NetworkError before `initialize`."""
        if self._session is None:
            raise NetworkError("the session is not open")
        return self._session

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the base class's signature
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Make one call and return status and body."""
        has_files = request_data is not None and request_data.contains_files
        patience = read_timeout if isinstance(read_timeout, int | float) else CALL_SECONDS
        limit = _limit(UPLOAD_SECONDS if has_files else patience + CONNECT_SECONDS)
        try:
            body, headers = _body(cast(RequestData | Call | None, request_data))
            async with self.session.request(method, _address(url), data=body, headers=headers, timeout=limit) as answer:
                found = answer.status, _telegrams_own(answer.status, await answer.read())
        except TimeoutError:
            self._note(has_answered=has_files)  # of a large file it says nothing
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            self._note(has_answered=False)
            raise NetworkError(type(error).__name__) from None
        except NetworkError:
            self._note(has_answered=False)
            raise
        self._note(has_answered=found[0] < HTTPStatus.INTERNAL_SERVER_ERROR)
        return found

    def _note(self, *, has_answered: bool) -> None:
        if self._reach is None:
            return
        if has_answered:
            self._reach.answered()
        else:
            self._reach.failed()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; raises TelegramError for what is no JSON."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("Invalid server response") from None

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the session."""
        await self.shutdown()


_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
JSON = {"Content-Type": "application/json"}


@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    """Return the address parsed; there are as many as methods are called."""
    return URL(url, encoded=True)


@lru_cache(maxsize=16)
def _limit(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)


@dataclass(frozen=True)
class Call:
    """A call's parameters as they stand in the outbox, with at most one file to upload: (field, name, path).

    It takes RequestData's place between `TelegramApi.call` and `AiohttpRequest.do_request`: RequestData would turn
    every parameter into an object of its own, and cannot be extended.
    """

    params: dict[str, Any]
    upload: tuple[str, str, Path] | None = None

    @property
    def contains_files(self) -> bool:
        """Whether it goes as a form with a file."""
        return self.upload is not None


class TelegramApi:
    """Telegram's Bot API at `api_url`: python-telegram-bot's Bot, and a door for calls that are kept as data.

    Every call raises python-telegram-bot's errors by cause: RetryAfter, Forbidden, BadRequest, TimedOut …
    """

    def __init__(self, token: str, api_url: str, reach: Reach | None = None) -> None:
        self._calls = AiohttpRequest(reach=reach)
        self._polls = AiohttpRequest(connections=2, reach=reach)
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )
        self.files_url = f"{api_url}/file/bot{token}"

    async def open(self) -> None:
        """Open the sessions, without asking Telegram anything."""
        await self._calls.initialize()
        await self._polls.initialize()

    async def close(self) -> None:
        """Close the sessions."""
        await self._calls.shutdown()
        await self._polls.shutdown()

    async def call(self, method: str, call: Call, *, patience: float = CALL_SECONDS) -> Any:
        """Make a call and return its plain result."""
        return await self._post(self._calls, method, call, patience)

    async def updates(self, call: Call, seconds: int) -> Any:
        """Ask for updates on a session of their own, waiting up to `seconds` for one."""
        return await self._post(self._polls, "getUpdates", call, seconds + CONNECT_SECONDS)

    async def _post(self, request: AiohttpRequest, method: str, call: Call, patience: float) -> Any:
        data = cast(RequestData, call)
        try:
            return await request.post(f"{self.bot.base_url}/{method}", data, read_timeout=patience)
        except (KeyError, TypeError, AttributeError):
            raise TelegramError("Invalid server response") from None


def pause_of(flood: RetryAfter) -> float:
    """Return for how many seconds Telegram asks the bot to wait."""
    pause = flood.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def _telegrams_own(status: int, body: bytes) -> bytes:
    """Return the answer; raises NetworkError for an error page of something in between.

    Such a page is no word of Telegram's on the chat or the token, and may repeat the address.
    """
    if status >= HTTPStatus.BAD_REQUEST and not body.lstrip().startswith(b"{"):
        raise NetworkError(f"HTTP {status}")
    return body


def _body(request_data: RequestData | Call | None) -> tuple[Any, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not isinstance(request_data, Call):
        return _form(request_data), None
    if request_data.upload is None:
        return orjson.dumps(request_data.params), JSON
    field, name, path = request_data.upload
    form = aiohttp.FormData(quote_fields=False)  # the name as it is: Telegram shows %20 where it is quoted
    for key, value in request_data.params.items():
        form.add_field(key, value if isinstance(value, str) else orjson.dumps(value).decode())
    content = path.open("rb")
    form.add_field(field, content, filename=_CONTROLS.sub("_", name), content_type="application/octet-stream")
    return form, None


def _form(request_data: RequestData) -> Any:
    if not request_data.multipart_data:
        return request_data.json_parameters
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
