"""The bot's log: a line of JSON for each entry, with ids as fields; never what people wrote, their names, nor a secret.

An entry says what happened in words of our own. Of an exception only type and places are told: its words may hold what
people wrote, or an address with the token.
"""

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

log = logging.getLogger(__name__)

QUIET = ("httpx", "apscheduler", "telegram", "asyncio", "uvicorn", "multipart", "python_multipart")
"""Libraries of which only warnings are told."""
HIDDEN = "***"
_ID = re.compile(r"\b(inbox|outbox|work|file|cycle|office) (\d+)\b")
_PLACES = 8
"""Of an exception so many places are told, the innermost last."""


class JsonLines(logging.Formatter):
    """Writes an entry as one line of JSON: `at` (UTC), `level`, `logger`, `event`, and ids such as `inbox_id`.

    An exception adds `error` and `places`. None of `secrets` stands in any line.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        event = record.getMessage()
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": event,
        }
        line |= {f"{name}_id": int(number) for name, number in _ID.findall(event)}
        if record.exc_info and record.exc_info[1] is not None:
            line |= failure(record.exc_info[1])
        text = json.dumps(line, ensure_ascii=False)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def failure(error: BaseException) -> dict[str, Any]:
    """Return an exception's type and places, and those of the exceptions that a group holds; never its words."""
    told: dict[str, Any] = {"error": type(error).__name__, "places": _places(error.__traceback__)}
    if isinstance(error, BaseExceptionGroup):
        told["errors"] = [failure(inner) for inner in error.exceptions]
    return told


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-_PLACES:]


def configure(secrets: Iterable[str], stream: TextIO = sys.stderr) -> None:
    """Write the log to `stream` from now on, also what Python itself would print of an exception that nobody caught."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for noisy in QUIET:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    sys.excepthook = _uncaught
    threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    log.critical("ended by an error", exc_info=(kind, error, trace))


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop tell of exceptions that nobody took by type and place; its own words repeat theirs."""

    def told(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if error is None:
            log.error("the event loop complains")
        else:
            log.error("an exception was never taken", exc_info=(type(error), error, error.__traceback__))

    loop.set_exception_handler(told)
