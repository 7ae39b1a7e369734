"""Everything that is stored as JSON under its type's name, and any value of it."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from handlers.conversations import STATES
from workflow import events
from workflow.office import Actor
from workflow.quarter import Quarter

STORED: Mapping[str, type] = {
    **{kind.__name__: kind for kind in get_args(events.Event)},
    **STATES,
    "actor": Actor,
}
"""Every event, every conversation state and the actor of a history row, under the names they are stored by."""

AWKWARD = (
    "",
    "'; DROP TABLE--",
    '"\\"',
    "\u202eterbalik\u202c \u200f عربي",
    "\x00\x1f\u2028\ufeff",
    "😀👩‍👩‍👧",
    "\r\n\t",
    "{}[]",
)
TEXTS = st.text() | st.sampled_from(AWKWARD)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
ZONES = (UTC, *(timezone(timedelta(hours=hours)) for hours in (7, 8, 9)))
SCALARS: Mapping[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: INTEGERS,
    bool: st.booleans(),
    date: st.dates(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    datetime: st.datetimes(timezones=st.sampled_from(ZONES)),
    Quarter: st.builds(Quarter, st.integers(1, 9999), st.integers(1, 4)),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Return any value of a type as the stored dataclasses use it."""
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(st.none() if part is type(None) else values_of(part) for part in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=4).map(tuple)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: values_of(hints[field.name]) for field in fields(hint)})
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    raise TypeError(f"{hint} is a type that no test knows how to make")
