"""People and what they do: /sim/people and below."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.acting import Hand
from simulator.control.asking import (
    account_of,
    chat_of,
    fields,
    message_in,
    needed_text,
    number,
    person_of,
    reply,
    world_of,
)
from simulator.control.buttons import start_parameter, tapped_button
from simulator.control.views import people_view, person_view
from simulator.errors import ControlError
from simulator.files import StoredFile, measure_photo
from simulator.people import Message

_KINDS = ("document", "photo", "voice", "audio", "video")
_FILES_LIMIT = 10


async def list_people(request: Request) -> Response:
    """Return everybody, with what the sidebar shows."""
    return reply(people_view(world_of(request), account_of(request)))


async def add_person(request: Request) -> Response:
    """Let somebody join."""
    world, values = world_of(request), await fields(request)
    person_id = values.get("id")
    if person_id is not None and (not isinstance(person_id, int) or person_id <= 0):
        raise ControlError(400, "id must be a positive whole number")
    if person_id in world.people:
        raise ControlError(409, f"the id {person_id} is taken")
    person = world.add_person(
        needed_text(values, "first_name"),
        person_id,
        last_name=values.get("last_name"),
        username=values.get("username"),
        note=values.get("note"),
        is_bot=values.get("bot") is True,
    )
    for account in world.all_accounts():
        account.journal.add("person", person_id=person.id)
    return reply(person_view(world, account_of(request), person))


async def write_text(request: Request) -> Response:
    """Send a text; a long one goes out in several messages and the last is reported with all ids."""
    values = await fields(request)
    sent = _hand(request, values).write(needed_text(values, "text"), values.get("reply_to"))
    return reply(_sent(sent[-1]) | {"message_ids": [message.id for _, message in sent]})


async def edit_text(request: Request) -> Response:
    """Edit an own message."""
    values = await fields(request)
    hand = _hand(request, values)
    message = message_in(hand.chat, values)
    return reply({"update_id": hand.edit(message, needed_text(values, "text")), "message_id": message.id})


async def send_files(request: Request) -> Response:
    """Send files: a multipart form with real ones, or JSON for one that only claims its size."""
    if request.headers.get("content-type", "").startswith("application/json"):
        values = await fields(request)
        hand = _hand(request, values)
        files = [_claimed(request, values)]
    else:
        values, uploads = await _form(request)
        hand = _hand(request, values)
        files = [_stored(request, _kind(values), *upload) for upload in uploads]
    sent = hand.send_files(files, values.get("caption"), album=str(values.get("album", "")) in ("1", "true", "True"))
    return reply(
        {
            "messages": [{"message_id": message.id} for _, message in sent],
            "update_ids": [update_id for update_id, _ in sent],
        }
    )


async def tap(request: Request) -> Response:
    """Tap an inline button by its label or data."""
    values = await fields(request)
    hand = _hand(request, values)
    message = message_in(hand.chat, values)
    button = tapped_button(message, values)
    if "callback_data" in button:
        update_id, query_id = hand.tap(message, button["callback_data"])
        return reply({"update_id": update_id, "callback_query_id": query_id, "message_id": message.id})
    start = start_parameter(button.get("url", ""), hand.account.bot.username or "")
    if start is None:
        return reply({"update_id": None, "url": button.get("url"), "copy": button.get("copy_text", {}).get("text")})
    private = Hand(hand.world, hand.account, hand.person, chat_of(request, hand.person))
    return reply(_sent(private.write(f"/start {start}".strip())[0]))


async def press(request: Request) -> Response:
    """Press a button of the reply keyboard."""
    values = await fields(request)
    return reply(_sent(_hand(request, values).press(needed_text(values, "label"))))


async def react(request: Request) -> Response:
    """Set or remove a reaction."""
    values = await fields(request)
    hand = _hand(request, values)
    return reply({"update_id": hand.react(message_in(hand.chat, values), values.get("emoji"))})


async def block(request: Request) -> Response:
    """Block the bot."""
    return reply({"update_id": _hand(request, {}).block(True)})


async def unblock(request: Request) -> Response:
    """Take the block back."""
    return reply({"update_id": _hand(request, {}).block(False)})


async def deactivate(request: Request) -> Response:
    """Close the person's account; Telegram tells the bot nothing."""
    person_of(request).deactivated = True
    return reply({"update_id": None})


def _hand(request: Request, values: dict[str, Any]) -> Hand:
    person = person_of(request)
    chat_id = values.get("chat_id")
    if isinstance(chat_id, str):
        chat_id = number(values, "chat_id")
    return Hand(world_of(request), account_of(request), person, chat_of(request, person, chat_id))


def _sent(pair: tuple[int | None, Message]) -> dict[str, Any]:
    return {"update_id": pair[0], "message_id": pair[1].id}


def _kind(values: dict[str, Any]) -> str:
    kind = str(values.get("kind") or "document")
    if kind not in _KINDS:
        raise ControlError(400, f"kind must be one of {', '.join(_KINDS)}")
    return kind


async def _form(request: Request) -> tuple[dict[str, Any], list[tuple[str, str | None, bytes]]]:
    values: dict[str, Any] = {}
    uploads = []
    async with request.form(max_files=100) as form:
        for name, part in form.multi_items():
            if isinstance(part, UploadFile):
                uploads.append((part.filename or "file", part.content_type, await part.read()))
            else:
                values[name] = part
    if not 1 <= len(uploads) <= _FILES_LIMIT:
        raise ControlError(400, f"1 to {_FILES_LIMIT} files are needed")
    return values, uploads


def _stored(request: Request, kind: str, name: str, mime: str | None, data: bytes) -> StoredFile:
    if mime == "application/octet-stream":
        mime = None
    stored = account_of(request).files.add(kind, data, name, mime)
    if kind == "photo":
        measure_photo(stored, strict=False)
    if kind in ("voice", "audio", "video"):
        stored.duration = max(1, len(data) // 4000)
    return stored


def _claimed(request: Request, values: dict[str, Any]) -> StoredFile:
    size = values.get("fake_size")
    if not isinstance(size, int) or size < 0:
        raise ControlError(400, "fake_size must be a number of bytes")
    name = str(values.get("name") or "berkas.bin")
    return account_of(request).files.add(_kind(values), None, name, values.get("mime"), size)


_ONE = "/sim/people/{person_id:int}"
ROUTES = [
    Route("/sim/people", list_people, methods=["GET"]),
    Route("/sim/people", add_person, methods=["POST"]),
    Route(f"{_ONE}/text", write_text, methods=["POST"]),
    Route(f"{_ONE}/edit", edit_text, methods=["POST"]),
    Route(f"{_ONE}/files", send_files, methods=["POST"]),
    Route(f"{_ONE}/tap", tap, methods=["POST"]),
    Route(f"{_ONE}/press", press, methods=["POST"]),
    Route(f"{_ONE}/react", react, methods=["POST"]),
    Route(f"{_ONE}/block", block, methods=["POST"]),
    Route(f"{_ONE}/unblock", unblock, methods=["POST"]),
    Route(f"{_ONE}/deactivate", deactivate, methods=["POST"]),
]
