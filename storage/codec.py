"""Frozen dataclasses of the rules and conversations to JSON and back, by their own type hints."""

from decimal import Decimal
from typing import Any

import orjson

from workflow.stored_form import StoredFormError, restored

__all__ = ["StoredFormError", "decode", "encode"]


def encode(value: object) -> str:
    """Return the JSON of a dataclass's fields (not its class name: the caller keeps that beside it)."""
    return orjson.dumps(value, default=_written).decode()


def decode(kind: type, data: str) -> Any:
    """Return the dataclass `kind` that `encode` made `data` from; see `workflow.stored_form.restored`."""
    try:
        plain = orjson.loads(data)
    except ValueError as error:
        raise StoredFormError(kind.__name__) from error
    return restored(kind, plain)


def _written(value: object) -> str:
    """Write a figure as it stands, with every digit; raises TypeError for what has no stored form."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
