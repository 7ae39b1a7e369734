"""Our bot under measurement: its command, and a data directory in which every update is a step of a conversation.

What is measured is the durable step: a person in the middle of a half-finished conversation sends text; the bot
reads account and conversation, decides, writes the conversation's new state and answers with a text that contains
the one it was sent (so that the `seq-…` in it can be matched).

The product is imported where it is used: the harness measures the peers also where a part of the product is missing.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.bot_api import BOT_ID
from benchmarks.clock import instant
from benchmarks.ledger import FIRST_CHAT

PEOPLE = 500
"""People bound to chats: the loads use the first 200, the broadcast all."""
COMMAND = (str(Path(sys.executable).with_name("monev")), "run")


class NotReadyError(NotImplementedError):
    """A part of the bot that this needs does not exist yet."""


def prepare(directory: Path) -> dict[str, str]:
    """Fill a data directory and return the environment that makes `monev run` use it, limits off.

    `PEOPLE` people of imported sample offices are bound to the private chats `ledger.FIRST_CHAT`, `FIRST_CHAT + 1` …
    (the id of a private chat is its person's), and each chat is put into a form that waits for text.
    """
    with _product(), _database(directory) as engine:
        from benchmarks import monev_office
        from storage.migrate import migrate

        migrate(engine)
        monev_office.found(engine, PEOPLE)
    return {"MONEV_DATA_DIR": str(directory), "MONEV_LIMITS": "off"}


def refresh(directory: Path) -> None:
    """Empty every chat's form, for a form is meant to hold a page and refuses more."""
    with _product(), _database(directory) as engine:
        from benchmarks import monev_office

        monev_office.begin_forms(engine)


def queue_broadcast(directory: Path, people: int) -> None:
    """Put one notice to each of `people` into the outbox of a prepared directory, to go out at the next start."""
    with _product(), _database(directory) as engine:
        from markupsafe import Markup

        from bot.rendering import letters
        from handlers.outgoing import Message, Priority, ToChat
        from storage import outbox

        notice = Message(Markup("<b>Pengumuman.</b> Rapat monev besok pukul 09.00 WIB di ruang rapat dinas."))
        with engine.begin() as connection:
            for chat_id in range(FIRST_CHAT, FIRST_CHAT + people):
                for letter in letters(ToChat(chat_id, notice, Priority.NOTICE), BOT_ID, None, None):
                    outbox.post(connection, letter, instant())


def fill(directory: Path, *, reminders: int, history: int) -> None:
    """Add reminders that are not due and history rows, both past counting, to a prepared directory."""
    raise NotReadyError(f"{reminders:,} reminders and {history:,} history rows in {directory.name}")


def due_reminders_per_s(directory: Path, *, due: int, among: int) -> float:
    """Return how many due reminders a second are found, claimed and put into the outbox, `due` of `among` being due."""
    raise NotReadyError(f"{due:,} of {among:,} due reminders in {directory.name}")


@contextmanager
def _product() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise NotReadyError(str(error)) from error


@contextmanager
def _database(directory: Path) -> Iterator[Engine]:
    from storage.engine import default_url, open_engine

    engine = open_engine(default_url(directory))
    try:
        yield engine
    finally:
        engine.dispose()
