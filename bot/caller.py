"""One call of the outbox, made: edit or send, and what Telegram's answer means for the letter."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.drawing import DrawingError
from bot.rendering import StoredCall
from bot.transport import Call, TelegramApi, pause_of
from handlers.outgoing import Priority
from handlers.texts import gambar
from storage.outbox import OutboxItem
from storage.tables.mail import OutboxState

log = logging.getLogger(__name__)

RECENT_KEYS = 4096
"""Far more than can wait between a message and its mark."""

_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")
_EDIT_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text")
_SAME = "message is not modified"
_OLD_QUERY = "query is too old"
_DELETED = "message to delete not found"


@dataclass(frozen=True)
class Done:
    """The letter's end. `keeps` is the message that stands for its key from now on."""

    state: OutboxState
    message_id: int | None = None
    error: str = ""
    keeps: int | None = None


@dataclass(frozen=True)
class Again:
    """The letter is tried again after `seconds`; `flooded` where Telegram asked for the pause."""

    seconds: float
    error: str
    flooded: bool = False


@dataclass(frozen=True)
class Aside:
    """The letter waits for `work`, which takes its time, and is called again after it; its chat goes on meanwhile."""

    work: Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Content:
    """A kept file to upload: its name as the person gave it, where it lies, and whether it is a voice note."""

    name: str
    path: Path
    is_voice: bool


class TokenRefusedError(Exception):
    """Telegram does not know the bot's token: nothing can be delivered until it is set right."""


class Draws(Protocol):
    """Draws the paper that a letter carries; `suffix` is its file's, with the dot."""

    def ready(self, spec: str, suffix: str) -> Path | None:
        """Return the file where it was drawn before."""

    async def drawn(self, spec: str, suffix: str) -> Path:
        """Return the file, drawn if need be; raises DrawingError."""


