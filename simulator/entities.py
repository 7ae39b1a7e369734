"""Formatted text: entities given or found, put in order the way Telegram stores them.

Lengths are counted in UTF-16 code units, the stricter reading of "4096 characters": what passes here passes there.
"""

import re
from typing import Any

from simulator.errors import bad_request
from simulator.markup_html import Entity, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_PLAIN = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
    ]
)
_NEEDS = {
    "text_link": ("url", str),
    "text_mention": ("user", dict),
    "custom_emoji": ("custom_emoji_id", str),
    "date_time": ("unix_time", int),
}
_OPTIONAL = {"pre": ("language", str), "date_time": ("date_time_format", str)}
_EXCLUSIVE = frozenset({"code", "pre"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_TRIGGER = re.compile(r"[/@#]|www\.|t\.me")
_FOUND = re.compile(
    r"(?P<url>(?:https?://|www\.|\bt\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<![\w&])(?P<hashtag>#\w*[^\W\d]\w*)"
)


def settle(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return the text and entities as Telegram keeps them: trimmed, nested properly, with commands and links found."""
    stripped = text.strip()
    if entities:
        entities = _order(_shift(text, stripped, entities))
    if _TRIGGER.search(stripped):
        entities = _merge(entities, find_entities(stripped))
    return stripped, entities


def without_controls(text: str) -> str:
    """Return the text without carriage returns and zero bytes, which Telegram drops before it counts."""
    return text.replace("\r", "").replace("\0", "")


def find_entities(text: str) -> list[Entity]:
    """Return the commands, mentions, links, addresses and hashtags written out in a text."""
    plain = text.isascii()
    found = []
    for match in _FOUND.finditer(text):
        offset = match.start() if plain else utf16_length(text[: match.start()])
        found.append({"type": str(match.lastgroup), "offset": offset, "length": utf16_length(match[0])})
    return found


def given_entities(value: Any) -> list[Entity]:
    """Return the checked `entities` parameter of a call; unknown types are dropped, as Telegram does."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    return [checked for entity in value if (checked := _given(entity)) is not None]


def check_bounds(text: str, entities: list[Entity]) -> None:
    """Refuse entities that begin before the text or end beyond it."""
    length = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] < 0 or entity["offset"] + entity["length"] > length:
            raise bad_request(f"can't parse entities: entity beyond the text at offset {entity['offset']}")


def _given(entity: Any) -> Entity | None:
    if not isinstance(entity, dict):
        raise bad_request("can't parse entities: MessageEntity must be an Object")
    kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if not isinstance(kind, str) or not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse entities: MessageEntity needs type, offset and length")
    if kind not in _PLAIN and kind not in _NEEDS and kind != "pre":
        return None
    checked: Entity = {"type": kind, "offset": offset, "length": length}
    if kind in _NEEDS:
        name, shape = _NEEDS[kind]
        if not isinstance(entity.get(name), shape):
            raise bad_request(f"can't parse entities: {kind} needs a valid {name}")
        checked[name] = entity[name]
    if kind in _OPTIONAL and isinstance(entity.get(_OPTIONAL[kind][0]), _OPTIONAL[kind][1]):
        checked[_OPTIONAL[kind][0]] = entity[_OPTIONAL[kind][0]]
    return checked


def _shift(text: str, stripped: str, entities: list[Entity]) -> list[Entity]:
    """Move entities by what was trimmed in front and cut them where the text now ends."""
    front = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - front, 0)
        stop = min(entity["offset"] + entity["length"] - front, end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return moved


def _order(entities: list[Entity]) -> list[Entity]:
    """Sort outermost first and drop what may not stand inside another entity."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        around = [outer for outer in kept if outer["offset"] + outer["length"] > entity["offset"]]
        if not any(_forbids(outer["type"], entity["type"]) for outer in around):
            if entity["type"] == "code":
                entity.pop("language", None)
            kept.append(entity)
    return kept


def _forbids(outer: str, inner: str) -> bool:
    if outer in _EXCLUSIVE or outer == inner:
        return True
    if inner in _EXCLUSIVE:
        return outer in _STYLES
    if outer in _QUOTES:
        return inner in _QUOTES
    return outer not in _STYLES and inner not in _STYLES


def _merge(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Add what was found in the text wherever no link, code or the like is already there."""
    taken = [
        (one["offset"], one["offset"] + one["length"])
        for one in entities
        if one["type"] not in _STYLES and one["type"] not in _QUOTES
    ]
    free = [
        one
        for one in found
        if all(one["offset"] >= stop or one["offset"] + one["length"] <= start for start, stop in taken)
    ]
    return sorted([*entities, *free], key=lambda one: (one["offset"], -one["length"])) if entities else free
