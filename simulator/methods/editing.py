"""Changing what was sent: text, caption, keyboard, media."""

from simulator.call import Call
from simulator.errors import NOT_MODIFIED, bad_request
from simulator.incoming_media import input_media
from simulator.keyboards import Markup
from simulator.methods.table import Method
from simulator.outgoing import link_preview
from simulator.people import Chat, Message, Payload

_MEDIA_KINDS = frozenset({"audio", "document", "photo", "video"})
_MEDIA_FIELDS = ("photo", "document", "audio", "video", "voice")
_EDIT_COST = 0.5
"""What an edit weighs in its chat, measured in messages."""


def edit_message_text(call: Call) -> Payload:
    """Replace the text and inline keyboard."""
    chat, message = _editable(call)
    text, entities = call.text()
    markup = call.markup()
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    content: Payload = {"text": text}
    if entities:
        content["entities"] = entities
    return _replace(call, chat, message, content | link_preview(call), ("text", "entities"), markup)


def edit_message_caption(call: Call) -> Payload:
    """Replace the caption and inline keyboard; no caption removes it."""
    chat, message = _editable(call)
    caption = call.caption()
    markup = call.markup()
    if "text" in message.payload:
        raise bad_request("there is no caption in the message to edit")
    return _replace(call, chat, message, caption, ("caption", "caption_entities"), markup)


def edit_message_reply_markup(call: Call) -> Payload:
    """Replace the inline keyboard only."""
    chat, message = _editable(call)
    return _replace(call, chat, message, {}, (), call.markup())


def edit_message_media(call: Call) -> Payload:
    """Replace the file, its caption and the inline keyboard."""
    chat, message = _editable(call)
    value = call.parameters.json("media")
    if value is None:
        raise bad_request("media is empty")
    content = input_media(call, value, _MEDIA_KINDS)
    markup = call.markup()
    if "media_group_id" in message.payload and not any(field in message.payload for field in content):
        raise bad_request("message can't be edited")
    dropped = ("text", "entities", "caption", "caption_entities", *_MEDIA_FIELDS)
    return _replace(call, chat, message, content, dropped, markup)


def _editable(call: Call) -> tuple[Chat, Message]:
    if call.parameters.raw("inline_message_id") is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.writable_chat()
    message = call.message(chat, "message to edit not found")
    if not message.from_bot or not message.alone or "forward_origin" in message.payload:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(
    call: Call, chat: Chat, message: Message, content: Payload, dropped: tuple[str, ...], markup: Markup
) -> Payload:
    """Swap the dropped fields and keyboard for the new ones, unless nothing would change."""
    if markup.fixed:
        raise bad_request("inline keyboard expected")
    old = message.payload
    new = {key: value for key, value in old.items() if key not in dropped and key != "reply_markup"} | content
    if markup.inline is not None:
        new["reply_markup"] = markup.inline
    if new == old:
        raise bad_request(NOT_MODIFIED)
    call.admit(chat, cost=_EDIT_COST)
    if dropped:
        new["edit_date"] = call.world.clock.now()
    message.payload = new
    call.account.touch("edit", chat, message)
    return new


METHODS: dict[str, Method] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "editmessagemedia": edit_message_media,
}
