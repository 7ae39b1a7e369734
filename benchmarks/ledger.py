"""What the server hands out and what comes back: the queue of updates and the score of the answers to them."""

import random
import re
from collections import deque
from dataclasses import dataclass, field

from benchmarks import bot_api
from benchmarks.clock import now

FIRST_CHAT = 700_000_001
"""Chats are numbered from here; a private chat has the id of its person."""
BATCH = 100
"""The most updates that one getUpdates returns, as with Telegram."""

_SEQUENCE = re.compile(r"seq-(\d+)")


def sent_text(sequence: int) -> str:
    """Return what a person writes; an answer must contain the `seq-…` of the text it answers."""
    return f"Data kinerja triwulan sudah dihimpun dan mohon diperiksa kembali, seq-{sequence}"


@dataclass(frozen=True, slots=True)
class Load:
    """Updates to be made available at once: `updates` spread evenly over `chats` chats, from the `first` on."""

    updates: int
    chats: int
    seed: int = 1  # the same seed gives every bot the same order of chats
    aside: tuple[int, ...] = ()  # chats whose answers are not waited for
    first: int = 0


@dataclass(slots=True)
class Chat:
    """One chat of the whole run: its sequence goes on from load to load."""

    last_sent: int = 0
    highest_answered: int = 0
    unanswered: set[int] = field(default_factory=set)
    in_flight: int = 0  # messages that the bot has sent and whose result it has not received yet


@dataclass(slots=True)
class Score:
    """What came of one load; instants are of the shared clock, 0 while they have not happened."""

    expected: int = 0
    answered: int = 0
    loaded_at: float = 0.0
    handed_at: float = 0.0  # the first update of the load was given to the bot
    last_answer_at: float = 0.0
    order_violations: int = 0  # answers that came after the answer to a later text of the same chat
    order_overlaps: int = 0  # answers sent while an earlier message to the same chat was still under way
    repeated: int = 0  # answers to a text that was answered already
    sent: int = 0  # messages let through, answers or not
    refused: int = 0  # messages refused with a 429
    first_sent_at: float = 0.0
    last_sent_at: float = 0.0


class Ledger:
    """Queue and score of one bot."""

    def __init__(self) -> None:
        self.score = Score()
        self.first_poll_at = 0.0
        self.unanswered = 0  # over all loads and chats, those put aside as well
        self._queue: deque[tuple[int, bytes]] = deque()
        self._chats: dict[int, Chat] = {}
        self._aside: frozenset[int] = frozenset()
        self._last_update = 1_000_000
        self._last_message = 0

    def load(self, load: Load) -> None:
        """Make updates available and begin a new score."""
        self._aside = frozenset(load.aside)
        self.score = Score()
        for chat_id in spread(load):
            chat = self._chats.setdefault(chat_id, Chat())
            chat.last_sent += 1
            chat.unanswered.add(chat.last_sent)
            self.unanswered += 1
            self._last_update += 1
            text = sent_text(chat.last_sent)
            update = bot_api.update_bytes(self._last_update, chat_id, self.next_message(), text)
            self._queue.append((self._last_update, update))
            self.score.expected += chat_id not in self._aside
        self.score.loaded_at = now()

    def batch(self, offset: int, limit: int) -> list[bytes]:
        """Forget the updates before the offset and return the next ones."""
        queue = self._queue
        while queue and queue[0][0] < offset:
            queue.popleft()
        ready = [queue[place][1] for place in range(min(limit, len(queue)))]
        if ready and not self.score.handed_at:
            self.score.handed_at = now()
        return ready

    def next_message(self) -> int:
        """Return a fresh message id."""
        self._last_message += 1
        return self._last_message

    def take(self, chat_id: int, text: str) -> None:
        """Score a message that the bot sent; `give_back` follows when its result has been sent back."""
        score = self.score
        score.sent += 1
        score.last_sent_at = now()
        score.first_sent_at = score.first_sent_at or score.last_sent_at
        chat = self._chats.setdefault(chat_id, Chat())
        found = _SEQUENCE.findall(text)
        if found:
            self._answer(chat, int(found[-1]), counted=chat_id not in self._aside)
        chat.in_flight += 1

    def give_back(self, chat_id: int) -> None:
        """Note that the bot has the result of a message."""
        self._chats[chat_id].in_flight -= 1

    def _answer(self, chat: Chat, sequence: int, *, counted: bool) -> None:
        score = self.score
        if sequence not in chat.unanswered:
            score.repeated += 1
            return
        chat.unanswered.remove(sequence)
        self.unanswered -= 1
        if sequence < chat.highest_answered:
            score.order_violations += 1
        elif chat.in_flight:
            score.order_overlaps += 1
        chat.highest_answered = max(chat.highest_answered, sequence)
        if counted:
            score.answered += 1
            score.last_answer_at = score.last_sent_at


def spread(load: Load) -> list[int]:
    """Return the chat of each update: as many for every chat, in bursts of one to three, shuffled."""
    picked = random.Random(load.seed)
    bursts: list[list[int]] = []
    for place in range(load.chats):
        left = load.updates // load.chats + (place < load.updates % load.chats)
        while left:
            burst = min(left, picked.randint(1, 3))
            bursts.append([FIRST_CHAT + load.first + place] * burst)
            left -= burst
    picked.shuffle(bursts)
    return [chat_id for burst in bursts for chat_id in burst]
