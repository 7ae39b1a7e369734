"""What each phone showed in `monev gladi`, overheard at the simulator and written down as one conversation a person."""

import asyncio
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

import aiohttp

from bot.gladi.daybook import DayBook
from bot.phone import Phone, Seen, UnansweredError
from handlers.texts.words import day, size

WIDTH = 100
"""Characters in a line of a transcript."""
WAIT_SECONDS = 5.0
"""How long the simulator is asked at a time to wait for something to happen."""
_INDENT, _QUOTE = " " * 10, "│ "
_QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True)
class Entry:
    """One thing that a phone showed or its owner did. `n` is the place in the simulator's journal.

    `buttons` are rows of labels; `about` names the message (0: a tap or a small answer to one).
    """

    n: int
    at: datetime
    by_bot: bool
    text: str
    buttons: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    about: int = 0
    edited: bool = False
    pinned: bool = False


@dataclass
class Conversation:
    """All entries of one chat, in the order in which they were overheard."""

    name: str
    titles: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Add an entry, unless it only repeats what the message showed before."""
        before = next((kept for kept in reversed(self.entries) if kept.about == entry.about != 0), None)
        if before is None or _shown(before) != _shown(entry):
            self.entries.append(entry)


def _shown(entry: Entry) -> tuple[object, ...]:
    return (entry.text, entry.buttons, entry.file)


class Recorder:
    """Follows the simulator's journal and keeps every message of every phone, also what is edited later."""

    def __init__(self, session: aiohttp.ClientSession, url: str, conversations: dict[int, Conversation]) -> None:
        self._session = session
        self._url = url
        self._conversations = conversations
        self._seen = dict.fromkeys(conversations, 0)
        self._n = 0
        self._came = asyncio.Condition()

    async def follow(self) -> None:
        """Overhear until cancelled."""
        while True:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Note what has happened since the last time, waiting a while for it."""
        params = {"after": self._n, "wait": WAIT_SECONDS}
        async with self._session.get(f"{self._url}/sim/journal", params=params) as answer:
            found = await answer.json()
        touched = {event.get("chat_id") for event in found["events"]}
        for chat_id in touched & set(self._conversations):
            await self._look(chat_id)
        async with self._came:
            self._n = found["n"]  # only now: cut short on the way, the same chats are looked at again
            self._came.notify_all()

    async def number(self) -> int:
        """Return the number at which the journal is now."""
        async with self._session.get(f"{self._url}/sim/journal", params={"after": 10**12}) as answer:
            return int((await answer.json())["n"])

    async def waits(self) -> bool:
        """Tell whether there is an update that the bot has not taken yet."""
        async with self._session.get(f"{self._url}/sim/updates") as answer:
            return bool((await answer.json())["pending"])

    async def until(self, n: int) -> None:
        """Wait until all is noted up to the journal's number `n`, while somebody else follows."""
        async with self._came:
            await self._came.wait_for(lambda: self._n >= n)

    async def _look(self, user_id: int) -> None:
        address = f"{self._url}/sim/people/{user_id}/chat"
        async with self._session.get(address, params={"after": self._seen[user_id]}) as answer:
            chat = await answer.json()
        self._seen[user_id] = chat["n"]
        conversation = self._conversations[user_id]
        for message in chat["messages"]:
            conversation.add(entry_of(message))
        for toast in chat["toasts"]:
            if toast.get("text"):
                at = conversation.entries[-1].at
                conversation.add(Entry(toast["n"], at, True, f"(sekilas di layar) {toast['text']}"))


