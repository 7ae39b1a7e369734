"""Working inbox rows: each in its transaction, a failing one tried again, then set aside with a short code."""

import logging
import secrets
from collections.abc import Callable

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from bot import rendering
from bot.failures import where_failed
from bot.parsing import UnreadableUpdateError, read
from bot.scrubbing import found_in, scrubbed
from bot.turn import Turn, TurnResult, World
from handlers.buttons import StaleButtonError, UnknownButtonError
from handlers.desk import NoPostError
from handlers.outgoing import Message, Priority, ToChat
from handlers.texts import failures
from storage import accounts, inbox, outbox
from storage.cycles import ConcurrentActError
from storage.inbox import AlreadyHandledError, InboxItem
from workflow.refusals import RefusalError

log = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often an update is tried before it is set aside."""
RETRY_SECONDS = (1.0, 5.0)
BUSY_SECONDS = 2.0
_REFUSALS = (RefusalError, UnknownButtonError, StaleButtonError, NoPostError)
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Turns:
    """Works inbox rows. `run` is synchronous, made for a worker thread, and never raises for what a row holds."""

    def __init__(self, engine: Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    def run(self, item: InboxItem) -> TurnResult:
        """Work one row: commit all that follows from it, or count the failed attempt, or set it aside."""
        try:
            return self._attempt(item)
        except (OperationalError, ConcurrentActError) as error:  # not the row's fault: it keeps its attempts
            log.warning("inbox %d waits for the database: %s", item.id, type(error).__name__)
            return TurnResult(retry_in=BUSY_SECONDS)

    def _attempt(self, item: InboxItem) -> TurnResult:
        try:
            try:
                return self._transact(item, Turn.handle)
            except _REFUSALS as refusal:
                reason = refusal
            return self._transact(item, lambda turn: turn.refuse(reason))
        except AlreadyHandledError:
            return TurnResult()
        except (OperationalError, ConcurrentActError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a row provokes must not stop the others
            return self._failed(item, error)

    def _transact(self, item: InboxItem, work: Callable[[Turn], None]) -> TurnResult:
        """Claim the row before anything else: what was done already is not even tried again."""
        with self._engine.begin() as connection:
            inbox.finish(connection, item.id, self._world.clock.now())
            turn = Turn(self._world, connection, item)
            work(turn)
            turn.close()
        if turn.records is not None:
            turn.records.committed()
        return turn.result

    def _failed(self, item: InboxItem, error: Exception) -> TurnResult:
        where = where_failed(error)
        log.error("inbox %d failed, attempt %d: %s", item.id, item.attempts + 1, where)
        if item.attempts + 1 < ATTEMPTS:
            with self._engine.begin() as connection:
                inbox.count_attempt(connection, item.id, where)
            seconds = RETRY_SECONDS[min(item.attempts, len(RETRY_SECONDS) - 1)]
            return TurnResult(retry_in=seconds, is_attempt=True)
        code = "E-" + "".join(secrets.choice(_CODE_ALPHABET) for _ in range(5))
        with self._engine.begin() as connection:
            inbox.bury(connection, item.id, code, where)
            _scrub(connection, item)
            posted = [
                outbox.post(connection, letter, self._world.clock.now())
                for message in self._apologies(connection, item, code)
                for letter in rendering.letters(message, self._world.bot_id, None, item.id)
            ]
        return TurnResult(posted=posted)

    def _apologies(self, connection: Connection, item: InboxItem, code: str) -> list[ToChat]:
        told = [ToChat(item.chat_id, Message(failures.failed(code)), Priority.ANSWER)] if item.chat_id > 0 else []
        offices = {account.office_id for account in accounts.of_user(connection, self._world.bot_id, item.chat_id)}
        for admin in accounts.admins(connection, self._world.bot_id, offices):
            alert = Message(failures.admin_alert(code, item.id, ATTEMPTS))
            told.append(ToChat(admin, alert, Priority.NOTICE))
        return told


def _scrub(connection: Connection, item: InboxItem) -> None:
    """See to it that a row which is set aside holds nothing that must not be kept."""
    try:
        incoming = read(item.payload)
    except UnreadableUpdateError:
        return
    found = None if incoming is None else found_in(incoming)
    if found is not None:
        inbox.scrub(connection, item.id, scrubbed(item.payload, found))
