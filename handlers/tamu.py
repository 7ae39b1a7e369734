"""Answers to people whom the bot does not know: how to be invited, and why an invitation was not accepted."""

from __future__ import annotations

from handlers.outgoing import Message
from handlers.texts import tamu as texts

NOT_FOR_YOU = texts.NOT_FOR_YOU
"""The note on a tap by someone unknown."""


def stranger(chat_id: int) -> Message:
    """Say that the bot is for invited people only."""
    return Message(texts.stranger(chat_id))


def invite_refused(fault: str) -> Message:
    """Say why an invitation was refused: `unknown`, `used`, `expired`, `person_bound` or `account_bound`."""
    return Message(texts.invite_refused(fault))