@dataclass(kw_only=True)
class HeardPhone(Phone):
    """A phone whose taps are written down with its conversation; its messages the recorder sees by itself.

    The day book, which knows its owner by `code`, is told of all that they do.
    """

    code: str
    conversation: Conversation
    book: DayBook

    async def sends(
        self, *files: tuple[str, bytes], kind: str = "document", caption: str = "", album: bool = False
    ) -> None:
        """Send files (name, content), as an album where asked for."""
        self.book.did(self.code, "📎 " + ", ".join(name for name, _ in files))
        await super().sends(*files, kind=kind, caption=caption, album=album)

    async def opens(self, seen: Seen) -> bytes:
        """Return the file of a message; raises UnansweredError where it carries none."""
        if seen.file is None:
            raise UnansweredError(f"{self.name} sees no file in:\n{seen.text}")
        async with self.session.get(f"{self.url}{seen.file['url']}") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def _post(self, act: str, body: dict[str, Any]) -> dict[str, Any]:
        label = body.get("label", "")
        if act == "tap":
            self.conversation.add(Entry(self.heard, self.book.now(), False, f"▸ menekan [{label}]"))
        self.book.did(self.code, f"[{label}]" if label else f"“{body['text']}”")
        return await super()._post(act, body)


def entry_of(message: dict[str, Any]) -> Entry:
    """Return a message as the simulator shows it."""
    shown = message.get("file")
    at = max(message["date"], message.get("edit_date", 0))
    return Entry(
        n=message["n"],
        at=datetime.fromtimestamp(at, UTC),
        by_bot=message["from"] == "bot",
        text=_quoted(message.get("text") or message.get("caption") or "", message["entities"]),
        buttons=tuple(tuple(button["text"] for button in row) for row in message["buttons"]),
        file="" if shown is None else f"{shown['name']} ({shown['kind']}, {size(shown['size'])})",
        about=message["message_id"],
        edited=bool(message["edited"]),
        pinned=bool(message["pinned"]),
    )


def _quoted(text: str, entities: Iterable[dict[str, Any]]) -> str:
    """Return the text with a bar before every line that is a quotation. Offsets count UTF-16 units."""
    spans = [(one["offset"], one["offset"] + one["length"]) for one in entities if one["type"] in _QUOTES]
    place, lines = 0, []
    for line in text.split("\n"):
        inside = any(start <= place < end for start, end in spans)
        lines.append(f"{_QUOTE}{line}" if inside else line)
        place += len(line.encode("utf-16-le")) // 2 + 1
    return "\n".join(lines)


def transcript(conversation: Conversation, zone: tzinfo) -> str:
    """Return a conversation to be read: days, times, who, text, buttons in brackets, files.

    The card is shown only as it was last.
    """
    titles = " · ".join(conversation.titles)
    parts = [f"{conversation.name}\n{titles}\n{'=' * WIDTH}"]
    at, today = datetime.min.replace(tzinfo=UTC), None
    for entry in _in_order(conversation.entries):
        at = max(at, entry.at)  # Telegram tells whole seconds, the taps' clock more
        if at.astimezone(zone).date() != today:
            today = at.astimezone(zone).date()
            parts.append(f"── {day(today)} ──")
        parts.append(_said(replace(entry, at=at), conversation.name, zone))
    return "\n\n".join(parts) + "\n"


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries by their place in the journal; of a pinned message only the last state, at its end."""
    last = {entry.about: entry for entry in entries}
    cards = {about for about, entry in last.items() if entry.pinned and about}
    kept = [entry for entry in entries if entry.about not in cards]
    ended = [replace(last[about], edited=False, n=max(entry.n for entry in entries) + 1) for about in sorted(cards)]
    return sorted((*kept, *ended), key=lambda entry: entry.n)


def _said(entry: Entry, name: str, zone: tzinfo) -> str:
    who = "Bot" if entry.by_bot else name
    mark = " (kartu yang disematkan, keadaan terakhir)" if entry.pinned else " (pesan diubah)" if entry.edited else ""
    shown = [f"{entry.at.astimezone(zone):%H.%M.%S}  {who}{mark}"]
    if entry.file:
        shown.append(f"{_INDENT}📎 {entry.file}")
    for line in entry.text.split("\n") if entry.text else ():
        after = _INDENT + _QUOTE if line.startswith(_QUOTE) else _INDENT
        shown += textwrap.wrap(line, WIDTH, initial_indent=_INDENT, subsequent_indent=after) or [""]
    shown += [_INDENT + " ".join(f"[{label}]" for label in row) for row in entry.buttons]
    return "\n".join(shown)
