"""Telegram's updates and the bot's own results, as the handlers know them."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import orjson
from telegram import Message, Update, User

from handlers.incoming import (
    ButtonTapped,
    ChatKind,
    FileKept,
    FileRefused,
    FileSent,
    Incoming,
    Occasion,
    OtherSent,
    ReachChanged,
    Said,
    Sender,
    Source,
    TextSaid,
    TimeCame,
    Yielded,
)
from workflow.files import FileFault, FileKind

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What the bot asks Telegram for."""

_OWN = {kind.__name__: kind for kind in (FileKept, FileRefused, TimeCame)}
_FIELDS: dict[str, Callable[[Any], Any]] = {"kind": FileKind, "fault": FileFault, "occasion": Occasion}


class UnreadableUpdateError(ValueError):
    """What came in is neither an update nor a result of the bot's own."""


def chat_of(update: dict[str, Any]) -> int:
    """Return the chat that an update belongs to, for the order of handling; 0 for an update without one."""
    for kind in ("message", "edited_message", "channel_post", "edited_channel_post", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    query = update.get("callback_query")
    if query is None:
        return 0
    message = query.get("message")
    return int(message["chat"]["id"] if message else query["from"]["id"])


def pack(result: Yielded) -> str:
    """Return the stored form of a result of the bot's own work."""
    return orjson.dumps({"own": type(result).__name__, **asdict(result)}).decode()


def read(payload: str) -> Incoming | None:
    """Return what a stored payload means; None for an update in which nobody speaks to the bot.

    Raises UnreadableUpdateError for what is no update at all.
    """
    try:
        data = orjson.loads(payload)
        if "own" in data:
            return _own(data)
        return _said(Update.de_json(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableUpdateError(type(error).__name__) from error


def _own(data: dict[str, Any]) -> Yielded:
    kind = _OWN[data.pop("own")]
    fields: dict[str, Any] = {name: _FIELDS.get(name, _same)(value) for name, value in data.items()}
    return kind(**fields)


def _same(value: Any) -> Any:
    return value


def _said(update: Update) -> Said | None:
    query = update.callback_query
    if query is not None:
        at = query.message
        sender = query.from_user
        chat_id = at.chat.id if at else sender.id
        kind = _chat_kind(at.chat.type if at else "private")
        source = Source(_sender(sender), chat_id, kind, at.message_id if at else 0, datetime.fromtimestamp(0, UTC))
        return ButtonTapped(source, query.id, query.data or "")
    member = update.my_chat_member
    if member is not None:
        source = Source(_sender(member.from_user), member.chat.id, _chat_kind(member.chat.type), 0, member.date)
        return ReachChanged(source, member.new_chat_member.status not in ("kicked", "left"))
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    return _message(message, message.from_user, edited=update.edited_message is not None)


def _message(message: Message, speaker: User, *, edited: bool) -> Said:
    source = Source(
        _sender(speaker),
        message.chat.id,
        _chat_kind(message.chat.type),
        message.message_id,
        message.edit_date or message.date if edited else message.date,
    )
    if message.text is not None:
        return TextSaid(source, message.text, edited)
    found = _file(message)
    if found is None:
        what = next((name for name in _OTHERS if getattr(message, name, None)), "other")
        return OtherSent(source, what)
    file_id, name, size = found
    return FileSent(source, file_id, name, size, message.caption or "", message.media_group_id or "", edited)


_OTHERS = ("sticker", "location", "contact", "poll", "video", "video_note", "animation", "audio", "venue", "dice")


def _file(message: Message) -> tuple[str, str, int | None] | None:
    if message.document is not None:
        document = message.document
        return document.file_id, document.file_name or "berkas", document.file_size
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        return photo.file_id, f"foto-{message.message_id}.jpg", photo.file_size
    if message.voice is not None:
        return message.voice.file_id, f"suara-{message.message_id}.ogg", message.voice.file_size
    if message.audio is not None:
        audio = message.audio
        return audio.file_id, audio.file_name or f"suara-{message.message_id}", audio.file_size
    return None


def _sender(user: User) -> Sender:
    return Sender(user.id, user.full_name, user.is_bot)


def _chat_kind(kind: str) -> ChatKind:
    if kind == "private":
        return ChatKind.PRIVATE
    return ChatKind.CHANNEL if kind == "channel" else ChatKind.GROUP
