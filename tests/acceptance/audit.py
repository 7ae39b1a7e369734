"""The books of a story held against each other: what Telegram has sent, what the bot's database says, what is shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from markupsafe import Markup

from acceptance.office import Kill, Office
from bot.phone import Phone
from handlers.texts.gambar import PREPARING, PREPARING_FILE
from simulator.updates import FIRST_ID

NOTES = (PREPARING, PREPARING_FILE)
"""What a chat shows until the paper that was asked for is made."""


@dataclass(frozen=True)
class Audit:
    """What came of a story's updates and messages; `duplicates`, by chat and number, are those beyond the one owed."""

    updates: int
    lost: tuple[str, ...]
    unfinished: tuple[str, ...]
    messages: int
    undelivered: tuple[tuple[Any, ...], ...]
    missing: tuple[str, ...]
    duplicates: Mapping[tuple[int, int], dict[str, Any]]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, left undone or kept from anyone."""
        return not (self.lost or self.unfinished or self.undelivered or self.missing)

    def unexplained(self, kills: Sequence[Kill]) -> list[dict[str, Any]]:
        """Return the duplicates that no kill accounts for: at none after it was the message unmarked.

        A note that a paper is being made stands where a kill kept it from being taken away.
        """
        owed = [(kill.at, {(chat_id, _words(params)) for chat_id, params in kill.owed}) for kill in kills]
        return [
            message
            for (chat_id, _), message in self.duplicates.items()
            if not any(
                message["date"] <= at and (_seen(message) in NOTES or (chat_id, _seen(message)) in waiting)
                for at, waiting in owed
            )
        ]


async def audit(office: Office, strangers: Sequence[Phone] = ()) -> Audit:
    """Hold every update and every message of a story that has come to rest to account."""
    last = (await office.ask("updates"))["last_update_id"]
    wanted = [str(number) for number in range(FIRST_ID, last + 1)]
    kept = Counter(key for (key,) in office.rows("SELECT key FROM inbox"))
    shown = await _shown([*office.phones.values(), *strangers])
    owed = office.rows(
        "SELECT chat_id, message_id, params FROM outbox"
        " WHERE state = 'sent' AND method IN ('sendMessage', 'sendDocument', 'sendPhoto') ORDER BY sent_at, id"
    )
    known = {(chat_id, message_id) for chat_id, message_id, _ in owed}
    return Audit(
        updates=len(wanted),
        lost=tuple(key for key in wanted if kept[key] != 1),
        unfinished=tuple(
            key for (key,) in office.rows("SELECT key FROM inbox WHERE state <> 'done' AND due_at IS NULL")
        ),
        messages=len(owed),
        undelivered=tuple(office.rows("SELECT id, state, error FROM outbox WHERE state NOT IN ('sent', 'superseded')")),
        missing=tuple(_missing(owed, shown)),
        duplicates={where: message for where, message in shown.items() if where not in known},
    )


async def _shown(phones: Iterable[Phone]) -> dict[tuple[int, int], dict[str, Any]]:
    """Return every message of the bot's that a phone shows, by chat and number; a note that was taken away is none."""
    found = {}
    for phone in phones:
        for message in (await phone.chat())["messages"]:
            if message["from"] == "bot" and not message["deleted"]:
                found[phone.user_id, message["message_id"]] = message
    return found


def _missing(owed: Iterable[tuple[int, int, str]], shown: dict[tuple[int, int], dict[str, Any]]) -> Iterable[str]:
    """Yield what a row of the outbox says was delivered and no phone shows; of edits the last counts."""
    last = {(chat_id, message_id): _words(params) for chat_id, message_id, params in owed}
    for where, words in last.items():
        message = shown.get(where)
        if message is None or words != _seen(message):
            yield words


def _words(params: str) -> str:
    """Return what a row of the outbox says, as a phone shows it."""
    said = orjson.loads(params)["params"]
    return _plain(str(said.get("text") or said.get("caption") or ""))


def _seen(message: dict[str, Any]) -> str:
    return " ".join((message.get("text") or message.get("caption") or "").split())


def _plain(text: str) -> str:
    """Return the words of a message as a phone shows them: without markup."""
    return " ".join(Markup(text).striptags().split())  # noqa: S704 - it is taken apart here, shown nowhere
