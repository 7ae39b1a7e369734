"""The description of a document, as it waits in the outbox: JSON with its kind and its data, read with distrust."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from workflow.booking import DeskKind
from workflow.timeline import Bar, Day, Hours, Legend, Mark, Planned, Row, Stretch, Timeline

TIMELINE = "timeline"
"""The kind of a cycle's time line."""

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Enum)


class SpecError(ValueError):
    """The description is none of ours; `fault` names what is wrong, never what it holds."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def read(stored: bytes | str) -> Timeline:
    """Return what is to be drawn. Raises SpecError for anything that this edition cannot draw."""
    try:
        spec = json.loads(stored)
        kind, data = spec["kind"], spec["data"]
    except (ValueError, TypeError, KeyError) as error:
        raise SpecError(type(error).__name__) from None
    if kind != TIMELINE:
        raise SpecError("kind")
    try:
        return _timeline(data)
    except (ValueError, TypeError, KeyError, OSError) as error:  # a zone's name may be no file name
        raise SpecError(type(error).__name__) from None


def _timeline(data: Mapping[str, Any]) -> Timeline:
    return Timeline(
        title=_text(data["title"]),
        office=_text(data["office"]),
        zone=ZoneInfo(_text(data["zone"])).key,
        days=_each(_day, data["days"]),
        rows=_each(_row, data["rows"]),
        legend=_each(lambda row: Legend(_member(DeskKind, row["desk"]), _text(row["label"])), data["legend"]),
        due_at=_instant(data["due_at"]),
        now=_instant(data["now"]),
        is_over=_flag(data["is_over"]),
    )


def _day(row: Mapping[str, Any]) -> Day:
    hours = _each(lambda span: Hours(_instant(span["opens_at"]), _instant(span["closes_at"])), row["hours"])
    return Day(date.fromisoformat(row["on"]), hours)


def _row(row: Mapping[str, Any]) -> Row:
    return Row(
        label=_text(row["label"]),
        is_unit=_flag(row["is_unit"]),
        mark=_member(Mark, row["mark"]),
        planned=_each(_planned, row["planned"]),
        bars=_each(_bar, row["bars"]),
        late=_each(lambda each: Stretch(_instant(each["begin"]), _instant(each["end"])), row["late"]),
        note=_text(row.get("note", "")),
    )


def _planned(row: Mapping[str, Any]) -> Planned:
    return Planned(_instant(row["begin"]), _instant(row["due_at"]), _flag(row["is_forecast"]))


def _bar(row: Mapping[str, Any]) -> Bar:
    return Bar(_member(DeskKind, row["desk"]), _instant(row["begin"]), _instant(row["end"]))


def _each(read_one: Callable[[Any], _T], rows: Any) -> tuple[_T, ...]:
    if not isinstance(rows, list):
        raise TypeError
    return tuple(read_one(row) for row in rows)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _member(kind: type[_E], value: Any) -> _E:
    return kind(_text(value))


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.utcoffset() is None:
        raise ValueError
    return instant