class Caller:
    """Makes the calls. `content` finds a kept file to upload, `drawing` draws papers."""

    def __init__(
        self, api: TelegramApi, content: Callable[[int, int], Awaitable[Content | None]], drawing: Draws
    ) -> None:
        self._api = api
        self._content = content
        self._drawing = drawing
        self._undrawn: dict[int, str] = {}  # why the papers of letters could not be drawn
        self._notes: dict[int, int] = {}  # the messages that say that a letter's paper is being drawn
        self._recent: dict[tuple[int, str], int] = {}  # messages sent for a key, maybe after a letter read its `kept`

    async def deliver(self, item: OutboxItem) -> Done | Again | Aside:
        """Make the call, or return what is to be done before it.

        Raises TokenRefusedError, and nothing else for what Telegram or the network answer.
        """
        stored = StoredCall.read(item.params)
        try:
            return await self._deliver(item, stored)
        except RetryAfter as flood:
            return Again(pause_of(flood), "429", flooded=True)
        except Forbidden as refused:
            return Done(OutboxState.UNREACHABLE, error=refused.message)
        except BadRequest as refused:
            return _refused(refused)
        except InvalidToken:
            raise TokenRefusedError from None
        except ChatMigrated:
            return Done(OutboxState.UNREACHABLE, error="the group has become a supergroup, under another id")
        except NetworkError as failure:
            return Again(_pause(item.attempts), failure.message)
        except TelegramError as failure:
            return Again(_pause(item.attempts), type(failure).__name__)

    async def _deliver(self, item: OutboxItem, stored: StoredCall) -> Done | Aside:
        if item.document:
            return await self._paper(item, stored)
        if item.method != "sendMessage":
            return await self._plain(item, stored)
        earlier = stored.edits
        if earlier is None and item.key:
            earlier = max(self._recent.get((item.chat_id, item.key), 0), item.kept or 0) or None  # ids grow in a chat
        if earlier is not None and await self._edit(earlier, stored):
            return Done(OutboxState.SENT, earlier)
        sent = await self._api.call("sendMessage", Call(stored.params))
        message_id = int(sent["message_id"])
        if stored.pinned:
            await self._pin(item.chat_id, message_id)
        if not item.key:
            return Done(OutboxState.SENT, message_id)
        self._remember(item, message_id)
        return Done(OutboxState.SENT, message_id, keeps=message_id)

    def _remember(self, item: OutboxItem, message_id: int) -> None:
        """Note the message for letters of its key that were stored before its mark was; the oldest are let go."""
        self._recent.pop((item.chat_id, item.key), None)
        self._recent[item.chat_id, item.key] = message_id
        if len(self._recent) > RECENT_KEYS:
            del self._recent[next(iter(self._recent))]

    async def _edit(self, message_id: int, stored: StoredCall) -> bool:
        """Edit the earlier message; False where it is gone, so that it must be sent anew."""
        params = {name: value for name, value in stored.params.items() if name != "disable_notification"}
        try:
            await self._api.call("editMessageText", Call(params | {"message_id": message_id}))
        except BadRequest as refused:
            words = refused.message.lower()
            if _SAME in words:
                return True
            if any(lost in words for lost in _EDIT_LOST):
                return False
            raise
        return True

    async def _pin(self, chat_id: int, message_id: int) -> None:
        """Pin a message; a chat that does not allow it keeps the message all the same."""
        params = {"chat_id": chat_id, "message_id": message_id, "disable_notification": True}
        try:
            await self._api.call("pinChatMessage", Call(params))
        except TelegramError as failure:
            log.warning("a card was not pinned: %s", failure.message)

    async def _paper(self, item: OutboxItem, stored: StoredCall) -> Done | Aside:
        """Send a paper with its caption once it is drawn; whoever asked for it reads a note meanwhile."""
        file_name = stored.file_name or gambar.FILE_NAME  # letters of old carry no other
        suffix = Path(file_name).suffix
        path = self._drawing.ready(item.document, suffix)
        if path is None:
            fault = self._undrawn.get(item.id)
            if fault is None:
                await self._say_wait(item)
                return Aside(partial(self._draw, item, suffix))
            done = await self._without_paper(item, stored, fault)
            del self._undrawn[item.id]
            return done
        upload = ("photo" if item.method == "sendPhoto" else "document", file_name, path)
        sent = await self._api.call(item.method, Call(stored.params, upload))
        await self._take_note_away(item)
        return Done(OutboxState.SENT, int(sent["message_id"]))

    async def _draw(self, item: OutboxItem, suffix: str) -> None:
        """Draw the letter's paper, or note why it cannot be drawn."""
        try:
            await self._drawing.drawn(item.document, suffix)
        except DrawingError as error:
            self._undrawn[item.id] = error.fault
        except Exception as error:  # noqa: BLE001 - a full disk, or a fault of our own: the letter must not wait for ever
            self._undrawn[item.id] = type(error).__name__
        if item.id in self._undrawn:
            log.error("the paper of outbox %d was not drawn: %s", item.id, self._undrawn[item.id])

    async def _say_wait(self, item: OutboxItem) -> None:
        """Say that it is being made, to somebody who has asked for it."""
        if item.priority == Priority.ANSWER and item.id not in self._notes:
            words = gambar.PREPARING if item.method == "sendPhoto" else gambar.PREPARING_FILE
            params = {"chat_id": item.chat_id, "text": words, "disable_notification": True}
            sent = await self._api.call("sendMessage", Call(params))
            self._notes[item.id] = int(sent["message_id"])

    async def _take_note_away(self, item: OutboxItem) -> None:
        """Delete the note; where that is refused it stays, which is no reason to send the picture again."""
        note = self._notes.pop(item.id, None)
        if note is None:
            return
        try:
            await self._api.call("deleteMessage", Call({"chat_id": item.chat_id, "message_id": note}))
        except TelegramError as failure:
            log.warning("a note was not deleted: %s", failure.message)

    async def _without_paper(self, item: OutboxItem, stored: StoredCall, fault: str) -> Done:
        """Let the caption go alone, in place of the note: what it says is not lost.

        The letter counts as failed, so that an admin sees it and can have it sent again with its paper.
        """
        params = {name: value for name, value in stored.params.items() if name != "caption"}
        missing = "" if item.method == "sendPhoto" else stored.file_name
        text = str(gambar.without_paper(stored.params.get("caption", ""), missing))
        call = StoredCall(params | {"text": text})
        note = self._notes.get(item.id)
        if note is None or not await self._edit(note, call):
            note = int((await self._api.call("sendMessage", Call(call.params)))["message_id"])
        self._notes.pop(item.id, None)
        return Done(OutboxState.FAILED, note, error=f"the paper was not drawn: {fault}")

    async def _plain(self, item: OutboxItem, stored: StoredCall) -> Done:
        method, params, upload = item.method, stored.params, None
        if item.file_id is not None:
            content = await self._content(item.office_id or 0, item.file_id)
            if content is None:
                return Done(OutboxState.FAILED, error="the file is not in the data directory")
            field = "voice" if content.is_voice else "document"
            method = "sendVoice" if content.is_voice else "sendDocument"
            upload = (field, content.name, content.path)
        sent: Any = await self._api.call(method, Call(params, upload))
        return Done(OutboxState.SENT, int(sent["message_id"]) if isinstance(sent, dict) else None)


def _pause(attempts: int) -> float:
    """Return the seconds to wait: 1, 2, 4 … up to a minute, however long an outage lasts."""
    return 60.0 if attempts > 5 else 2.0**attempts


def _refused(refused: BadRequest) -> Done:
    words = refused.message.lower()
    if _OLD_QUERY in words:
        return Done(OutboxState.SENT, error="the tap was too old to be answered")
    if _DELETED in words:
        return Done(OutboxState.SENT, error="the message was gone already")
    if any(gone in words for gone in _GONE):
        return Done(OutboxState.UNREACHABLE, error=refused.message)
    log.error("Telegram refused a message: %s", refused.message)
    return Done(OutboxState.FAILED, error=refused.message)
