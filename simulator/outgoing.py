"""What every message of the bot has in common: sender, reply, keyboard, protection."""

from typing import Any

from simulator.call import Call
from simulator.errors import bad_request
from simulator.keyboards import Markup
from simulator.people import Chat, Message, Payload


def compose(call: Call, chat: Chat, content: Payload) -> Payload:
    """Return a message of the bot without its number: the content with what the call's parameters add."""
    payload: Payload = {}
    if chat.kind == "channel":
        payload["sender_chat"] = chat.info
    else:
        payload["from"] = call.account.bot.user()
    payload |= {"chat": chat.info, "date": call.world.clock.now()}
    payload |= content
    parameters = call.parameters
    reply = _reply(call, chat)
    if reply is not None:
        payload["reply_to_message"] = reply
    if parameters.raw("message_thread_id") is not None:
        raise bad_request("message thread not found")
    if parameters.flag("protect_content"):
        payload["has_protected_content"] = True
    effect = parameters.text("message_effect_id")
    if effect is not None:
        if chat.kind != "private" or not effect.isdigit():
            raise bad_request("EFFECT_ID_INVALID")
        payload["effect_id"] = effect
    return payload


def publish(call: Call, chat: Chat, payload: Payload, markup: Markup) -> Message:
    """Put a composed message into the chat with its number and keyboard."""
    message_id = call.account.next_message_id(chat)
    payload = {"message_id": message_id, **payload}
    if markup.inline is not None:
        payload["reply_markup"] = markup.inline
    message = Message(payload, from_bot=True, alone=not markup.fixed, protected="has_protected_content" in payload)
    call.account.post(chat, message)
    if markup.reply is not None or markup.removes:
        chat.keyboard = markup.reply
        call.account.journal.add("keyboard", chat_id=chat.id, message_id=message_id)
    return message


def quoted(message: Message) -> Payload:
    """Return a message as it appears inside an answer to it."""
    return {key: value for key, value in message.payload.items() if key != "reply_to_message"}


def link_preview(call: Call) -> Payload:
    """Return the link_preview_options a message keeps."""
    options = call.parameters.json("link_preview_options")
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise bad_request("can't parse link preview options: expected an Object")
    return {"link_preview_options": options}


def _reply(call: Call, chat: Chat) -> Payload | None:
    wanted: Any = call.parameters.json("reply_parameters")
    if wanted is None:
        return None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("message_id"), int):
        raise bad_request("can't parse reply parameters: message_id is required")
    source = call.resolve_chat(wanted["chat_id"]) if wanted.get("chat_id") else chat
    message = source.find(wanted["message_id"])
    if message is not None:
        return quoted(message) if source is chat else None
    if wanted.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")
