"""One bot's half of Telegram: its chats, messages, updates, files and settings."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from simulator.clock import Clock
from simulator.commands import CommandLists
from simulator.files import FileStore
from simulator.journal import Journal
from simulator.limits import FloodControl
from simulator.people import Chat, Message, Payload, Person
from simulator.updates import UpdateQueue

REQUESTS_KEPT = 20_000
CALLBACKS_KEPT = 10_000


@dataclass(slots=True)
class Callback:
    """A tap that waits for its answer."""

    id: str
    chat_id: int
    person_id: int
    tapped_at: float
    """Simulated Unix seconds."""
    answered: bool = False


@dataclass(slots=True)
class WebhookState:
    """Where updates are delivered, and how that goes."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_at: int = 0
    last_error: str = ""


class Account:
    """Everything the simulator keeps for one bot."""

    def __init__(self, bot_id: int, clock: Clock) -> None:
        self.clock = clock
        self.claimed = False
        """Whether a token has named this account; people may write before the bot first calls."""
        self.bot = Person(bot_id, "Bot", username=f"simulasi_{bot_id}_bot", is_bot=True)
        self.journal = Journal()
        self.updates = UpdateQueue(clock, self.journal)
        self.flood = FloodControl(clock)
        self.files = FileStore()
        self.chats: dict[int, Chat] = {}
        self.commands = CommandLists()
        self.menu_buttons: dict[int, Payload] = {}
        """Menu buttons by chat; 0 is the default."""
        self.texts: dict[tuple[str, str], str] = {}
        """Name and descriptions by (kind, language)."""
        self.callbacks: dict[str, Callback] = {}
        self.webhook = WebhookState()
        self.requests: deque[Payload] = deque(maxlen=REQUESTS_KEPT)
        self.requests_made = 0
        self.message_ids = clock.ids_given_before()
        """Last message number in private chats: they share one sequence, as at Telegram."""
        self._serial = 4_000_000_000_000_000_000

    def claim(self, bot_id: int) -> None:
        """Let the first token that calls own the account that people may already have written to."""
        self.claimed = True
        self.bot.id = bot_id
        self.bot.username = f"simulasi_{bot_id}_bot"

    def me(self) -> Payload:
        """Return the bot as getMe does."""
        return self.bot.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }

    def serial(self) -> str:
        """Return a long number never used before, for callback queries and albums."""
        self._serial += 7_919
        return str(self._serial)

    def next_message_id(self, chat: Chat) -> int:
        """Return the number of the next message in a chat."""
        if chat.kind == "private":
            self.message_ids += 1
            return self.message_ids
        chat.last_id += 1
        return chat.last_id

    def post(self, chat: Chat, message: Message, seen_by: int | None = None) -> Message:
        """Put a message into a chat and tell the journal; it is unread for every member but `seen_by`."""
        chat.keep(message)
        message.n = self.journal.add(
            "message", chat_id=chat.id, message_id=message.id, **{"from": "bot" if message.from_bot else "person"}
        )
        for member in chat.members:
            if member != seen_by:
                chat.unread[member] = chat.unread.get(member, 0) + 1
        if message.from_bot:
            chat.action = None
        return message

    def touch(self, kind: str, chat: Chat, message: Message, **facts: Any) -> None:
        """Tell the journal that something about a message changed."""
        message.n = self.journal.add(kind, chat_id=chat.id, message_id=message.id, **facts)

    def remember(self, callback: Callback) -> None:
        """Keep a callback query until it is answered or too many younger ones have come."""
        self.callbacks[callback.id] = callback
        if len(self.callbacks) > CALLBACKS_KEPT:
            del self.callbacks[next(iter(self.callbacks))]

    def log_request(self, method: str, chat_id: int | None, status: int, seconds: float) -> None:
        """Note one API call."""
        self.requests_made += 1
        self.requests.append(
            {
                "n": self.requests_made,
                "method": method,
                "chat_id": chat_id,
                "status": status,
                "ms": round(seconds * 1000, 3),
                "at": self.clock.exact(),
            }
        )
        if status != 200:
            self.journal.add("request_failed", method=method, chat_id=chat_id, status=status)
