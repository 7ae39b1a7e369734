"""Sending text, copying, forwarding, deleting, and answering taps."""

from typing import Any

from simulator.call import Call
from simulator.errors import QUERY_TOO_OLD, bad_request
from simulator.keyboards import parse_markup
from simulator.methods.table import Method
from simulator.outgoing import compose, link_preview, publish
from simulator.people import Chat, Message, Payload

DELETABLE_SECONDS = 48 * 60 * 60
ANSWER_LIMIT = 200
_NOT_COPIED = frozenset(
    [
        "message_id",
        "from",
        "sender_chat",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "reply_markup",
        "media_group_id",
        "forward_origin",
        "has_protected_content",
    ]
)


def send_message(call: Call) -> Payload:
    """Send a text."""
    chat = call.writable_chat()
    text, entities = call.text()
    content: Payload = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in call.parameters.values:
        content |= link_preview(call)
    markup = call.markup()
    payload = compose(call, chat, content)
    call.admit(chat)
    return publish(call, chat, payload, markup).payload


def forward_message(call: Call) -> Payload:
    """Forward a message with its origin."""
    chat, source = call.writable_chat(), _source(call, "message to forward not found")
    if source.protected:
        raise bad_request("the message can't be forwarded")
    origin: Payload = {"type": "user", "date": source.payload["date"]}
    origin["sender_user"] = source.payload.get("from") or call.account.bot.user()
    content = _copied(source) | {"forward_origin": origin}
    payload = compose(call, chat, content)
    call.admit(chat)
    return publish(call, chat, payload, parse_markup(None)).payload


def copy_message(call: Call) -> Payload:
    """Send the same content again, without its origin and with another caption if one is given."""
    chat, source = call.writable_chat(), _source(call, "message to copy not found")
    if source.protected:
        raise bad_request("the message can't be copied")
    content = _copied(source)
    if "caption" in call.parameters.values and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= call.caption()
    markup = call.markup()
    payload = compose(call, chat, content)
    call.admit(chat)
    return {"message_id": publish(call, chat, payload, markup).id}


def delete_message(call: Call) -> bool:
    """Delete one message."""
    chat = call.chat()
    message = call.message(chat, "message to delete not found")
    if not _deletable(call, chat, message):
        raise bad_request("message can't be deleted for everyone")
    call.admit(None, cost=0)
    _delete(call, chat, message)
    return True


def delete_messages(call: Call) -> bool:
    """Delete up to 100 messages; those not found are skipped."""
    chat = call.chat()
    numbers: Any = call.parameters.json("message_ids")
    if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
        raise bad_request("message identifiers are not specified")
    if not 1 <= len(numbers) <= 100:
        raise bad_request(
            "can't delete more than 100 messages simultaneously" if numbers else "message identifiers are not specified"
        )
    call.admit(None, cost=0)
    found = [message for number in numbers if (message := chat.find(number)) is not None]
    if any(not _deletable(call, chat, message) for message in found):
        raise bad_request("message can't be deleted for everyone")
    for message in found:
        _delete(call, chat, message)
    return True


def answer_callback_query(call: Call) -> bool:
    """Answer a tap, once and in time."""
    parameters, account = call.parameters, call.account
    callback = account.callbacks.get(parameters.text("callback_query_id") or "")
    age_limit = call.world.clock.exact() - call.world.settings.callback_ttl_seconds
    if callback is None or callback.answered or callback.tapped_at < age_limit:
        raise bad_request(QUERY_TOO_OLD)
    text = parameters.text("text") or ""
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    call.admit(None, cost=0)
    callback.answered = True
    alert = parameters.flag("show_alert")
    number = account.journal.add(
        "toast",
        chat_id=callback.chat_id,
        person_id=callback.person_id,
        callback_query_id=callback.id,
        text=text,
        alert=alert,
    )
    toast = {"callback_query_id": callback.id, "text": text, "alert": alert, "n": number}
    account.chats[callback.chat_id].toasts.append(toast | {"person_id": callback.person_id})
    return True


def _source(call: Call, absent: str) -> Message:
    return call.message(call.chat("from_chat_id"), absent)


def _copied(message: Message) -> Payload:
    return {key: value for key, value in message.payload.items() if key not in _NOT_COPIED}


def _deletable(call: Call, chat: Chat, message: Message) -> bool:
    if message.payload["date"] < call.world.clock.now() - DELETABLE_SECONDS:
        return False
    return message.from_bot or chat.kind == "private" or chat.bot_admin


def _delete(call: Call, chat: Chat, message: Message) -> None:
    message.deleted = True
    if message.pinned:
        message.pinned = False
        chat.pinned.remove(message.id)
    call.account.touch("delete", chat, message)


METHODS: dict[str, Method] = {
    "sendmessage": send_message,
    "forwardmessage": forward_message,
    "copymessage": copy_message,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
}
