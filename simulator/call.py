"""One call of a Bot API method: who calls, with what, and the look-ups every method needs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from simulator.account import Account
from simulator.entities import CAPTION_LIMIT, TEXT_LIMIT, check_bounds, given_entities, settle, without_controls
from simulator.errors import bad_request, forbidden
from simulator.keyboards import Markup, parse_markup
from simulator.markup_html import Entity, parse_html, utf16_length
from simulator.parameters import Parameters
from simulator.people import Chat, Message, Payload
from simulator.world import World


@dataclass(slots=True)
class Call:
    """What a method is handed."""

    world: World
    account: Account
    parameters: Parameters
    gone: Callable[[], Awaitable[None]]
    """Ends when the caller has hung up."""

    def chat(self, name: str = "chat_id") -> Chat:
        """Return the chat a parameter names; a person who never wrote has an untouched private chat."""
        value = self.parameters.raw(name)
        if value is None:
            raise bad_request(f"{name} is empty")
        return self.resolve_chat(value)

    def resolve_chat(self, value: Any) -> Chat:
        """Return the chat behind a number or @username."""
        if isinstance(value, str) and value.startswith("@"):
            for chat in self.account.chats.values():
                if chat.kind != "private" and chat.info.get("username") == value[1:]:
                    return chat
            raise bad_request("chat not found")
        try:
            chat_id = int(value)
        except (TypeError, ValueError) as error:
            raise bad_request("chat not found") from error
        known = self.account.chats.get(chat_id)
        if known is not None:
            return known
        person = self.world.people.get(chat_id)
        if person is None:
            raise bad_request("chat not found")
        return self.world.chat_of(self.account, person)

    def writable_chat(self) -> Chat:
        """Return the chat the bot wants to write to, or raise Telegram's 403."""
        chat = self.chat()
        if chat.kind != "private":
            if chat.bot_left:
                raise forbidden(f"bot is not a member of the {chat.kind} chat")
            return chat
        person = self.world.people[chat.id]
        if person.is_bot:
            raise forbidden("bot can't send messages to bots")
        if person.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def admit(self, chat: Chat | None, *, messages: int = 1, cost: float = 1.0) -> None:
        """Pass flood control, where it is switched on."""
        if self.world.settings.limits:
            self.account.flood.admit(chat.id if chat else None, messages=messages, cost=cost)

    def message_id(self) -> int:
        """Return the required message_id."""
        value = self.parameters.integer("message_id")
        if not value:
            raise bad_request("message identifier is not specified")
        return value

    def message(self, chat: Chat, absent: str) -> Message:
        """Return the message named by message_id, or raise `absent`."""
        found = chat.find(self.message_id())
        if found is None:
            raise bad_request(absent)
        return found

    def markup(self) -> Markup:
        """Return the checked reply_markup."""
        return parse_markup(self.parameters.json("reply_markup"))

    def text(self) -> tuple[str, list[Entity]]:
        """Return the required text with its entities."""
        source = self.parameters.text("text")
        if source is None:
            raise bad_request("message text is empty")
        text, entities = self.formatted(self.parameters, source, "entities")
        if not text:
            raise bad_request("message text is empty")
        if len(text) > TEXT_LIMIT or utf16_length(text) > TEXT_LIMIT:
            raise bad_request("message is too long")
        return text, entities

    def caption(self, parameters: Parameters | None = None) -> Payload:
        """Return the caption fields of a message; empty when there is no caption."""
        parameters = parameters or self.parameters
        source = parameters.text("caption")
        if source is None:
            return {}
        text, entities = self.formatted(parameters, source, "caption_entities")
        if utf16_length(text) > CAPTION_LIMIT:
            raise bad_request("message caption is too long")
        fields: Payload = {"caption": text} if text else {}
        if text and entities:
            fields["caption_entities"] = entities
        return fields

    def formatted(self, parameters: Parameters, source: str, name: str) -> tuple[str, list[Entity]]:
        """Return a text as parse_mode or the entities parameter want it formatted."""
        mode = parameters.text("parse_mode")
        source = without_controls(source)
        if mode is None:
            entities = given_entities(parameters.json(name))
            check_bounds(source, entities)
        elif mode.lower() == "html":
            source, entities = parse_html(source)
        elif mode.lower() in ("markdown", "markdownv2"):
            raise bad_request("unsupported parse_mode: the simulator reads HTML and entities, not Markdown")
        else:
            raise bad_request("unsupported parse_mode")
        return settle(source, [self._known(entity) for entity in entities])

    def _known(self, entity: Entity) -> Entity:
        """Turn a mention by number into one that carries the user, as Telegram shows it."""
        user_id = entity.pop("user_id", None) or (entity.get("user") or {}).get("id")
        if entity["type"] != "text_mention":
            return entity
        person = self.world.people.get(int(user_id or 0))
        if person is None:
            return entity | {"user": {"id": user_id or 0, "is_bot": False, "first_name": ""}}
        return entity | {"user": person.user()}
