"""Numbers that go out once: of disposisi, of kiriman."""

from sqlalchemy import Connection

from storage.statements import Statement

_NEXT = Statement(
    "INSERT INTO number (office_id, series, last) VALUES (:office_id, :series, 1)"
    " ON CONFLICT (office_id, series) DO UPDATE SET last = number.last + 1 RETURNING last"
)
_LAST = Statement("SELECT last FROM number WHERE office_id = :office_id AND series = :series")


def next_number(connection: Connection, office_id: int, series: str) -> int:
    """Return the next number of an office's series, from 1; given back only if the transaction is rolled back."""
    found: int = _NEXT.value(connection, office_id=office_id, series=series)
    return found


def last_number(connection: Connection, office_id: int, series: str) -> int:
    """Return the number of an office's series that went out last, 0 where none did."""
    found: int = _LAST.value(connection, office_id=office_id, series=series) or 0
    return found
