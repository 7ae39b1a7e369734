"""Reading a control request: its account, person, chat and fields, with plain refusals."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from simulator.account import Account
from simulator.errors import ControlError
from simulator.people import Chat, Message, Person
from simulator.world import World


def reply(value: Any, status: int = 200) -> Response:
    """Return a JSON answer."""
    return Response(orjson.dumps(value), status, media_type="application/json")


async def fields(request: Request) -> dict[str, Any]:
    """Return the JSON object of the body; an empty body is an empty object."""
    body = await request.body()
    try:
        value = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError as error:
        raise ControlError(400, "the body is not JSON") from error
    if not isinstance(value, dict):
        raise ControlError(400, "the body must be a JSON object")
    return value


def world_of(request: Request) -> World:
    """Return the world this server simulates."""
    world: World = request.app.state.world
    return world


def account_of(request: Request) -> Account:
    """Return the account meant by ?bot=ID, the main one without it."""
    bot = number(request.query_params, "bot")
    account = world_of(request).account(bot)
    if account is None:
        raise ControlError(404, f"no bot {bot} has called yet")
    return account


def person_of(request: Request) -> Person:
    """Return the person in the path."""
    person = world_of(request).people.get(request.path_params["person_id"])
    if person is None:
        raise ControlError(404, f"nobody has the id {request.path_params['person_id']}")
    return person


def chat_of(request: Request, person: Person, chat_id: Any = None) -> Chat:
    """Return the chat a person acts in: the private one unless `chat_id` names a group of theirs."""
    world, account = world_of(request), account_of(request)
    if chat_id is None or int(chat_id) == person.id:
        return world.chat_of(account, person)
    chat = account.chats.get(int(chat_id))
    if chat is None or person.id not in chat.members:
        raise ControlError(404, f"person {person.id} is in no chat {chat_id}")
    return chat


def message_in(chat: Chat, values: dict[str, Any]) -> Message:
    """Return the message a request names by message_id."""
    message = chat.find(needed_number(values, "message_id"))
    if message is None:
        raise ControlError(404, f"no message {values['message_id']} in chat {chat.id}")
    return message


def needed_text(values: dict[str, Any], name: str) -> str:
    """Return a required, non-empty string."""
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise ControlError(400, f"{name} must be a non-empty string")
    return value


def needed_number(values: dict[str, Any], name: str) -> int:
    """Return a required whole number."""
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ControlError(400, f"{name} must be a whole number")
    return value


def number(query: Any, name: str, default: int | None = None) -> int | None:
    """Return a whole number from the query string."""
    value = query.get(name)
    if value is None or value == "":
        return default
    try:
        return int(float(value))
    except ValueError as error:
        raise ControlError(400, f"{name} must be a number") from error
