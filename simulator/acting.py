"""What people do in chats: write, edit, send files, tap, press, block. Each ends in an update for the bot."""

from dataclasses import dataclass
from typing import Any

from simulator.account import Account, Callback
from simulator.entities import TEXT_LIMIT, find_entities, settle, without_controls
from simulator.errors import ControlError
from simulator.files import StoredFile, media_field
from simulator.markup_html import utf16_length
from simulator.outgoing import quoted
from simulator.people import Chat, Message, Payload, Person
from simulator.world import World


@dataclass(frozen=True, slots=True)
class Hand:
    """A person at their phone, in one chat with one bot."""

    world: World
    account: Account
    person: Person
    chat: Chat

    def write(self, text: str, reply_to: int | None = None) -> list[tuple[int | None, Message]]:
        """Send a text, in several messages if it is too long for one; return update ids and messages."""
        pieces = split_text(text)
        if not pieces:
            raise ControlError(400, "an empty message cannot be sent")
        return [self.say(self._worded(piece), reply_to) for piece in pieces]

    def say(self, content: Payload, reply_to: int | None = None) -> tuple[int | None, Message]:
        """Put one message into the chat and its update into the queue."""
        self._may_write()
        self.chat.started = True
        payload: Payload = {
            "message_id": self.account.next_message_id(self.chat),
            "from": self.person.user(),
            "chat": self.chat.info,
            "date": self.world.clock.now(),
        }
        answered = self.chat.find(reply_to) if reply_to is not None else None
        if reply_to is not None and answered is None:
            raise ControlError(404, f"no message {reply_to} to reply to")
        if answered is not None:
            payload["reply_to_message"] = quoted(answered)
        message = self.account.post(self.chat, Message(payload | content, from_bot=False), self.person.id)
        self._hide_one_time_keyboard()
        if not self._bot_sees(message, answered):
            return None, message
        update_id = self.account.updates.add(
            "message", message.payload, self.chat.id, message_id=message.id, person_id=self.person.id
        )
        return update_id, message

    def edit(self, message: Message, text: str) -> int | None:
        """Change an own message."""
        if message.payload.get("from", {}).get("id") != self.person.id:
            raise ControlError(409, "only own messages can be edited")
        content = self._worded(text)
        payload = message.payload
        if "text" not in payload:
            content = {"caption": content["text"], "caption_entities": content.get("entities", [])}
            content = {name: value for name, value in content.items() if value}
        dropped = ("text", "entities", "caption", "caption_entities")
        kept = {name: value for name, value in payload.items() if name not in dropped}
        message.payload = kept | content | {"edit_date": self.world.clock.now()}
        self.account.touch("edit", self.chat, message)
        if not self._bot_sees(message, None):
            return None
        return self.account.updates.add(
            "edited_message", message.payload, self.chat.id, message_id=message.id, person_id=self.person.id
        )

    def send_files(
        self, files: list[StoredFile], caption: str | None, *, album: bool
    ) -> list[tuple[int | None, Message]]:
        """Send files, each as a message of its own; an album only ties them by its number."""
        tie = {"media_group_id": self.account.serial()} if album and len(files) > 1 else {}
        sent = []
        for position, stored in enumerate(files):
            content = media_field(self.account.files, stored) | tie
            if caption and position == 0:
                words, entities = settle(caption, [])
                content |= {"caption": words} | ({"caption_entities": entities} if entities else {})
            sent.append(self.say(content))
        return sent

    def tap(self, message: Message, data: str) -> tuple[int | None, str]:
        """Tap an inline button that carries data; return the update id and the query's id."""
        self._may_write()
        query_id = self.account.serial()
        self.account.remember(Callback(query_id, self.chat.id, self.person.id, self.world.clock.exact()))
        query: Payload = {
            "id": query_id,
            "from": self.person.user(),
            "message": message.payload,
            "chat_instance": str(7_000_000_000 + abs(self.chat.id)),
            "data": data,
        }
        update_id = self.account.updates.add(
            "callback_query", query, self.chat.id, message_id=message.id, person_id=self.person.id
        )
        return update_id, query_id

    def press(self, label: str) -> tuple[int | None, Message]:
        """Press a button of the reply keyboard."""
        rows = (self.chat.keyboard or {}).get("keyboard", [])
        button = next((one for row in rows for one in row if one["text"] == label), None)
        if button is None:
            raise ControlError(409, f"the keyboard has no button {label!r}")
        if button.get("request_contact"):
            contact = {"phone_number": f"+62{self.person.id}", "first_name": self.person.first_name}
            return self.say({"contact": contact | {"user_id": self.person.id}})
        return self.say(self._worded(label))

    def react(self, message: Message, emoji: str | None) -> int | None:
        """Set or remove the person's reaction."""
        old = message.reactions.get(self.person.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        message.reactions[self.person.id] = new
        self.account.touch("reaction", self.chat, message, reaction=emoji)
        payload = {"chat": self.chat.info, "message_id": message.id, "user": self.person.user()}
        payload |= {"date": self.world.clock.now(), "old_reaction": old, "new_reaction": new}
        return self.account.updates.add("message_reaction", payload, self.chat.id, message_id=message.id)

    def block(self, blocked: bool) -> int | None:
        """Block the bot, or take it back."""
        if self.chat.blocked == blocked:
            return None
        self.chat.blocked = blocked
        self.account.journal.add("blocked", chat_id=self.chat.id, blocked=blocked)
        standing = ("member", "kicked") if blocked else ("kicked", "member")
        return self.membership(*standing)

    def membership(self, old: str, new: str) -> int | None:
        """Tell the bot that its own standing in the chat changed."""
        bot = self.account.bot.user()
        payload: Payload = {"chat": self.chat.info, "from": self.person.user(), "date": self.world.clock.now()}
        payload["old_chat_member"] = member_of(bot, old)
        payload["new_chat_member"] = member_of(bot, new)
        return self.account.updates.add("my_chat_member", payload, self.chat.id, person_id=self.person.id)

    def _may_write(self) -> None:
        if self.person.deactivated:
            raise ControlError(409, "this account is deactivated")
        if self.chat.blocked:
            raise ControlError(409, "the bot is blocked by this person; unblock it first")

    def _worded(self, text: str) -> Payload:
        words, _ = settle(without_controls(text), [])
        if not words:
            raise ControlError(400, "an empty message cannot be sent")
        entities = find_entities(words)
        return {"text": words, "entities": entities} if entities else {"text": words}

    def _hide_one_time_keyboard(self) -> None:
        if self.chat.keyboard is not None and self.chat.keyboard.get("one_time_keyboard"):
            self.chat.keyboard = None
            self.account.journal.add("keyboard", chat_id=self.chat.id)

    def _bot_sees(self, message: Message, answered: Message | None) -> bool:
        """Apply group privacy mode: a plain member sees commands, mentions of it and replies to it."""
        if self.chat.kind == "private":
            return True
        if self.chat.bot_left:
            return False
        if self.chat.bot_admin or not self.world.settings.privacy:
            return True
        if answered is not None and answered.from_bot:
            return True
        return addresses_bot(message.payload, self.account.bot.username or "")


def addresses_bot(payload: Payload, username: str) -> bool:
    """Tell whether a group message is a command for this bot or mentions it."""
    text = str(payload.get("text", "")).lower()
    entities: list[dict[str, Any]] = payload.get("entities", [])
    if any(one["type"] == "mention" for one in entities) and f"@{username.lower()}" in text:
        return True
    command = next((one for one in entities if one["type"] == "bot_command" and one["offset"] == 0), None)
    if command is None:
        return False
    _, at, named = text[: command["length"]].partition("@")
    return not at or named == username.lower()


def member_of(user: Payload, status: str) -> Payload:
    """Return the ChatMember of a bot in one of the plain standings."""
    member: Payload = {"user": user, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return member


def split_text(text: str) -> list[str]:
    """Cut a text into messages as clients do: at a line end or a blank if there is one near the limit."""
    pieces = []
    rest = text.strip()
    while utf16_length(rest) > TEXT_LIMIT:
        end = _fitting(rest)
        cut = max(rest.rfind("\n", end // 2, end), rest.rfind(" ", end // 2, end))
        cut = cut if cut > 0 else end
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [piece for piece in [*pieces, rest] if piece]


def _fitting(text: str) -> int:
    """Return how many characters from the start fit into one message."""
    head = text[:TEXT_LIMIT]
    while utf16_length(head) > TEXT_LIMIT:
        head = head[: len(head) - max(1, (utf16_length(head) - TEXT_LIMIT) // 2)]
    return len(head)
