"""The command lists a bot has set, by scope and language, and which of them a person sees."""

import re
from typing import Any

from simulator.errors import bad_request

COMMANDS_LIMIT = 100
SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
_NEEDS_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})
_NAME = re.compile(r"[a-z0-9_]{1,32}")

ScopeKey = tuple[str, int, int]
"""Kind, chat id and user id of a scope; 0 where the kind has none."""
DEFAULT: ScopeKey = ("default", 0, 0)


def check_commands(value: Any) -> list[dict[str, str]]:
    """Return a checked list of BotCommand."""
    if not isinstance(value, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(value) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(entry) for entry in value]


def _command(entry: Any) -> dict[str, str]:
    name = entry.get("command") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not _NAME.fullmatch(name.removeprefix("/").lower()):
        raise bad_request("BOT_COMMAND_INVALID")
    description = entry.get("description")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/").lower(), "description": description.strip()}


def scope_shape(value: Any) -> tuple[str, Any, int]:
    """Return kind, raw chat reference (None where the kind has none) and user id of a scope parameter."""
    if value is None:
        return "default", None, 0
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = value.get("chat_id") if kind in _NEEDS_CHAT else None
    if kind in _NEEDS_CHAT and chat is None:
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    user = value.get("user_id", 0) if kind == "chat_member" else 0
    if kind == "chat_member" and not isinstance(user, int):
        raise bad_request("can't parse BotCommandScope: invalid user_id specified")
    return kind, chat, user


class CommandLists:
    """Every list a bot has set."""

    def __init__(self) -> None:
        self._lists: dict[tuple[ScopeKey, str], list[dict[str, str]]] = {}

    def put(self, scope: ScopeKey, language: str, commands: list[dict[str, str]]) -> None:
        """Replace the list of one scope and language; an empty one removes it."""
        if commands:
            self._lists[scope, language] = commands
        else:
            self._lists.pop((scope, language), None)

    def get(self, scope: ScopeKey, language: str) -> list[dict[str, str]]:
        """Return exactly the list set for this scope and language."""
        return self._lists.get((scope, language), [])

    def seen_by(self, chat_id: int, person_id: int, language: str = "id") -> list[dict[str, str]]:
        """Return the narrowest list that applies to a person in a chat, as Telegram resolves it."""
        private = chat_id > 0
        scopes: list[ScopeKey] = [] if private else [("chat_member", chat_id, person_id)]
        scopes.append(("chat", chat_id, 0))
        scopes.append(("all_private_chats" if private else "all_group_chats", 0, 0))
        scopes.append(DEFAULT)
        for scope in scopes:
            for tongue in (language, ""):
                if found := self._lists.get((scope, tongue)):
                    return found
        return []
