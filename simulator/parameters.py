"""The parameters of one call, wherever they came from: query, form, multipart or JSON body."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from simulator.errors import bad_request

_LARGEST = 2**63 - 1
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    mime: str | None
    data: bytes


class Parameters:
    """Named values with the lenient reading Telegram gives them: an empty value counts as missing."""

    __slots__ = ("uploads", "values")

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def raw(self, name: str) -> Any:
        """Return the value as it came, or None when it is missing or empty."""
        value = self.values.get(name)
        return None if value == "" else value

    def text(self, name: str) -> str | None:
        """Return a string; numbers and flags of a JSON body are written out."""
        value = self.raw(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int | float) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number, or `default` when it is missing."""
        value = self.raw(name)
        if value is None:
            return default
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise bad_request(f"invalid {name} specified") from error
        if abs(number) > _LARGEST:
            raise bad_request(f"invalid {name} specified")
        return number

    def flag(self, name: str) -> bool:
        """Return whether a Boolean is set."""
        value = self.raw(name)
        return value is True or str(value).lower() in _TRUE

    def json(self, name: str) -> Any:
        """Return a nested value, read from JSON unless the body was JSON already."""
        value = self.raw(name)
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error


async def read_parameters(content_type: str, query: bytes, body: bytes) -> Parameters:
    """Return the parameters of a request; a body that cannot be read is a 400."""
    values: dict[str, Any] = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)) if query else {}
    if not body:
        return Parameters(values)
    if content_type.startswith("application/x-www-form-urlencoded"):
        try:
            values.update(parse_qsl(body.decode(), keep_blank_values=True))
        except UnicodeDecodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
        return Parameters(values)
    if content_type.startswith("application/json"):
        return Parameters(values | _json_object(body))
    if content_type.startswith("multipart/form-data"):
        return await _multipart(content_type, body, values)
    return Parameters(values)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad_request("can't parse request JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("can't parse request: JSON object expected")
    return value


async def _multipart(content_type: str, body: bytes, values: dict[str, Any]) -> Parameters:
    async def stream() -> Any:
        yield body

    parser = MultiPartParser(Headers({"content-type": content_type}), stream(), max_part_size=4 * 1024 * 1024)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise bad_request("can't parse multipart form") from error
    uploads = {}
    for name, part in form.multi_items():
        if isinstance(part, UploadFile):
            uploads[name] = Upload(part.filename or "file", part.content_type, await part.read())
        else:
            values[name] = part
    await form.close()
    return Parameters(values, uploads)
