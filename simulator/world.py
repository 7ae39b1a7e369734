"""The whole simulated Telegram: the people, the bots' accounts, the clock and the knobs."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.account import Account
from simulator.clock import Clock
from simulator.errors import ApiError
from simulator.faults import FaultPlan
from simulator.marks import Marks
from simulator.people import Chat, Person, private_chat

FIRST_PERSON_ID = 6_100_000_001
"""Beyond 32 bits, as real identifiers are, so that too small a column shows."""
FIRST_GROUP_NUMBER = 2_100_000_001
UNCLAIMED_BOT_ID = 7_000_000_001

_TOKEN = re.compile(r"(\d{1,16}):[A-Za-z0-9_\-]{1,128}")


@dataclass(slots=True)
class Settings:
    """What can be changed while the server runs."""

    latency_ms: float = 0.0
    """Added to every answer of the Bot API."""
    chat_latency_ms: dict[int, float] = field(default_factory=dict)
    """Instead of `latency_ms`, for calls that name the chat."""
    limits: bool = True
    privacy: bool = True
    """Group privacy mode: a bot that is no administrator sees only commands, replies to it and its name."""
    callback_ttl_seconds: float = 60.0
    """How long a tap may wait for answerCallbackQuery; Telegram does not publish it."""

    def latency_seconds(self, chat_id: int | None) -> float:
        """Return how long an answer about this chat is held back."""
        if chat_id is not None and chat_id in self.chat_latency_ms:
            return self.chat_latency_ms[chat_id] / 1000
        return self.latency_ms / 1000


class World:
    """State shared by the Bot API, the control API and the page."""

    def __init__(
        self, token: str | None = None, settings: Settings | None = None, clock_file: Path | None = None
    ) -> None:
        self.clock = Clock(clock_file)
        self.marks = Marks()
        self.settings = settings or Settings()
        self.faults = FaultPlan()
        self.people: dict[int, Person] = {}
        self._token = token
        self._next_person = FIRST_PERSON_ID
        self._next_group = FIRST_GROUP_NUMBER
        self.main = Account(UNCLAIMED_BOT_ID, self.clock)
        """The account people write to unless they say otherwise: that of the first bot that calls."""
        self.accounts: dict[int, Account] = {}
        self.webhook_changed: Callable[[Account], None] = lambda _: None
        """Called after setWebhook and deleteWebhook; the server starts and ends the deliveries."""
        if token is not None:
            match = _TOKEN.fullmatch(token)
            if match is None:
                raise ValueError("a bot token looks like 123456:secret")
            self._adopt(int(match[1]))

    def account_of(self, token: str) -> Account:
        """Return the account a token opens; 404 for no token at all, 401 for a wrong one, as Telegram does."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiError(404, "Not Found")
        if self._token is not None and token != self._token:
            raise ApiError(401, "Unauthorized")
        bot_id = int(match[1])
        return self.accounts.get(bot_id) or self._adopt(bot_id)

    def account(self, bot_id: int | None) -> Account | None:
        """Return an account by bot id; the main one when none is named."""
        return self.main if bot_id is None else self.accounts.get(bot_id)

    def all_accounts(self) -> list[Account]:
        """Return every account, the main one first even before a bot has called."""
        return [self.main, *(one for one in self.accounts.values() if one is not self.main)]

    def add_person(self, first_name: str, person_id: int | None = None, **facts: Any) -> Person:
        """Let somebody join; the caller has checked that the id is free."""
        if person_id is None:
            while self._next_person in self.people:
                self._next_person += 1
            person_id = self._next_person
        person = Person(person_id, first_name, **facts)
        self.people[person_id] = person
        return person

    def chat_of(self, account: Account, person: Person) -> Chat:
        """Return the private chat of a person with a bot, opening it untouched if need be."""
        chat = account.chats.get(person.id)
        if chat is None:
            chat = account.chats[person.id] = private_chat(person)
        return chat

    def add_group(self, account: Account, kind: str, title: str, members: set[int], *, admin: bool) -> Chat:
        """Open a supergroup or channel with the bot in it."""
        chat_id = -1_000_000_000_000 - self._next_group
        self._next_group += 1
        info = {"id": chat_id, "type": kind, "title": title}
        chat = Chat(chat_id, kind, info, members, started=True, bot_admin=admin)
        account.chats[chat_id] = chat
        return chat

    def close(self) -> None:
        """Send home everybody who waits, so that the server can stop at once."""
        for account in self.all_accounts():
            account.journal.close()
            account.updates.interrupt(None)

    def _adopt(self, bot_id: int) -> Account:
        account = self.main if not self.main.claimed else Account(bot_id, self.clock)
        account.claim(bot_id)
        self.accounts[bot_id] = account
        return account
