"""A second library's typed models of the Bot API judge what the simulator accepts and what it gives."""

import json
import types
import typing
from typing import Any

import aiogram.methods as methods
import httpx
from aiogram.methods.base import TelegramMethod
from aiogram.types import ChatFullInfo, File, Message, Update, WebhookInfo
from pydantic import TypeAdapter
from simulated_town import TOKEN, Town

NAMES = [
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendMediaGroup",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "editMessageMedia",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "getFile",
    "pinChatMessage",
    "unpinChatMessage",
    "unpinAllChatMessages",
    "setMyCommands",
    "getMyCommands",
    "deleteMyCommands",
    "setChatMenuButton",
    "getChatMenuButton",
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "setMessageReaction",
    "sendChatAction",
    "getChat",
    "getChatMember",
    "leaveChat",
    "copyMessage",
    "forwardMessage",
    "logOut",
    "close",
]
EDITS = {
    "editMessageText": {"text": "baru"},
    "editMessageCaption": {"caption": "baru"},
    "editMessageReplyMarkup": {"reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "b"}]]}},
    "editMessageMedia": {},
}
"""Methods whose message may be named in two ways, so that the models call nothing required."""


class Stage:
    """Everything a call may need, prepared afresh, so that calls do not disturb each other."""

    def __init__(self, town: Town, png: bytes) -> None:
        self.town = town
        self.png = png

    async def values(self, name: str) -> dict[str, Any]:
        """Return every required parameter of a method with a value that works."""
        person = await self.town.person()
        group = (await self.town.post("/sim/groups", title="Tim", members=[person], bot_admin=True))["id"]
        sent = await self._sent(name, person)
        photo = (await self.town.call("sendPhoto", {"photo": self.png}, chat_id=person))["result"]["photo"][-1]
        document = (await self.town.call("sendDocument", {"document": b"x"}, chat_id=person))["result"]["document"]
        voice = (await self.town.call("sendVoice", {"voice": b"x"}, chat_id=person))["result"]["voice"]
        await self.town.call("pinChatMessage", chat_id=person, message_id=sent)
        known: dict[str, Any] = {
            "chat_id": group if name == "leaveChat" else person,
            "from_chat_id": person,
            "user_id": person,
            "message_id": sent,
            "message_ids": [sent],
            "text": "baru",
            "photo": photo["file_id"],
            "document": document["file_id"],
            "voice": voice["file_id"],
            "file_id": document["file_id"],
            "media": [{"type": "photo", "media": photo["file_id"]}] * 2,
            "action": "typing",
            "url": "https://example.org/hook",
            "commands": [{"command": "tugas", "description": "Tugas saya"}],
            "callback_query_id": await self._query(name, person, sent),
        }
        if name in EDITS:
            media = {"media": {"type": "photo", "media": photo["file_id"]}} if name == "editMessageMedia" else {}
            return {"chat_id": person, "message_id": sent} | EDITS[name] | media
        return {field: known[field] for field in required(name)}

    async def _sent(self, name: str, person: int) -> int:
        if name in ("editMessageCaption", "editMessageMedia"):
            answer = await self.town.call("sendDocument", {"document": b"y"}, chat_id=person, caption="lama")
        else:
            markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
            answer = await self.town.call("sendMessage", chat_id=person, text="lama", reply_markup=markup)
        return int(answer["result"]["message_id"])

    async def _query(self, name: str, person: int, sent: int) -> str | None:
        if name != "answerCallbackQuery":
            return None
        tap = await self.town.post(f"/sim/people/{person}/tap", message_id=sent, label="a")
        return str(tap["callback_query_id"])


def model(name: str) -> type[TelegramMethod[Any]]:
    """Return aiogram's class of a method."""
    found: type[TelegramMethod[Any]] = getattr(methods, name[0].upper() + name[1:])
    return found


def required(name: str) -> list[str]:
    """Return the parameters the Bot API calls required."""
    return [field for field, info in model(name).model_fields.items() if info.is_required()]


async def test_every_method_answers_with_the_type_it_promises(town: Town, png: bytes) -> None:
    """A call with all required parameters is accepted, and its result validates as the model says."""
    stage = Stage(town, png)
    for name in NAMES:
        answer = await town.call(name, **await stage.values(name))
        assert answer["ok"], (name, answer)
        returning = model(name).__returning__
        adapter: TypeAdapter[Any] = TypeAdapter(returning)
        adapter.validate_python(answer["result"])
        await town.call("deleteWebhook")


async def test_a_missing_required_parameter_is_refused(town: Town, png: bytes) -> None:
    """Each required parameter is left out once; every time the answer is 400."""
    stage = Stage(town, png)
    left_out = 0
    for name in NAMES:
        values = await stage.values(name)
        for missing in values if name in EDITS else required(name):
            if missing == "caption" or (missing == "reply_markup"):
                continue
            rest = {field: value for field, value in values.items() if field != missing}
            answer = await town.call(name, **rest)
            assert answer.get("error_code") == 400, (name, missing, answer)
            left_out += 1
    assert left_out > 40


async def test_updates_validate_as_aiogram_updates(town: Town, png: bytes) -> None:
    """Messages, edits, albums, taps, blocks, group and channel updates all have the published shape."""
    await town.call(
        "getUpdates",
        allowed_updates=[
            "message",
            "edited_message",
            "channel_post",
            "callback_query",
            "my_chat_member",
            "message_reaction",
        ],
    )
    person = await town.person(last_name="Santoso", username="budi")
    text = (await town.text(person, "/tugas https://example.org"))["message_id"]
    await town.post(f"/sim/people/{person}/edit", message_id=text, text="ubah")
    for kind in ("photo", "document", "voice", "audio", "video"):
        files = [("files", (f"{number}.png", png, "image/png")) for number in range(2)]
        await town.http.post(
            f"/sim/people/{person}/files", data={"kind": kind, "album": "1", "caption": "c"}, files=files
        )
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a", "style": "danger"}]]}
    sent = (await town.call("sendMessage", chat_id=person, text="a", reply_markup=markup))["result"]["message_id"]
    await town.post(f"/sim/people/{person}/tap", message_id=sent, label="a")
    await town.post(f"/sim/people/{person}/react", message_id=sent, emoji="👍")
    await town.text(person, "balas", reply_to=sent)
    contact = {"keyboard": [[{"text": "Nomor saya", "request_contact": True}]], "one_time_keyboard": True}
    await town.call("sendMessage", chat_id=person, text="nomor", reply_markup=contact)
    await town.post(f"/sim/people/{person}/press", label="Nomor saya")
    await town.post("/sim/groups", title="Tim", members=[person])
    channel = (await town.post("/sim/channels", title="Saluran"))["id"]
    await town.post(f"/sim/channels/{channel}/post", text="halo")
    await town.post(f"/sim/people/{person}/block")
    updates = (await town.call("getUpdates"))["result"]
    kinds = {Update.model_validate(update).event_type for update in updates}
    assert kinds == {
        "message",
        "edited_message",
        "channel_post",
        "callback_query",
        "my_chat_member",
        "message_reaction",
    }


async def test_answers_hold_no_field_the_models_do_not_know(town: Town, png: bytes) -> None:
    """Nothing is made up: every field of a message, chat, file and webhook is a published one."""
    person = await town.person()
    markup = {"inline_keyboard": [[{"text": "a", "copy_text": {"text": "K"}}]]}
    message = (await town.call("sendPhoto", {"photo": png}, chat_id=person, caption="c", reply_markup=markup))["result"]
    assert unknown(Message, message) == set()
    assert unknown(File, (await town.call("getFile", file_id=message["photo"][0]["file_id"]))["result"]) == set()
    assert unknown(ChatFullInfo, (await town.call("getChat", chat_id=person))["result"]) == set()
    assert unknown(WebhookInfo, (await town.call("getWebhookInfo"))["result"]) == set()


async def test_aiogram_requests_are_understood(town: Town, budi: int) -> None:
    """Values written out the way aiogram sends them (JSON in form fields, flags as words) are read."""
    answer = await town.http.post(
        f"/bot{TOKEN}/sendMessage",
        data={
            "chat_id": str(budi),
            "text": "x",
            "disable_notification": "true",
            "reply_parameters": json.dumps({"message_id": 1}),
            "entities": json.dumps([{"type": "bold", "offset": 0, "length": 1}]),
        },
    )
    assert isinstance(answer, httpx.Response)
    result = Message.model_validate(answer.json()["result"])
    assert result.reply_to_message is not None
    assert result.entities is not None


def unknown(kind: Any, value: Any, path: str = "") -> set[str]:
    """Return the paths of fields the model does not declare."""
    if isinstance(value, list):
        return {name for one in value for name in unknown(kind, one, path)}
    fields = getattr(kind, "model_fields", None)
    if not isinstance(value, dict) or fields is None:
        return set()
    by_name = {info.alias or name: info.annotation for name, info in fields.items()}
    found = {f"{path}.{name}" for name in value if name not in by_name}
    for name, inner in value.items():
        for option in options(by_name.get(name)):
            found |= unknown(option, inner, f"{path}.{name}")
    return found


def options(annotation: Any) -> list[Any]:
    """Return the model classes an annotation allows, if it is unambiguous."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return [annotation]
    origin = typing.get_origin(annotation)
    if origin in (list, types.UnionType, typing.Union):
        inner = [one for part in typing.get_args(annotation) for one in options(part) if one is not types.NoneType]
        return inner if len(inner) == 1 else []
    return []
