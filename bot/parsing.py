"""Telegram's updates and the bot's own results, as the handlers know them.

The few fields that are needed are read from the JSON itself: building python-telegram-bot's Update of all of them costs
as much as the rest of a turn. The tests read every sample both ways.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import orjson

from handlers.incoming import (
    ButtonTapped,
    ChatKind,
    FileKept,
    FileRefused,
    FileSent,
    Incoming,
    OtherSent,
    ReachChanged,
    Said,
    Sender,
    Source,
    TextSaid,
    TimeCame,
    WorkDone,
    Yielded,
)
from workflow.stored_form import restored

Json = dict[str, Any]
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What the bot asks Telegram for."""

_OWN = {kind.__name__: kind for kind in (FileKept, FileRefused, WorkDone, TimeCame)}


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
        return _said(data)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise UnreadableUpdateError(type(error).__name__) from error


def _own(data: dict[str, Any]) -> Yielded:
    yielded: Yielded = restored(_OWN[data.pop("own")], data)
    return yielded


def _said(update: Json) -> Said | None:
    if "callback_query" in update:
        return _tapped(update["callback_query"])
    if "my_chat_member" in update:
        return _reach(update["my_chat_member"])
    edited = "edited_message" in update
    message = update.get("edited_message" if edited else "message")
    if message is None or "from" not in message:
        return None
    return _message(message, edited=edited)


def _tapped(query: Json) -> ButtonTapped:
    sender, message = query["from"], query.get("message")
    if message is None:  # the button of a message sent in inline mode, which this bot does not have
        source = Source(_sender(sender), sender["id"], ChatKind.PRIVATE, 0, _EPOCH)
    else:
        source = Source(_sender(sender), message["chat"]["id"], _chat_kind(message), message["message_id"], _EPOCH)
    return ButtonTapped(source, query["id"], query.get("data", ""))


def _reach(member: Json) -> ReachChanged:
    source = Source(_sender(member["from"]), member["chat"]["id"], _chat_kind(member), 0, _instant(member["date"]))
    return ReachChanged(source, member["new_chat_member"]["status"] not in ("kicked", "left"))


def _message(message: Json, *, edited: bool) -> Said | None:
    source = Source(
        _sender(message["from"]),
        message["chat"]["id"],
        _chat_kind(message),
        message["message_id"],
        _instant(message["edit_date"] if edited and "edit_date" in message else message["date"]),
    )
    if "text" in message:
        return TextSaid(source, message["text"], edited)
    found = _file(message)
    if found is None and edited:  # a live location moves: that is nothing said
        return None
    if found is None:
        what = next((what for what in _OTHERS if what in message), "other")
        return OtherSent(source, what, message.get("caption", ""))
    file_id, name, size = found
    caption, album = message.get("caption", ""), message.get("media_group_id", "")
    return FileSent(source, file_id, name, size, caption, album, edited)


_EPOCH = datetime.fromtimestamp(0, UTC)
_OTHERS = ("sticker", "location", "contact", "poll", "video", "video_note", "animation", "venue", "dice")


def _file(message: Json) -> tuple[str, str, int | None] | None:
    """Return Telegram's id, a name and the size of what the message carries."""
    if "document" in message:
        document = message["document"]
        return document["file_id"], document.get("file_name") or "berkas", document.get("file_size")
    if "photo" in message:
        photo = max(message["photo"], key=lambda size: size["width"] * size["height"])
        return photo["file_id"], f"foto-{message['message_id']}.jpg", photo.get("file_size")
    if "voice" in message:
        voice = message["voice"]
        return voice["file_id"], f"suara-{message['message_id']}.ogg", voice.get("file_size")
    if "audio" in message:
        audio = message["audio"]
        return audio["file_id"], audio.get("file_name") or f"suara-{message['message_id']}", audio.get("file_size")
    return None


def _sender(user: Json) -> Sender:
    name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    return Sender(user["id"], name, user.get("is_bot", False))


def _chat_kind(of: Json) -> ChatKind:
    kind = of["chat"]["type"]
    if kind == "private":
        return ChatKind.PRIVATE
    return ChatKind.CHANNEL if kind == "channel" else ChatKind.GROUP


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
