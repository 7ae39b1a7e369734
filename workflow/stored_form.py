"""Frozen dataclasses from their plain stored form (what JSON holds), by their own type hints, read with distrust."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


class StoredFormError(ValueError):
    """What is stored does not fit the type that it is read as."""


def restored(kind: type, plain: Any) -> Any:
    """Return the dataclass `kind` whose fields `plain` holds.

    A field that an older version did not know takes its default; a missing field without one, and a value of
    another shape, raise StoredFormError. Decimals stand as texts, instants and dates in ISO form, tuples as lists.
    """
    try:
        return _reader(kind)(plain)
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise StoredFormError(kind.__name__) from error


Reader = Callable[[Any], Any]
_PLAIN = (str, int, bool, float)
"""What JSON holds as it is."""


@cache
def _reader(hint: Any) -> Reader:
    """Return the function that reads a value of this type; made once a type."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional_reader(hint)
    if origin is tuple:
        return _tuple_reader(hint)
    if is_dataclass(hint):
        return _dataclass_reader(hint)
    return _scalar_reader(hint)


def _scalar_reader(hint: Any) -> Reader:
    if hint is datetime:
        return _instant
    if hint is date:
        parse: Reader = date.fromisoformat
        return parse
    if hint is Decimal:
        return lambda value: _finite(Decimal(_exact(str, value)))
    if issubclass(hint, Enum):
        return lambda value: hint(value)

    return lambda value: _exact(hint, value)


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return instant


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(f"{number} is no figure")
    return number


def _exact(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind}")
    return value


def _optional_reader(hint: Any) -> Reader:
    inner = [part for part in get_args(hint) if part is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"{hint} is not a type that can be stored: only X | None is")
    read = _reader(inner[0])
    return lambda value: None if value is None else read(value)


def _tuple_reader(hint: Any) -> Reader:
    parts = get_args(hint)
    if len(parts) == 2 and parts[1] is Ellipsis:
        read = _reader(parts[0])
        return lambda value: tuple(read(each) for each in _exact(list, value))
    reads = tuple(_reader(part) for part in parts)
    return lambda value: tuple(read(each) for read, each in zip(reads, _exact(list, value), strict=True))


def _dataclass_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    reads = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    plain = {name: hints[name] for name in reads if hints[name] in _PLAIN}  # read in place: most fields are such

    def read(value: Any) -> Any:
        found = {}
        for name, each in _exact(dict, value).items():
            if name in plain:
                found[name] = each if type(each) is plain[name] else _exact(plain[name], each)
            elif name in reads:
                found[name] = reads[name](each)
        return kind(**found)

    return read
