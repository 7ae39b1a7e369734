"""What goes out: messages with their buttons, small answers to a tap, kept files. Telegram's form is made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from markupsafe import Markup

from workflow.papers.kinds import Printed

DATA_LIMIT = 64
"""Bytes of callback data that Telegram carries."""


class Style(StrEnum):
    """What a button's colour says: green for the usual next step, red for what returns, refuses or withdraws."""

    PLAIN = ""
    USUAL = "success"
    REFUSING = "danger"


class Priority(IntEnum):
    """An answer goes before a notice, a notice before a reminder, a reminder before a card."""

    ANSWER = 0
    NOTICE = 1
    REMINDER = 2
    CARD = 3


@dataclass(frozen=True)
class Button:
    """An inline button: `data` comes back with the tap; with `copy` it copies that text instead."""

    label: str
    data: str = ""
    style: Style = Style.PLAIN
    copy: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Message:
    """A message. `text` is markup in which everything that people wrote is escaped.

    With `key` it replaces the earlier message of that key in the chat; with `edits` it replaces that message, and
    is sent anew where it is gone. `keyboard` (rows of labels) is the small keyboard at the bottom; it stays until
    another comes. `file_id` is a kept file that the message carries, with the text as its caption.
    With `paper` it carries that paper, drawn when it is delivered; where it cannot be drawn the text goes alone.
    """

    text: Markup
    rows: Rows = ()
    key: str = ""
    edits: int | None = None
    pinned: bool = False
    silent: bool = False
    keyboard: tuple[tuple[str, ...], ...] = ()
    file_id: int | None = None
    paper: Printed | None = None


@dataclass(frozen=True)
class ToChat:
    """A message on its way to a chat. `wanted_at` is the instant for which a reminder was planned."""

    chat_id: int
    message: Message
    priority: Priority
    wanted_at: datetime | None = None


@dataclass(frozen=True)
class TapAnswer:
    """The small answer to a tap, that ends the button's spinning; `alert` asks for a tap on OK."""

    query_id: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True)
class MenuFor:
    """The commands that a person's menu lists: (command, what it does)."""

    chat_id: int
    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Deletion:
    """A message of somebody's that is to vanish from the chat."""

    chat_id: int
    message_id: int


Outgoing = ToChat | TapAnswer | MenuFor | Deletion


@dataclass
class Tray:
    """What one turn puts out, in order."""

    entries: list[Outgoing] = field(default_factory=list)

    def put(self, outgoing: Outgoing) -> None:
        """Add something to go out when the turn commits."""
        self.entries.append(outgoing)
