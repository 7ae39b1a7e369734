"""Who and where: people, chats and the messages in them, in the shapes of the Bot API."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

MESSAGES_KEPT = 5_000
"""Messages kept in a chat; older ones are forgotten, as if scrolled out of reach."""

Payload = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    note: str | None = None
    """What the page shows beneath the name, such as the person's post."""
    is_bot: bool = False
    deactivated: bool = False

    def user(self) -> Payload:
        """Return the person as a Bot API User."""
        user: Payload = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if not self.is_bot:
            user["language_code"] = "id"
        return user

    @property
    def full_name(self) -> str:
        """First and last name together."""
        return " ".join(filter(None, (self.first_name, self.last_name)))


@dataclass(slots=True)
class Message:
    """A message with what Telegram keeps beside it."""

    payload: Payload
    """The Bot API Message as last edited."""
    from_bot: bool
    n: int = 0
    """Journal number of the last event that touched it."""
    deleted: bool = False
    pinned: bool = False
    reactions: dict[int, list[Payload]] = field(default_factory=dict)
    """Reactions by the id of who set them."""
    alone: bool = True
    """Editable by the bot: False once it carries something other than an inline keyboard."""
    protected: bool = False

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        return int(self.payload["message_id"])


@dataclass(slots=True)
class Chat:
    """A private chat, group or channel as one bot sees it."""

    id: int
    kind: str
    """private, supergroup or channel."""
    info: Payload
    """The Bot API Chat."""
    members: set[int] = field(default_factory=set)
    started: bool = False
    """The person has written at least once (always true in groups and channels)."""
    blocked: bool = False
    bot_left: bool = False
    bot_admin: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    """Last message number of a group or channel; private chats share the account's."""
    keyboard: Payload | None = None
    pinned: list[int] = field(default_factory=list)
    """Message numbers, the latest pinned last."""
    toasts: deque[Payload] = field(default_factory=lambda: deque(maxlen=50))
    action: str | None = None
    action_until: float = 0.0
    """Stopwatch reading after which the action is no longer shown."""
    unread: dict[int, int] = field(default_factory=dict)
    """Messages not yet seen on the page, by person."""

    def keep(self, message: Message) -> None:
        """Store a message, forgetting the oldest beyond what is kept."""
        self.messages[message.id] = message
        if len(self.messages) > MESSAGES_KEPT:
            del self.messages[next(iter(self.messages))]

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


def private_chat(person: Person) -> Chat:
    """Return the untouched private chat of a person with a bot."""
    info: Payload = {"id": person.id, "type": "private", "first_name": person.first_name}
    if person.last_name:
        info["last_name"] = person.last_name
    if person.username:
        info["username"] = person.username
    return Chat(id=person.id, kind="private", info=info, members={person.id})
