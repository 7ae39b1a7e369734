"""A person's phone at the simulator, for rehearsals and tests: says, taps, sends, and waits to see an answer."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

PATIENCE = 45.0
"""Seconds to wait for an answer before the rehearsal is called failed."""


class UnansweredError(AssertionError):
    """What was waited for did not come; the message shows what the phone shows."""


@dataclass(frozen=True)
class Seen:
    """A message as the phone shows it. `buttons` are the labels, row after row."""

    message_id: int
    text: str
    buttons: tuple[str, ...]
    from_bot: bool
    edited: bool
    file: dict[str, Any] | None
    pinned: bool


@dataclass
class Phone:
    """One person's private chat with the bot. `heard` is the journal number up to which answers are old.

    `patience` is how many seconds an answer may take.
    """

    session: aiohttp.ClientSession
    url: str
    user_id: int
    name: str
    heard: int = field(default=0)
    patience: float = field(default=PATIENCE)

    async def says(self, text: str, **facts: Any) -> int:
        """Type a message, in a group where `chat_id` names one; returns its id."""
        await self._listen()
        sent = await self._post("text", {"text": text, **facts})
        return int(sent["message_id"])

    async def edits(self, message_id: int, text: str) -> None:
        """Change an earlier message."""
        await self._listen()
        await self._post("edit", {"message_id": message_id, "text": text})

    async def presses(self, label: str) -> None:
        """Press a button of the small keyboard at the bottom, by a part of its label."""
        chat = await self.chat()
        labels = [each for row in chat["keyboard"] or () for each in row]
        found = next((each for each in labels if label in each), None)
        if found is None:
            raise UnansweredError(f"{self.name}: no key {label!r} in {labels}")
        await self._listen()
        await self._post("press", {"label": found})

    async def taps(self, label: str, within: str = "", on: Seen | None = None) -> None:
        """Tap the newest button whose label holds `label`, in a message that holds `within`; waits for it to come.

        Where several messages carry such a button, `on` names the one that is meant.
        """
        found = await self._find_button(label, within, on)
        await self._listen()
        await self._post("tap", {"message_id": found[0], "label": found[1]})

    async def forges(self, message_id: int, data: str) -> None:
        """Send a tap that no button carries."""
        await self._listen()
        await self._post("tap", {"message_id": message_id, "data": data, "forge": True})

    async def sends(
        self, *files: tuple[str, bytes], kind: str = "document", caption: str = "", album: bool = False
    ) -> None:
        """Send files (name, content), as an album where asked for."""
        await self._listen()
        form = aiohttp.FormData(quote_fields=False)  # the name as it is
        form.add_field("kind", kind)
        form.add_field("caption", caption)
        form.add_field("album", "1" if album else "")
        for name, content in files:
            form.add_field("files", io.BytesIO(content), filename=name)
        async with self.session.post(f"{self.url}/sim/people/{self.user_id}/files", data=form) as answer:
            if answer.status >= 400:
                raise UnansweredError(await answer.text())

    async def claims(self, name: str, size: int) -> None:
        """Send a file that only says how large it is."""
        await self._listen()
        await self._post("files", {"name": name, "fake_size": size})

    async def sees(self, *parts: str, after: int | None = None) -> Seen:
        """Wait for an answer that holds all these parts (a message sent or edited since the last act) and return it."""
        since = self.heard if after is None else after
        deadline = asyncio.get_running_loop().time() + self.patience
        n = since
        while True:
            for message in reversed(await self.messages(after=since)):
                if message.from_bot and all(part in _all_of(message) for part in parts):
                    return message
            n = await self._wait_beyond(n, deadline, f"{self.name} waits for {parts}")

    async def toast(self, part: str) -> str:
        """Wait for the small answer to a tap that holds this part."""
        deadline = asyncio.get_running_loop().time() + self.patience
        n = self.heard
        while True:
            chat = await self.chat()
            for toast in chat["toasts"]:
                if toast["n"] > self.heard and part in (toast["text"] or ""):
                    return str(toast["text"])
            n = await self._wait_beyond(n, deadline, f"{self.name} waits for the toast {part!r}")

    async def messages(self, after: int = 0) -> list[Seen]:
        """Return the chat's messages (those sent or changed after journal number `after`), oldest first."""
        chat = await self.chat(after)
        return [_seen(message) for message in chat["messages"] if not message["deleted"]]

    async def chat(self, after: int = 0) -> dict[str, Any]:
        """Return the chat as the simulator shows it."""
        async with self.session.get(f"{self.url}/sim/people/{self.user_id}/chat", params={"after": after}) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def _find_button(self, label: str, within: str, on: Seen | None) -> tuple[int, str]:
        deadline = asyncio.get_running_loop().time() + self.patience
        n = 0
        while True:
            for message in reversed(await self.messages()):
                found = next((each for each in message.buttons if label in each), None)
                is_meant = on is None or message.message_id == on.message_id
                if found is not None and is_meant and within in message.text:
                    return message.message_id, found
            n = await self._wait_beyond(n, deadline, f"{self.name} waits for the button {label!r}")

    async def _listen(self) -> None:
        async with self.session.get(f"{self.url}/sim/journal", params={"after": 10**12}) as answer:
            self.heard = int((await answer.json())["n"])

    async def _wait_beyond(self, n: int, deadline: float, what: str) -> int:
        """Wait until something has happened after journal number `n`; raises UnansweredError past the deadline."""
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            shown = "\n---\n".join(_all_of(message) for message in (await self.messages())[-6:])
            raise UnansweredError(f"{what}; the phone shows:\n{shown}")
        params: dict[str, Any] = {"after": n, "wait": min(left, 1.0)}
        async with self.session.get(f"{self.url}/sim/journal", params=params) as answer:
            return int((await answer.json())["n"])

    async def _post(self, act: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/sim/people/{self.user_id}/{act}", json=body) as answer:
            found: dict[str, Any] = await answer.json()
            if answer.status >= 400:
                raise UnansweredError(f"{self.name} cannot {act}: {found}")
            return found


def _seen(message: dict[str, Any]) -> Seen:
    labels: Sequence[str] = [button["text"] for row in message["buttons"] for button in row]
    text = message.get("text") or message.get("caption") or ""
    return Seen(
        message["message_id"],
        text,
        tuple(labels),
        message["from"] == "bot",
        message["edited"],
        message.get("file"),
        message["pinned"],
    )


def _all_of(message: Seen) -> str:
    name = "" if message.file is None else f"[{message.file['name']}]"
    return " ".join((message.text, name, *(f"[{label}]" for label in message.buttons)))
