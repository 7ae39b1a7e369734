"""Telegram's HTML: from a string with tags to plain text and entities, with Telegram's complaints."""

import html
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from simulator.errors import bad_request

Entity = dict[str, Any]

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = frozenset({*_SIMPLE, "span", "a", "blockquote", "tg-emoji", "tg-time"})
_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot);|#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));)")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]+")
_LINK = re.compile(r"(?:[a-z][a-z0-9+.\-]*://|mailto:|tel:)\S+|[^\s/]+\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, the unit of entity offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the plain text and its entities, or raise Telegram's "can't parse entities"."""
    return _Reader(source).read()


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    start: int
    """UTF-16 offset in the text."""
    pieces: int
    """How many pieces of text preceded the tag."""


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_OpenTag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while match := _SPECIAL.search(self.source, self.position):
            self._append(self.source[self.position : match.start()])
            self.position = match.start()
            if match[0] == "&":
                self._append(self._reference())
            elif self.source.startswith("</", self.position):
                self._end_tag()
            else:
                self._start_tag()
        self._append(self.source[self.position :])
        if self.open:
            self._refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.pieces), self.entities

    def _append(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += utf16_length(text)

    def _reference(self) -> str:
        match = _REFERENCE.match(self.source, self.position)
        if match is None:
            self.position += 1
            return "&"
        self.position = match.end()
        return _decoded(match)

    def _start_tag(self) -> None:
        start = self.position
        match = _TAG_NAME.match(self.source, start + 1)
        name = match[0].lower() if match else ""
        self.position = start + 1 + len(name)
        if self.position >= len(self.source):
            self._refuse(f"Unclosed start tag at byte offset {self._byte(start)}")
        if name not in _TAGS:
            self._refuse(f'Unsupported start tag "{name}" at byte offset {self._byte(start)}')
        attributes = self._attributes(name, start)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(start)}')
        self.open.append(_OpenTag(name, attributes, self.length, len(self.pieces)))

    def _attributes(self, tag: str, start: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self.position >= len(self.source):
                self._refuse(f"Unclosed start tag at byte offset {self._byte(start)}")
            if self.source[self.position] == ">":
                self.position += 1
                return found
            name, value = self._attribute(tag, start)
            found[name] = value

    def _attribute(self, tag: str, start: int) -> tuple[str, str]:
        match = _ATTRIBUTE_NAME.match(self.source, self.position)
        name = match[0].lower() if match else ""
        if not name:
            self._refuse(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(start)}')
        self.position += len(name)
        self._skip_spaces()
        if not self.source.startswith("=", self.position):
            if tag == "blockquote" and name == "expandable":
                return name, ""
            self._refuse(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                f" at byte offset {self._byte(start)}"
            )
        self.position += 1
        self._skip_spaces()
        return name, self._attribute_value(start)

    def _attribute_value(self, start: int) -> str:
        quote = self.source[self.position : self.position + 1]
        if quote in ("'", '"') and quote:
            end = self.source.find(quote, self.position + 1)
            if end < 0:
                self._refuse(f"Unclosed start tag at byte offset {self._byte(start)}")
            value = self.source[self.position + 1 : end]
            self.position = end + 1
            return _REFERENCE.sub(_decoded, value)
        match = _BARE_VALUE.match(self.source, self.position)
        if match is None:
            self._refuse(f"Unexpected end of name token at byte offset {self._byte(self.position)}")
        self.position = match.end()
        return match[0]

    def _end_tag(self) -> None:
        start = self.position
        end = self.source.find(">", start)
        if not self.open:
            self._refuse(f"Unexpected end tag at byte offset {self._byte(start)}")
        if end < 0:
            self._refuse(f"Unclosed end tag at byte offset {self._byte(start)}")
        name = self.source[start + 2 : end].strip().lower()
        tag = self.open.pop()
        if name and name != tag.name:
            self._refuse(
                f'Unmatched end tag at byte offset {self._byte(start)}, expected "</{tag.name}>", found "</{name}>"'
            )
        self.position = end + 1
        if self.length > tag.start:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        inner = "".join(self.pieces[tag.pieces :])
        entity = _entity(tag, inner)
        if entity is None:
            return
        span = {"offset": tag.start, "length": self.length - tag.start}
        if tag.name == "pre":
            self._adopt_language(entity, span)
        self.entities.append(entity | span)

    def _adopt_language(self, entity: Entity, span: dict[str, int]) -> None:
        """`<pre><code class="language-x">` is one block of code in language x."""
        if self.entities and self.entities[-1]["type"] == "code":
            code = self.entities[-1]
            if code["offset"] == span["offset"] and code["length"] == span["length"]:
                self.entities.pop()
                if code.get("language"):
                    entity["language"] = code["language"]

    def _skip_spaces(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _refuse(self, complaint: str) -> NoReturn:
        raise bad_request(f"can't parse entities: {complaint}")


def _decoded(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    return html.unescape(f"&#{code};") if code else ""


def _entity(tag: _OpenTag, inner: str) -> Entity | None:
    if tag.name == "span":
        return {"type": "spoiler"}
    if tag.name == "a":
        return _link(tag.attributes.get("href") or inner)
    if tag.name == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"}
    if tag.name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": tag.attributes.get("emoji-id", "")}
    if tag.name == "tg-time":
        return _time(tag.attributes)
    entity: Entity = {"type": _SIMPLE[tag.name]}
    language = tag.attributes.get("class", "")
    if tag.name == "code" and language.startswith("language-"):
        entity["language"] = language.removeprefix("language-")
    return entity


def _link(target: str) -> Entity | None:
    if match := re.fullmatch(r"tg://user\?id=(\d+)", target):
        return {"type": "text_mention", "user_id": int(match[1])}
    if not _LINK.fullmatch(target):
        return None
    if "://" not in target and not target.startswith(("mailto:", "tel:")):
        target = f"http://{target}"
    return {"type": "text_link", "url": target}


def _time(attributes: dict[str, str]) -> Entity | None:
    unix = attributes.get("unix", "")
    if not re.fullmatch(r"[0-9]{1,12}", unix):
        return None
    entity: Entity = {"type": "date_time", "unix_time": int(unix)}
    style = attributes.get("format", "")
    if style:
        if not _TIME_FORMAT.fullmatch(style):
            raise bad_request("can't parse entities: invalid date-time format specified")
        entity["date_time_format"] = style
    return entity
