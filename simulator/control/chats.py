"""Chats as seen from a phone, groups, channels, and the files in them."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.acting import Hand
from simulator.control.asking import (
    account_of,
    chat_of,
    fields,
    needed_text,
    number,
    person_of,
    reply,
    world_of,
)
from simulator.control.views import chat_view
from simulator.entities import settle
from simulator.errors import ControlError
from simulator.people import Message

_SHOWN_INLINE = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "audio/",
    "video/",
    "text/plain",
)


async def show_chat(request: Request) -> Response:
    """Return a chat as its phone shows it."""
    person = person_of(request)
    chat = chat_of(request, person, number(request.query_params, "chat_id"))
    after = number(request.query_params, "after", 0) or 0
    return reply(chat_view(world_of(request), account_of(request), chat, person, after))


async def mark_read(request: Request) -> Response:
    """Note that a person has seen a chat."""
    person = person_of(request)
    chat = chat_of(request, person, (await fields(request)).get("chat_id"))
    if chat.unread.pop(person.id, 0):
        account_of(request).journal.add("read", chat_id=chat.id, person_id=person.id)
    return reply({"unread": 0})


async def add_group(request: Request) -> Response:
    """Open a group with the bot in it: a plain member unless bot_admin is set."""
    world, account, values = world_of(request), account_of(request), await fields(request)
    members = values.get("members") or []
    if not members or not all(member in world.people for member in members):
        raise ControlError(400, "members must be ids of people")
    admin = values.get("bot_admin") is True
    chat = world.add_group(account, "supergroup", needed_text(values, "title"), set(members), admin=admin)
    account.journal.add("group", chat_id=chat.id)
    update_id = Hand(world, account, world.people[members[0]], chat).membership("left", "member")
    return reply(chat.info | {"update_id": update_id})


async def add_channel(request: Request) -> Response:
    """Open a channel the bot administers."""
    values = await fields(request)
    world, account = world_of(request), account_of(request)
    chat = world.add_group(
        account, "channel", needed_text(values, "title"), set(values.get("members") or ()), admin=True
    )
    if values.get("username"):
        chat.info["username"] = values["username"]
    account.journal.add("group", chat_id=chat.id)
    return reply(chat.info)


async def post_in_channel(request: Request) -> Response:
    """Post in a channel as the channel itself."""
    account, values = account_of(request), await fields(request)
    chat = account.chats.get(int(request.path_params["chat_id"]))
    if chat is None or chat.kind != "channel":
        raise ControlError(404, "no such channel")
    text, entities = settle(needed_text(values, "text"), [])
    payload = {"message_id": account.next_message_id(chat), "sender_chat": chat.info, "chat": chat.info}
    payload |= {"date": world_of(request).clock.now(), "text": text}
    if entities:
        payload["entities"] = entities
    message = account.post(chat, Message(payload, from_bot=False))
    update_id = account.updates.add("channel_post", payload, chat.id, message_id=message.id)
    return reply({"update_id": update_id, "message_id": message.id})


async def show_file(request: Request) -> Response:
    """Serve a file to the page; whatever could run a script is only offered for download."""
    world = world_of(request)
    # The main account changes its id when the first bot calls; pages may still show the older address.
    account = world.account(request.path_params["bot_id"]) or world.main
    stored = account.files.at(request.path_params["path"])
    if stored is None or stored.data is None:
        raise ControlError(404, "this file has no contents here")
    inline = stored.mime.startswith(_SHOWN_INLINE) and "download" not in request.query_params
    way = "inline" if inline else "attachment"
    headers = {
        "content-disposition": f"{way}; filename*=UTF-8''{quote(stored.name)}",
        "x-content-type-options": "nosniff",
        "cache-control": "private, max-age=3600",
    }
    return Response(stored.data, headers=headers, media_type=stored.mime if inline else "application/octet-stream")


ROUTES = [
    Route("/sim/people/{person_id:int}/chat", show_chat, methods=["GET"]),
    Route("/sim/people/{person_id:int}/read", mark_read, methods=["POST"]),
    Route("/sim/groups", add_group, methods=["POST"]),
    Route("/sim/channels", add_channel, methods=["POST"]),
    Route("/sim/channels/{chat_id}/post", post_in_channel, methods=["POST"]),
    Route("/sim/files/{bot_id:int}/{path:path}", show_file, methods=["GET"]),
]
