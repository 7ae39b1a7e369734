"""How time passes in `monev gladi`: from one reminder to the next, until all that is due has been told."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.gladi.daybook import DayBook
from bot.gladi.report import Conversation, Entry, Recorder
from bot.phone import UnansweredError
from bot.stage import Stage, move_clock
from storage import files, inbox, outbox, reminders
from storage.engine import open_engine

LOOK_SECONDS = 0.1
"""Between two looks whether the bot has come to rest: each takes its database's lock for a moment."""
PATIENCE = 45.0
"""Seconds that it may take to come to rest."""


@dataclass(frozen=True)
class _Notice:
    """What several people see alike."""

    text: str
    buttons: tuple[str, ...]


class PassingTime:
    """Moves the clock of a stage and enters in its day book what time brings to whom. Its database is only read."""

    def __init__(self, stage: Stage, recorder: Recorder, conversations: dict[str, Conversation], book: DayBook) -> None:
        self._stage = stage
        self._clock = stage.settings.clock
        self._bot_id = stage.settings.bot_id
        self._recorder = recorder
        self._conversations = conversations
        self._book = book
        self._engine = open_engine(stage.settings.database)
        self.moves = 0

    async def until(self, at: datetime) -> int:
        """Let time pass up to `at`, stopping wherever something is due; returns the journal's number before it.

        Raises UnansweredError where the bot does not come to rest.
        """
        self._book.time_passes()
        since = await self._at_rest(with_cards=self.moves == 0)  # at first everybody's card is a new message
        while (due_at := await asyncio.to_thread(self._next_due)) is not None and due_at < at:
            await self._move(due_at)
        await self._move(at)
        return since

    async def ends(self) -> None:
        """Wait until everything has arrived and is noted, cards too."""
        await self._recorder.until(await self._at_rest(with_cards=True))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    async def _move(self, at: datetime) -> None:
        before = await self._at_rest()
        await move_clock(self._stage.session, self._stage.url, at)
        self.moves += 1
        await self._recorder.until(await self._at_rest())
        self._tell(before)

    def _tell(self, before: int) -> None:
        """Enter what has come to anybody since then; the card, which is kept up to date in its place, is no news."""
        told: dict[_Notice, list[str]] = {}
        for code, conversation in self._conversations.items():
            for entry in conversation.entries:
                if entry.n > before and _is_news(entry):
                    notice = _Notice(entry.text, tuple(label for row in entry.buttons for label in row))
                    told.setdefault(notice, []).append(code)
        for notice, codes in told.items():
            self._book.reminds(codes, notice.text, notice.buttons)

    async def _at_rest(self, *, with_cards: bool = False) -> int:
        """Wait until nothing is due, under way or unsent; returns the journal's number then.

        Cards are kept up to date in their place and go out last; they are waited for only where told so.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while await self._recorder.waits() or not await asyncio.to_thread(self._is_at_rest, with_cards):
            if loop.time() > deadline:
                raise UnansweredError(f"the bot does not come to rest at {self._clock.now():%d-%m-%Y %H.%M.%S}")
            await asyncio.sleep(LOOK_SECONDS)
        return await self._recorder.number()

    def _is_at_rest(self, with_cards: bool) -> bool:
        now = self._clock.now()
        with self._engine.begin() as connection, Session(bind=connection) as session:
            return not (
                reminders.due_cycles(connection, now)
                or inbox.pending(connection, self._bot_id, now, limit=1)
                or any(with_cards or not letter.key for letter in outbox.pending(connection, self._bot_id))
                or files.wanted(session, self._bot_id)
            )

    def _next_due(self) -> datetime | None:
        now = self._clock.now()
        with self._engine.begin() as connection:
            coming = (inbox.next_due(connection, self._bot_id, now), reminders.next_due(connection, now))
        return min((at for at in coming if at is not None), default=None)


def _is_news(entry: Entry) -> bool:
    return entry.by_bot and entry.about != 0 and not entry.edited and not entry.pinned
