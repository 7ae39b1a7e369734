"""What can come in, freed of Telegram's wrapping: what people say, send and tap, and what the bot's own work yields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from workflow.files import FileFault, FileKind
from workflow.stored_form import StoredFormError, restored
from workflow.work import WorkFault, WorkKind

_T = TypeVar("_T")


class ChatKind(StrEnum):
    """Where something was said. Orders and data belong in private chat; a channel is never answered."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Sender:
    """Who spoke. `name` is what their phone calls them, shown to admins only; never trusted for anything."""

    user_id: int
    name: str
    is_bot: bool = False


@dataclass(frozen=True)
class Source:
    """Where an incoming thing came from. `sent_at` is Telegram's time of the message, in UTC."""

    sender: Sender
    chat_id: int
    chat_kind: ChatKind
    message_id: int
    sent_at: datetime


@dataclass(frozen=True)
class TextSaid:
    """A text message, or (with `edited`) the new wording of an earlier one."""

    source: Source
    text: str
    edited: bool = False


@dataclass(frozen=True)
class FileSent:
    """A document, photo or voice note. `size` is what Telegram says, in bytes; parts of one album share `album`."""

    source: Source
    telegram_file_id: str
    name: str
    size: int | None
    caption: str = ""
    album: str = ""
    edited: bool = False


@dataclass(frozen=True)
class OtherSent:
    """A sticker, location, contact, poll …: something that the bot cannot use. `what` is Telegram's word for it."""

    source: Source
    what: str
    caption: str = ""


@dataclass(frozen=True)
class ButtonTapped:
    """A tap on an inline button. `data` may be forged: everything in it is checked again."""

    source: Source
    query_id: str
    data: str


@dataclass(frozen=True)
class ReachChanged:
    """The person blocked the bot, or let it in again."""

    source: Source
    reachable: bool


@dataclass(frozen=True)
class FileKept:
    """A file that was sent earlier in this chat now lies in the data directory."""

    chat_id: int
    office_id: int
    person_id: int
    file_id: int
    kind: FileKind
    size: int
    sha256: str


@dataclass(frozen=True)
class FileRefused:
    """A file that was sent earlier in this chat could not be kept."""

    chat_id: int
    office_id: int
    person_id: int
    file_id: int
    fault: FileFault


@dataclass(frozen=True)
class WorkDone:
    """Slow work that this chat asked for has ended: `result` is its JSON, or `fault` says why there is none.

    `found` reads it.
    """

    chat_id: int
    office_id: int
    person_id: int
    work_id: int
    kind: WorkKind
    result: str
    fault: WorkFault | None = None

    def found(self, kind: type[_T]) -> _T:
        """Return the result as that dataclass; raises StoredFormError where it is none."""
        try:
            plain = json.loads(self.result)
        except ValueError as error:
            raise StoredFormError(kind.__name__) from error
        read: _T = restored(kind, plain)
        return read


class Occasion(StrEnum):
    """What a time of day can call for."""

    PROPOSE_QUARTER = "propose_quarter"


@dataclass(frozen=True)
class TimeCame:
    """An instant that an earlier turn or the calendar set has come, for one person of one office."""

    chat_id: int
    office_id: int
    person_id: int
    occasion: Occasion


Said = TextSaid | FileSent | OtherSent | ButtonTapped | ReachChanged
"""From a person, over Telegram."""

Yielded = FileKept | FileRefused | WorkDone | TimeCame
"""From the bot's own slow work and timers."""

Incoming = Said | Yielded
