"""Formatted text as safe HTML: everything a person or bot wrote is escaped, only our own tags remain."""

from html import escape
from typing import Any

Entity = dict[str, Any]

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def to_html(text: str, entities: list[Entity] | None) -> str:
    """Return the text with its entities as tags; `<`, `&` and quotes in it are escaped."""
    if not entities:
        return escape(text)
    return _Renderer(text, entities).render()


class _Renderer:
    """Walks the text once, opening and closing tags at the places entities begin and end."""

    def __init__(self, text: str, entities: list[Entity]) -> None:
        self._units = text.encode("utf-16-le")
        ordered = sorted(entities, key=lambda one: (one["offset"], -one["length"]))
        self._waiting = [one for one in ordered if _tags(one) is not None]
        self._open: list[Entity] = []
        self._out: list[str] = []

    def render(self) -> str:
        places = {0, len(self._units) // 2}
        for one in self._waiting:
            places.update((one["offset"], one["offset"] + one["length"]))
        ordered = sorted(places)
        for place, following in zip(ordered, [*ordered[1:], None], strict=True):
            self._close_ended(place)
            self._open_started(place)
            if following is not None:
                self._out.append(escape(self._units[2 * place : 2 * following].decode("utf-16-le", "replace")))
        return "".join(self._out)

    def _close_ended(self, place: int) -> None:
        """Close what ends here; what was opened inside it and goes on is opened again."""
        reopened = []
        while any(one["offset"] + one["length"] <= place for one in self._open):
            last = self._open.pop()
            self._out.append((_tags(last) or ("", ""))[1])
            if last["offset"] + last["length"] > place:
                reopened.append(last)
        for one in reversed(reopened):
            self._enter(one)

    def _open_started(self, place: int) -> None:
        while self._waiting and self._waiting[0]["offset"] <= place:
            self._enter(self._waiting.pop(0))

    def _enter(self, entity: Entity) -> None:
        self._open.append(entity)
        self._out.append((_tags(entity) or ("", ""))[0])


def _tags(entity: Entity) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}" rel="noopener">', "</a>"
    if kind == "date_time":
        style = f' format="{escape(entity["date_time_format"])}"' if entity.get("date_time_format") else ""
        return f'<tg-time unix="{entity["unix_time"]}"{style}>', "</tg-time>"
    return None
