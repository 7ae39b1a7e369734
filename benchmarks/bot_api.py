"""What the Bot API server answers: full-size objects such as Telegram's own, built as cheaply as possible."""

from typing import Any

import orjson

from benchmarks.clock import epoch

BOT_ID = 4_200_000_001
TOKEN = f"{BOT_ID}:AAbenchmarks-local-server-takes-any"
BOT: dict[str, Any] = {
    "id": BOT_ID,
    "is_bot": True,
    "first_name": "Monev",
    "username": "monev_bench_bot",
}
ME = BOT | {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
}
WEBHOOK_INFO = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}

FIXED: dict[str, Any] = {
    "getme": ME,
    "getwebhookinfo": WEBHOOK_INFO,
    "getmycommands": [],
    "getmyname": {"name": "Monev"},
    "getmydescription": {"description": ""},
    "getmyshortdescription": {"short_description": ""},
}
"""Methods whose result never changes; every method that is not listed anywhere answers True."""

MESSAGE_METHODS = frozenset(
    {"sendmessage", "senddocument", "sendphoto", "editmessagetext", "editmessagecaption", "editmessagereplymarkup"}
)

Params = dict[str, Any]


def update_bytes(update_id: int, chat_id: int, message_id: int, text: str) -> bytes:
    """Return an update with a text message of a private chat."""
    person = person_of(chat_id)
    return orjson.dumps(
        {
            "update_id": update_id,
            "message": {
                "message_id": message_id,
                "from": {"id": chat_id, "is_bot": False, **person, "language_code": "id"},
                "chat": {"id": chat_id, **person, "type": "private"},
                "date": epoch(),
                "text": text,
            },
        }
    )


def person_of(chat_id: int) -> dict[str, str]:
    """Return the names of the person behind a chat."""
    return {"first_name": f"Pegawai {chat_id % 1000}", "last_name": "Way Kanan", "username": f"pegawai_{chat_id}"}


def message(params: Params, message_id: int) -> dict[str, Any]:
    """Return the message that a sendMessage or an edit leads to."""
    chat_id = int(params.get("chat_id", 0))
    sent: dict[str, Any] = {
        "message_id": int(params.get("message_id", 0)) or message_id,
        "from": BOT,
        "chat": {"id": chat_id, **person_of(chat_id), "type": "private"},
        "date": epoch(),
        "text": params.get("text", ""),
    }
    markup = params.get("reply_markup")
    if markup:
        markup = orjson.loads(markup) if isinstance(markup, str) else markup
        if "inline_keyboard" in markup:
            sent["reply_markup"] = markup
    return sent


def ok(result: Any) -> bytes:
    """Wrap a result."""
    return orjson.dumps({"ok": True, "result": result})


def error(code: int, description: str, **parameters: int) -> bytes:
    """Wrap a refusal."""
    answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return orjson.dumps(answer)


def too_many_requests(retry_after: int) -> bytes:
    """Return Telegram's 429."""
    return error(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
