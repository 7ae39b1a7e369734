"""Our bot under measurement: its command, and a data directory in which every update is a step of a conversation.

What is measured is the durable step: a person in the middle of a half-finished conversation sends text; the bot
reads account and conversation, decides, writes the conversation's new state and answers with a text that contains
the one it was sent (so that the `seq-…` in it can be matched).

The product is imported where it is used: the harness measures the peers also where a part of the product is missing.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.bot_api import BOT_ID
from benchmarks.clock import instant, left_until, now
from benchmarks.ledger import FIRST_CHAT

REGENCY_UNITS = 250
"""Units of the office whose reminders fall due, each to be told in a chat of its own."""
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
    with _product(), _database(directory) as engine:
        from benchmarks import monev_reminders

        monev_reminders.add_far_off(engine, reminders)
        monev_reminders.add_history(engine, history)


def due_reminders_per_s(directory: Path, *, due: int) -> float:
    """Return how many due reminders a second are found, claimed and put into the outbox, beside what is far off."""
    with _product(), _database(directory) as engine:
        from benchmarks import monev_reminders

        regency = monev_reminders.found_regency(engine, REGENCY_UNITS, FIRST_CHAT + PEOPLE)
        return monev_reminders.told_per_s(engine, regency, due)


@dataclass(frozen=True)
class Burst:
    """Reminders that fall due at one instant while the bot runs by a clock of its own."""

    environment: dict[str, str]  # sets the bot's clock to a working morning
    due_at: float  # on the shared clock
    posted: Callable[[], int]  # how many of them are in the outbox


@contextmanager
def burst(directory: Path, people: int, after_s: float) -> Iterator[Burst]:
    """Have `people` reminded at one instant `after_s` from now, each in a chat of their own beyond the first 500."""
    with _product(), _database(directory) as engine:
        from benchmarks import monev_reminders

        offset_s = round((monev_reminders.WORKDAY - instant()).total_seconds())
        regency = monev_reminders.found_regency(engine, people, FIRST_CHAT + PEOPLE)
        due_at = instant() + timedelta(seconds=offset_s + after_s)
        with engine.begin() as connection:
            monev_reminders.make_due(connection, regency, due_at)
        began = now() + left_until(due_at) - offset_s
        environment = {"MONEV_CLOCK_OFFSET_SECONDS": str(offset_s)}
        yield Burst(environment, began, lambda: monev_reminders.count_posted(engine, due_at))


def reminder_costs_us(directory: Path, few: int, many: int) -> dict[str, float]:
    """Return what planning, dropping and finding cost with `few` reminders and with `many`: `plan.1000` and so on."""
    with _product(), _database(directory) as engine:
        from benchmarks import monev_reminders
        from storage.migrate import migrate

        migrate(engine)
        regency = monev_reminders.found_regency(engine, 10, FIRST_CHAT)
        found = {}
        for count, before in ((few, 0), (many, few)):
            monev_reminders.add_far_off(engine, count - before, before)
            costs = monev_reminders.costs_us(engine, regency, first_key=count)
            found |= {f"{name}.{count}": cost for name, cost in costs.items()}
        return found


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
