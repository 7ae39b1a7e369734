"""Messages of the handlers as calls of the Bot API, in the form in which the outbox keeps them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson
from markupsafe import Markup

from handlers.outgoing import Button, Deletion, MenuFor, Message, Outgoing, Priority, TapAnswer, ToChat
from storage.codec import encode
from storage.outbox import Letter

TEXT_LIMIT = 4096
"""Characters of a message after its markup is read (Bot API, sendMessage)."""
CAPTION_LIMIT = 1024

_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&[#a-z0-9]+;")
_PIECE = re.compile(r"<[^>]*>|&[#a-z0-9]+;|.", re.DOTALL)
_PLAIN_LINKS = {"is_disabled": True}


@dataclass(frozen=True)
class StoredCall:
    """A call as the outbox keeps it: Telegram's parameters, and what delivery does about earlier messages."""

    params: dict[str, Any]
    edits: int | None = None
    pinned: bool = False
    file_name: str = ""  # of the paper that the letter carries

    @classmethod
    def read(cls, stored: str) -> "StoredCall":
        """Return the call that `pack` stored."""
        data = orjson.loads(stored)
        return cls(data["params"], data.get("edits"), data.get("pinned", False), data.get("file_name", ""))

    def pack(self) -> str:
        """Return the stored form."""
        data: dict[str, Any] = {"params": self.params}
        if self.edits is not None:
            data["edits"] = self.edits
        if self.pinned:
            data["pinned"] = True
        if self.file_name:
            data["file_name"] = self.file_name
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
    elif isinstance(outgoing, Deletion):
        call = StoredCall({"chat_id": outgoing.chat_id, "message_id": outgoing.message_id}).pack()
        yield Letter(bot_id, office_id, outgoing.chat_id, "deleteMessage", call, Priority.ANSWER, cause_id=cause_id)
    else:
        yield from _message_letters(outgoing, bot_id, office_id, cause_id)


def _message_letters(outgoing: ToChat, bot_id: int, office_id: int | None, cause_id: int | None) -> Iterator[Letter]:
    message = outgoing.message
    if message.file_id is not None or message.paper is not None:
        if _length(str(message.text)) > CAPTION_LIMIT:
            alone = replace(message, file_id=None, paper=None)
            yield from _message_letters(replace(outgoing, message=alone), bot_id, office_id, cause_id)
            message = Message(Markup(), file_id=message.file_id, paper=message.paper)
        yield _carrying(replace(outgoing, message=message), bot_id, office_id, cause_id)
        return
    parts = list(split(str(message.text)))
    for position, part in enumerate(parts):
        first, last = position == 0, position == len(parts) - 1
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
        call = StoredCall(params, message.edits if first else None, message.pinned and last)
        yield Letter(
            bot_id,
            office_id,
            outgoing.chat_id,
            "sendMessage",
            call.pack(),
            outgoing.priority,
            key=message.key if last else "",
            cause_id=cause_id,
            wanted_at=outgoing.wanted_at,
        )


def _carrying(outgoing: ToChat, bot_id: int, office_id: int | None, cause_id: int | None) -> Letter:
    """Return the letter of a message with a kept file, or with a paper that is drawn when it is delivered."""
    message, paper = outgoing.message, outgoing.message.paper
    params: dict[str, Any] = {"chat_id": outgoing.chat_id, "caption": str(message.text), "parse_mode": "HTML"}
    if message.silent:
        params["disable_notification"] = True
    return Letter(
        bot_id,
        office_id,
        outgoing.chat_id,
        "sendPhoto" if paper is not None and paper.kind.is_picture else "sendDocument",
        StoredCall(params | _markup(message), file_name="" if paper is None else paper.file_name).pack(),
        outgoing.priority,
        file_id=message.file_id,
        cause_id=cause_id,
        wanted_at=outgoing.wanted_at,
        document="" if paper is None else f'{{"kind":"{paper.kind}","data":{encode(paper.paper)}}}',
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
    """Yield the text in parts that Telegram takes, cut between lines where no markup is open.

    Where what one mark-up holds is too long by itself, the mark-up is closed at the cut and opened again after it.
    """
    if 2 * len(text) <= TEXT_LIMIT:  # no character counts for more than two
        yield text
        return
    part = ""
    for block in _blocks(text):
        if part and _length(block) <= TEXT_LIMIT < _length(part) + 1 + _length(block):
            yield part
            part = ""
        elif part:
            block = f"{part}\n{block}"
        *full, part = _cut(block)
        yield from filter(_is_seen, full)
    if _is_seen(part):
        yield part


def _cut(block: str) -> Iterator[str]:
    """Yield a block whole, or in pieces of the limit if it is longer: cut at a line's end where one is near."""
    if _length(block) <= TEXT_LIMIT:
        yield block
        return
    opened: list[str] = []
    part, room = "", TEXT_LIMIT
    for piece in _PIECE.findall(block):
        size = 0 if piece.startswith("<") else 2 if piece > "\uffff" else 1
        if size > room or (piece == "\n" and room < TEXT_LIMIT // 4):
            yield part + _closing(opened)
            part, room = "".join(opened), TEXT_LIMIT
            if piece == "\n":
                continue
        if piece.startswith("</"):
            opened.pop()
        elif piece.startswith("<"):
            opened.append(piece)
        part += piece
        room -= size
    yield part


def _is_seen(part: str) -> bool:
    """Tell whether anything would show: Telegram refuses a message of blanks."""
    return bool(_TAG.sub("", part).strip())


def _closing(opened: list[str]) -> str:
    return "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(opened))


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
