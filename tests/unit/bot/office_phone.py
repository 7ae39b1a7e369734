"""A phone of the offices in the database: what its person says and taps is worked, and what comes is seen."""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson
from markupsafe import Markup
from samples import NOON, message, said, tapped, user
from turn_town import BOT, NOW, Town

from storage.outbox import OutboxItem


@dataclass
class OfficePhone:
    """One person's phone. `seen` is every message that came to it, as a phone shows it: text, and buttons by label."""

    town: Town
    user_id: int
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    others: dict[int, list[str]] = field(default_factory=dict)  # what others got from this phone's turns

    def says(self, words: str) -> OfficePhone:
        """Say something."""
        at = int((self.town.clock.at - NOW).total_seconds()) + NOON
        return self._take(self.town.works(said(words, self.user_id, at=at)).posted)

    def taps(self, label: str) -> OfficePhone:
        """Tap a button of the latest message that has buttons; the label may be its beginning."""
        buttons = next(found for _, found in reversed(self.seen) if found)
        data = next((data for name, data in buttons.items() if name.startswith(label)), None)
        assert data is not None, (label, list(buttons))
        return self.forges(data)

    def forges(self, data: str) -> OfficePhone:
        """Send a tap with that data, whether there was such a button or not."""
        carrying = message(self.user_id, text="Pesan", message_id=55) | {"from": user(BOT, is_bot=True)}
        return self._take(self.town.works(tapped(data, self.user_id, carrying)).posted)

    @property
    def text(self) -> str:
        """The words of the latest message."""
        return self.seen[-1][0]

    @property
    def labels(self) -> list[str]:
        """The labels under the latest message."""
        return list(self.seen[-1][1])

    def _take(self, posted: list[OutboxItem]) -> OfficePhone:
        for item in posted:
            params = orjson.loads(item.params)["params"]
            if "text" not in params or item.method.startswith("answer"):
                continue
            text = _plain(params["text"])
            if item.chat_id == self.user_id:
                self.seen.append((text, _buttons(params)))
            else:
                self.others.setdefault(item.chat_id, []).append(text)
        return self


def _plain(text: str) -> str:
    """Return the words with their line breaks, without markup."""
    return "\n".join(Markup(line).striptags() for line in text.split("\n"))  # noqa: S704 - it is taken apart here


def _buttons(params: dict[str, object]) -> dict[str, str]:
    markup = params.get("reply_markup")
    if isinstance(markup, str):
        markup = orjson.loads(markup)
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    return {button["text"]: button.get("callback_data", "") for row in rows for button in row}
