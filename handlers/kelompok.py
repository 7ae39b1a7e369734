"""In a group: the card on /status, a hint on other commands, silence on everything else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from handlers import card
from handlers.desk import Desk
from handlers.incoming import ButtonTapped, Said, TextSaid
from handlers.perintah import command_of
from handlers.texts import kelompok as texts


def handle(desk: Desk, said: Said, known: Collection[str]) -> None:
    """Answer in a group: only what asks for the bot by a command that it knows."""
    if isinstance(said, ButtonTapped):
        desk.query_id = said.query_id
        desk.toast(texts.PRIVATE_ONLY_PLAIN, alert=True)
        return
    command = command_of(said.text) if isinstance(said, TextSaid) and not said.edited else None
    if command == "status":
        status_in_group(desk)
    elif command in known:
        desk.say(texts.PRIVATE_ONLY)


def status_in_group(desk: Desk) -> None:
    """Show the card of the latest cycle; without buttons, for they belong in private chat. `chat_id` is the group's."""
    cycle = desk.records.latest_cycle()
    if cycle is None:
        desk.say(texts.NO_CYCLE)
        return
    desk.send(replace(card.message(desk, cycle), rows=(), pinned=False, key=""))
