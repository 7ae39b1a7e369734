"""Which inline button a tap means, and what a t.me link of the bot starts."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from simulator.errors import ControlError
from simulator.people import Message


def tapped_button(message: Message, values: dict[str, Any]) -> dict[str, Any]:
    """Return the button a request names by label or data; `forge` makes up one that is not there."""
    label, data = values.get("label"), values.get("data")
    if label is None and data is None:
        raise ControlError(400, "label or data is needed")
    rows = message.payload.get("reply_markup", {}).get("inline_keyboard", [])
    for row in rows:
        for button in row:
            if (label is None or button["text"] == label) and (data is None or button.get("callback_data") == data):
                return dict(button)
    if values.get("forge") and data is not None:
        return {"callback_data": str(data)}
    there = [button["text"] for row in rows for button in row]
    raise ControlError(409, f"message {message.id} has no button {label or data!r}; it has {there}")


def start_parameter(url: str, username: str) -> str | None:
    """Return the start parameter of a link to this bot ("" without one), or None for any other link."""
    if url.startswith("t.me/"):
        url = f"https://{url}"
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        named = query.get("domain", [""])[0]
    elif parts.netloc.lower() in ("t.me", "telegram.me"):
        named = parts.path.strip("/")
    else:
        return None
    if named.lower() != username.lower():
        return None
    return query.get("start", [""])[0]
