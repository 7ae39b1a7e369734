"""The log: lines of JSON with ids, and nothing that people wrote, not even in an exception's words."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs

TOKEN = "424242:AAF-rahasia_sekali"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Log to a text of our own; afterwards all is as before."""
    root, hook, thread_hook = logging.getLogger(), sys.excepthook, threading.excepthook
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure([TOKEN, ""], stream)
    yield stream
    root.handlers, sys.excepthook, threading.excepthook = handlers, hook, thread_hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def entries(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_ids_are_fields_of_their_own(written: io.StringIO) -> None:
    """So that a program finds all that was said of a row."""
    logging.getLogger("bot.turns").warning("inbox %d failed for office %d", 17, 3)
    (entry,) = entries(written)
    assert (entry["level"], entry["logger"], entry["inbox_id"], entry["office_id"]) == ("WARNING", "bot.turns", 17, 3)
    assert entry["event"] == "inbox 17 failed for office 3"
    assert entry["at"].endswith("+00:00")


def test_an_entry_is_one_line_whatever_it_holds(written: io.StringIO) -> None:
    """A line break in a file's name must not make an entry of its own."""
    logging.getLogger("bot").warning("odd: %s", 'a\n{"level": "ERROR"}')
    assert len(entries(written)) == 1


def test_the_token_is_in_no_line(written: io.StringIO) -> None:
    """Some library may put an address into its words."""
    logging.getLogger("aiohttp").error("cannot connect to https://api.telegram.org/bot%s/getMe", TOKEN)
    assert TOKEN not in written.getvalue()
    assert logs.HIDDEN in written.getvalue()


def test_of_an_exception_type_and_places_are_told_and_not_its_words(written: io.StringIO) -> None:
    """They may hold what people wrote; those of a group's exceptions too."""

    def fail() -> None:
        raise ValueError("Realisasi 93 persen")

    try:
        try:
            fail()
        except ValueError as error:
            raise ExceptionGroup("yang dikatakan Ratna", [error]) from None
    except ExceptionGroup:
        logging.getLogger("bot").exception("it failed")
    (entry,) = entries(written)
    assert entry["error"] == "ExceptionGroup"
    assert entry["errors"][0]["error"] == "ValueError"
    assert "fail" in entry["errors"][0]["places"][-1]
    assert "Realisasi" not in written.getvalue()
    assert "Ratna" not in written.getvalue()


def test_what_nobody_caught_is_told_the_same_way(written: io.StringIO) -> None:
    """Python itself would print the exception's words."""
    sys.excepthook(ValueError, ValueError("Realisasi 93 persen"), None)
    (entry,) = entries(written)
    assert (entry["level"], entry["error"]) == ("CRITICAL", "ValueError")
    assert "Realisasi" not in written.getvalue()


async def test_a_task_that_nobody_awaited_tells_no_words(written: io.StringIO) -> None:
    """The event loop's own entry repeats them."""
    loop = asyncio.get_running_loop()
    logs.watch_loop(loop)
    loop.call_exception_handler({"message": "boom", "exception": ValueError("Realisasi 93 persen")})
    loop.call_exception_handler({"message": "Realisasi 93 persen"})
    loop.set_exception_handler(None)
    assert [entry["level"] for entry in entries(written)] == ["ERROR", "ERROR"]
    assert "Realisasi" not in written.getvalue()
