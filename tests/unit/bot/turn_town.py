"""Two offices in a SQLite file, people with accounts in them, and rows that come in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from samples import NOON, Json, said
from sqlalchemy import Engine, text
from sqlmodel import Session

from bot.office_cache import OfficeCache
from bot.office_file import sample_office
from bot.office_store import take_in
from bot.parsing import chat_of
from bot.records import PresentProcedure
from bot.turn import TurnResult, World
from bot.turns import Turns
from handlers.conversations import STATES, Conversation
from storage import conversations, inbox, newcomers, offices
from storage.codec import encode
from storage.cycles import CycleCache
from storage.engine import open_engine
from storage.inbox import Arrival, InboxItem
from storage.migrate import migrate
from storage.outbox import OutboxItem
from workflow.admission import Admission, Invitation
from workflow.office import Office

BOT = 42
PEOPLE = {700_001: "andi", 700_002: "putra", 700_003: "citra"}
"""Who has an account: Andi of the Tim, Putra the admin, and Citra, who is in both offices."""
NOW = datetime.fromtimestamp(NOON, UTC) + timedelta(seconds=2)


@cache
def present() -> PresentProcedure:
    """Return the SOP that comes with the product, read once."""
    return PresentProcedure.read(None)


def found_offices(path: Path) -> None:
    """Make a database with the sample office and a second one of the same posts."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    draft = replace(sample_office().draft, admission=Admission.TRAINING)
    with engine.begin() as connection, Session(bind=connection) as session:
        take_in(session, draft)
        take_in(session, replace(draft, code="kantor-kedua", name="Kantor Kedua"))
    made = Town(engine)
    for user_id, code in PEOPLE.items():
        made.seat(code, user_id)
    made.clock.at += timedelta(seconds=1)
    made.seat("citra", 700_003, made.second)
    engine.dispose()


@dataclass
class StandingClock:
    """Tells the instant that it was set to."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Town:
    """One bot's turns. `first` and `second` are the ids of its offices."""

    engine: Engine
    clock: StandingClock = field(default_factory=StandingClock)
    first: int = 1
    second: int = 2

    def __post_init__(self) -> None:
        """Set up the turns, and read the offices."""
        self.world = World(BOT, self.clock, present(), OfficeCache(), CycleCache())
        self.turns = Turns(self.engine, self.world)
        with self.engine.begin() as connection, Session(bind=connection) as session:
            self.offices: dict[int, Office] = {
                listed.id: offices.load(session, listed.id) for listed in offices.listed(session)
            }

    def person(self, code: str, office_id: int = 1) -> int:
        """Return a person's id by their code."""
        return next(person.id for person in self.offices[office_id].persons if person.code == code)

    def invite(self, code: str, office_id: int = 1, token: str = "", days: int = 14) -> str:
        """Give a person a link, and return its secret."""
        secret = token or f"{code}-{office_id}"
        with self.engine.begin() as connection, Session(bind=connection) as session:
            until = self.clock.at + timedelta(days=days)
            newcomers.add_invite(
                session, office_id, Invitation(self.person(code, office_id), secret, until), self.clock.at
            )
        return secret

    def seat(self, code: str, user_id: int, office_id: int = 1) -> int:
        """Make the account that person; returns the account's user id."""
        secret = self.invite(code, office_id, token=f"seat-{code}-{office_id}")
        with self.engine.begin() as connection, Session(bind=connection) as session:
            newcomers.redeem(session, BOT, user_id, secret, self.clock.at)
        return user_id

    def code_of(self, user_id: int) -> str:
        """Return the code of the person whose account it is."""
        return PEOPLE[user_id]

    def keeps(self, conversation: Conversation, chat_id: int, office_id: int) -> None:
        """Leave a half-finished conversation in a chat."""
        kind = next(name for name, state in STATES.items() if isinstance(conversation, state))
        with self.engine.begin() as connection:
            conversations.save(connection, BOT, chat_id, office_id, kind, encode(conversation), self.clock.at)

    def arrives(self, update: Json) -> InboxItem:
        """Store an update, as polling does."""
        return self.stored(str(update["update_id"]), chat_of(update), orjson.dumps(update).decode())

    def stored(self, key: str, chat_id: int, payload: str) -> InboxItem:
        """Store anything."""
        with self.engine.begin() as connection:
            (item,) = inbox.receive(connection, BOT, [Arrival(key, chat_id, payload)], self.clock.at)
        return item

    def works(self, update: Json) -> TurnResult:
        """Store an update and work it."""
        return self.turns.run(self.arrives(update))

    def says(self, words: str, user_id: int) -> TurnResult:
        """Let a person say something in private."""
        return self.works(said(words, user_id))

    def rows(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """Return what a question to the database finds."""
        with self.engine.begin() as connection:
            return [tuple(row) for row in connection.execute(text(sql), params)]

    def state(self, item: InboxItem) -> tuple[str, int]:
        """Return a row's state and its attempts."""
        ((state, attempts),) = self.rows("SELECT state, attempts FROM inbox WHERE id = :id", id=item.id)
        return state, attempts


def words_of(result: TurnResult, chat_id: int | None = None) -> str:
    """Return all that a turn says (to one chat), as it was rendered."""
    return "\n".join(_text(letter) for letter in result.posted if chat_id in (None, letter.chat_id))


def _text(letter: OutboxItem) -> str:
    params = orjson.loads(letter.params)["params"]
    return str(params.get("text", ""))
