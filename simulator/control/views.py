"""How the control API shows people, chats and messages."""

from typing import Any
from urllib.parse import quote

from simulator.account import Account
from simulator.people import Chat, Message, Person
from simulator.render import to_html
from simulator.world import World

_MEDIA = ("document", "voice", "audio", "video")


def people_view(world: World, account: Account) -> list[dict[str, Any]]:
    """Return everybody; the chats are gone through once, however many people there are."""
    for person in world.people.values():
        world.chat_of(account, person)
    chats: dict[int, list[Chat]] = {}
    for chat in account.chats.values():
        for member in chat.members:
            chats.setdefault(member, []).append(chat)
    return [_person(account, person, chats.get(person.id, [])) for person in world.people.values()]


def person_view(world: World, account: Account, person: Person) -> dict[str, Any]:
    """Return a user with note, unread and blocked, and the chats they are in."""
    world.chat_of(account, person)
    return _person(account, person, [chat for chat in account.chats.values() if person.id in chat.members])


def _person(account: Account, person: Person, chats: list[Chat]) -> dict[str, Any]:
    return person.user() | {
        "note": person.note,
        "unread": sum(chat.unread.get(person.id, 0) for chat in chats),
        "blocked": account.chats[person.id].blocked,
        "deactivated": person.deactivated,
        "chats": [
            {
                "chat_id": chat.id,
                "type": chat.kind,
                "title": chat.info.get("title"),
                "unread": chat.unread.get(person.id, 0),
            }
            for chat in chats
        ],
    }


def chat_view(world: World, account: Account, chat: Chat, person: Person, after: int) -> dict[str, Any]:
    """Return a chat as its phone shows it: messages touched after a journal number, keyboard, commands, toasts."""
    keyboard = chat.keyboard
    shown = chat.action if world.clock.stopwatch() < chat.action_until else None
    return {
        "messages": [message_view(account, message) for message in chat.messages.values() if message.n > after],
        "keyboard": [[button["text"] for button in row] for row in keyboard["keyboard"]] if keyboard else None,
        "keyboard_options": {key: value for key, value in (keyboard or {}).items() if key != "keyboard"},
        "commands": account.commands.seen_by(chat.id, person.id),
        "toasts": [
            {key: value for key, value in toast.items() if key != "person_id"}
            for toast in chat.toasts
            if toast["person_id"] == person.id and toast["n"] > after
        ],
        "action": shown,
        "pinned": list(chat.pinned),
        "chat": chat.info,
        "bot": account.me(),
        "menu_button": account.menu_buttons.get(chat.id) or account.menu_buttons.get(0),
        "n": account.journal.last,
    }


def message_view(account: Account, message: Message) -> dict[str, Any]:
    """Return one message for the page and for tests."""
    payload = message.payload
    words = str(payload.get("text", payload.get("caption", "")))
    entities = payload.get("entities", payload.get("caption_entities", []))
    sender = payload.get("from") or payload.get("sender_chat") or {}
    view: dict[str, Any] = {
        "message_id": message.id,
        "from": "bot" if message.from_bot else "person",
        "sender_id": sender.get("id"),
        "sender_name": " ".join(filter(None, (sender.get("first_name"), sender.get("last_name")))),
        "date": payload["date"],
        "html": to_html(words, entities),
        "entities": entities,
        "buttons": _buttons(payload),
        "edited": "edit_date" in payload,
        "deleted": message.deleted,
        "pinned": message.pinned,
        "n": message.n,
    }
    for name in ("text", "caption", "edit_date", "effect_id"):
        if name in payload:
            view[name] = payload[name]
    return view | _extras(account, message)


def _extras(account: Account, message: Message) -> dict[str, Any]:
    payload = message.payload
    extras: dict[str, Any] = {}
    if (shown := _file(account, payload)) is not None:
        extras["file"] = shown
    if "media_group_id" in payload:
        extras["album"] = payload["media_group_id"]
    if "reply_to_message" in payload:
        extras["reply_to"] = payload["reply_to_message"]["message_id"]
    emojis = [one["emoji"] for reactions in message.reactions.values() for one in reactions]
    if emojis:
        extras["reaction"] = emojis[0] if len(emojis) == 1 else " ".join(emojis)
    if "contact" in payload:
        extras["contact"] = payload["contact"]
    if message.protected:
        extras["protected"] = True
    if "forward_origin" in payload:
        extras["forwarded"] = True
    return extras


def _buttons(payload: dict[str, Any]) -> list[list[dict[str, Any]]]:
    rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
    return [[_button(button) for button in row] for row in rows]


def _button(button: dict[str, Any]) -> dict[str, Any]:
    shown = {"text": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    if "copy_text" in button:
        shown["copy"] = button["copy_text"]["text"]
    if "style" in button:
        shown["style"] = button["style"]
    return shown


def _file(account: Account, payload: dict[str, Any]) -> dict[str, Any] | None:
    kind = "photo" if "photo" in payload else next((name for name in _MEDIA if name in payload), None)
    if kind is None:
        return None
    media = payload["photo"][-1] if kind == "photo" else payload[kind]
    stored = account.files.find(media["file_id"])
    if stored is None:
        return None
    shown = {
        "kind": kind,
        "name": stored.name,
        "size": stored.size,
        "mime": stored.mime,
        "url": f"/sim/files/{account.bot.id}/{quote(stored.path)}",
        "file_id": stored.file_id,
    }
    if kind in ("photo", "video"):
        shown |= {"width": stored.width, "height": stored.height}
    if kind in ("voice", "audio", "video"):
        shown["duration"] = stored.duration
    return shown
