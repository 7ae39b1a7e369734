"""Messages of the handlers as calls of the Bot API, in the form in which the outbox keeps them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from handlers.outgoing import Button, MenuFor, Message, Outgoing, Priority, TapAnswer, ToChat
from storage.outbox import Letter

TEXT_LIMIT = 4096
"""Characters of a message after its markup is read (Bot API, sendMessage)."""
CAPTION_LIMIT = 1024

_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&[#a-z0-9]+;")
_PLAIN_LINKS = {"is_disabled": True}


@dataclass(frozen=True)
class StoredCall:
    """A call as the outbox keeps it: Telegram's parameters, and what delivery does about earlier messages."""

    params: dict[str, Any]
    edits: int | None = None
    pinned: bool = False

    @classmethod
    def read(cls, stored: str) -> "StoredCall":
        """Return the call that `pack` stored."""
        data = orjson.loads(stored)
        return cls(data["params"], data.get("edits"), data.get("pinned", False))

    def pack(self) -> str:
        """Return the stored form."""
        data: dict[str, Any] = {"params": self.params}
        if self.edits is not None:
            data["edits"] = self.edits
        if self.pinned:
            data["pinned"] = True
        return orjson.dumps(data).decode()


def letters(outgoing: Outgoing, bot_id: int, office_id: int | None, cause_id: int | None) -> Iterator[Letter]:
    """Yield the calls that put it out, in their order."""
    if isinstance(outgoing, TapAnswer):
        params = {"callback_query_id": outgoing.query_id, "text": outgoing.text[:200], "show_alert": outgoing.alert}
        yield Letter(
            bot_id, office_id, 0, "answerCallbackQuery", StoredCall(params).pack(), Priority.ANSWER, cause_id=cause_id
        )
    elif isinstance(outgoing, MenuFor):
        commands = [{"command": command, "description": text} for command, text in outgoing.commands]
        params = {"commands": commands, "scope": {"type": "chat", "chat_id": outgoing.chat_id}}
        call = StoredCall(params).pack()
        yield Letter(bot_id, office_id, outgoing.chat_id, "setMyCommands", call, Priority.NOTICE, cause_id=cause_id)
    else:
        yield from _message_letters(outgoing, bot_id, office_id, cause_id)


def _message_letters(outgoing: ToChat, bot_id: int, office_id: int | None, cause_id: int | None) -> Iterator[Letter]:
    message = outgoing.message
    if message.file_id is not None:
        params = {"chat_id": outgoing.chat_id, "caption": str(message.text), "parse_mode": "HTML"}
        yield Letter(
            bot_id,
            office_id,
            outgoing.chat_id,
            "sendDocument",
            StoredCall(params | _markup(message)).pack(),
            outgoing.priority,
            file_id=message.file_id,
            cause_id=cause_id,
        )
        return
    parts = list(split(str(message.text)))
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        params = {
            "chat_id": outgoing.chat_id,
            "text": part,
            "parse_mode": "HTML",
            "link_preview_options": _PLAIN_LINKS,
        }
        if message.silent:
            params["disable_notification"] = True
        if last:
            params |= _markup(message)
        call = StoredCall(params, message.edits if last else None, message.pinned)
        yield Letter(
            bot_id,
            office_id,
            outgoing.chat_id,
            "sendMessage",
            call.pack(),
            outgoing.priority,
            key=message.key if last else "",
            cause_id=cause_id,
        )


def _markup(message: Message) -> dict[str, Any]:
    if message.rows:
        return {"reply_markup": {"inline_keyboard": [[_button(button) for button in row] for row in message.rows]}}
    if message.keyboard:
        rows = [[{"text": label} for label in row] for row in message.keyboard]
        return {"reply_markup": {"keyboard": rows, "is_persistent": True, "resize_keyboard": True}}
    return {}


def _button(button: Button) -> dict[str, Any]:
    made: dict[str, Any] = {"text": button.label}
    if button.copy:
        made["copy_text"] = {"text": button.copy}
    else:
        made["callback_data"] = button.data
    if button.style:
        made["style"] = button.style.value
    return made


def split(text: str) -> Iterator[str]:
    """Yield the text in parts that Telegram takes, cut between lines where no markup is open."""
    if 2 * len(text) <= TEXT_LIMIT:  # no character counts for more than two
        yield text
        return
    part = ""
    for block in _blocks(text):
        if part and _length(part) + _length(block) + 1 > TEXT_LIMIT:
            yield part
            part = block
        else:
            part = f"{part}\n{block}" if part else block
    yield part


def _blocks(text: str) -> Iterator[str]:
    """Yield runs of lines that open and close their own markup."""
    block: list[str] = []
    depth = 0
    for line in text.split("\n"):
        block.append(line)
        depth += len(re.findall(r"<[a-z]", line)) - line.count("</")
        if depth <= 0:
            yield "\n".join(block)
            block, depth = [], 0
    if block:
        yield "\n".join(block)


def _length(text: str) -> int:
    """Count as Telegram does: UTF-16 units after markup and entities are read."""
    return len(_ENTITY.sub("x", _TAG.sub("", text)).encode("utf-16-le")) // 2
