"""Updates as Telegram sends them."""

from __future__ import annotations

import itertools
from typing import Any

NOON = 1790830800
"""Thursday, 1 October 2026, 12.00 WIB, in seconds of Unix time."""
USER = 700_001
_numbers = itertools.count(1000)

Json = dict[str, Any]


def user(user_id: int = USER, *, is_bot: bool = False) -> Json:
    """Return a person as Telegram describes them."""
    return {"id": user_id, "is_bot": is_bot, "first_name": "Andi", "last_name": "Contoh", "language_code": "id"}


def private(user_id: int = USER) -> Json:
    """Return the private chat with a person."""
    return {"id": user_id, "type": "private", "first_name": "Andi", "last_name": "Contoh"}


GROUP: Json = {"id": -100_500, "type": "supergroup", "title": "Monev"}
CHANNEL: Json = {"id": -100_900, "type": "channel", "title": "Berita"}


def message(user_id: int = USER, chat: Json | None = None, at: int = NOON, **content: Any) -> Json:
    """Return a message with that content."""
    return {
        "message_id": next(_numbers),
        "from": user(user_id),
        "chat": chat or private(user_id),
        "date": at,
        **content,
    }


def update(**content: Any) -> Json:
    """Return an update of that kind."""
    return {"update_id": next(_numbers), **content}


def said(text: str, user_id: int = USER, chat: Json | None = None, at: int = NOON) -> Json:
    """Return a text message."""
    return update(message=message(user_id, chat, at, text=text))


def tapped(data: str, user_id: int = USER, message_of: Json | None = None) -> Json:
    """Return a tap on an inline button of the bot's message 55."""
    carrying = message_of or message(user_id, text="Tugas", message_id=55) | {"from": user(42, is_bot=True)}
    return update(
        callback_query={
            "id": "8812345",
            "from": user(user_id),
            "message": carrying,
            "chat_instance": "-123",
            "data": data,
        }
    )


def reached(status: str, user_id: int = USER, chat: Json | None = None) -> Json:
    """Return that a person blocked the bot (`kicked`) or let it in (`member`)."""
    bot = user(42, is_bot=True)
    new = {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    return update(
        my_chat_member={
            "chat": chat or private(user_id),
            "from": user(user_id),
            "date": NOON,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": new,
        }
    )


def file(kind: str, **more: Any) -> Json:
    """Return a file object of Telegram's."""
    return {"file_id": f"{kind}-id", "file_unique_id": kind, "file_size": 5000, **more}


DOCUMENT = file("document", file_name="Data TW III.xlsx", mime_type="application/vnd.ms-excel")
PHOTO = [
    file("small", width=90, height=51) | {"file_size": 1200},
    file("large", width=1280, height=720) | {"file_size": 98_000},
    file("middle", width=320, height=180) | {"file_size": 12_000},
]
VOICE = file("voice", duration=11, mime_type="audio/ogg")
STICKER = file("sticker", type="regular", width=512, height=512, is_animated=False, is_video=False)
